import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ladderPages } from '../docs/ladders.ts'
import { codesOf, offersOf } from '../samples/build-codes.ts'
import { laddersOf, leftOutOf } from '../samples/build-ladders.ts'
import type { CampaignCode } from '../samples/campaign-code.ts'
import codeRows from '../samples/campaign-codes.json' with { type: 'json' }
import offerRows from '../samples/campaign-offers.json' with { type: 'json' }
import index from '../samples/ladders/index.json' with { type: 'json' }
import { answerOf, indexOf, ladders, leftOut, stepsOf, totalsOf } from '../samples/ladders-steps.ts'
import type { CodeOffer } from '../src/core/offers/feed-code.ts'
import { best, isRefused, plan } from '../src/tessera.ts'
import {
  cartOfReading,
  type LadderSteps,
  ladderSentences,
  readLadder,
  unitOf,
} from '../src/web/state/ladders.ts'
import { answersBySets } from './core/ladder-sets.ts'

const ROOT = join(import.meta.dirname, '..')
const PUBLISHED = join(ROOT, '../shared/data/campaign-codes.csv')

const codes = codeRows as unknown as readonly CampaignCode[]
const offers = offerRows as unknown as readonly CodeOffer[]

const stepsIn = (id: string) =>
  JSON.parse(readFileSync(join(ROOT, `samples/ladders/${id}.json`), 'utf8')) as LadderSteps

/** One total in so many is asked of the engine, others for each ladder: all would take minutes. */
const STRIDE = 160

function spreadOf(totals: readonly number[], at: number): number[] {
  return totals.filter((_, place) => place % STRIDE === (at * 13) % STRIDE)
}

/** Some totals take the engine a second, and a busy machine longer. */
const PLANS_MS = 30_000

describe('the ladders among the samples', () => {
  test('are those that the published codes make', () => {
    expect(laddersOf(codes, offers)).toEqual(ladders)
    expect(leftOutOf(codes)).toEqual(leftOut)
    expect(index).toEqual(indexOf(ladders))
    expect(new Set(ladders.map(({ id }) => id)).size).toBe(23)
  })

  test('hold every published code once, or say why not', () => {
    const rungs = ladders.flatMap(({ codes: all }) =>
      all.flatMap(({ code, also = [] }) => [code, ...also]),
    )
    const others = leftOut.flatMap((row) => row.codes)
    expect([...rungs, ...others].toSorted()).toEqual(codes.map(({ code }) => code).toSorted())
  })

  test('have codes that take less than their minimum, each minimum once', () => {
    for (const { id, codes: all, window } of ladders) {
      const minimums = all.map(({ minimum }) => minimum)
      expect(minimums, id).toEqual([...new Set(minimums)].toSorted((one, other) => one - other))
      for (const { off, minimum } of all) expect(off, id).toBeLessThan(minimum)
      expect(Date.parse(window.from), id).toBeLessThan(Date.parse(window.until))
    }
  })

  test.each(ladders)('$name: the steps are those of every set of codes', (ladder) => {
    const answers = answersBySets(ladder.codes)
    expect(stepsIn(ladder.id)).toEqual(stepsOf(ladder, totalsOf(ladder), answers))
  })
})

/** What was worked out by hand before there was an engine: cart, one code, best split. */
const CASES = [
  ['us-2026-05', 98, 8, 13],
  ['fr-2026-05', 98, 8, 13],
  ['de-2026-05', 98, 8, 13],
  ['pl-2026-05', 98, 8, 13],
  ['eu-2026-05', 98, 8, 13],
  ['everywhere-2026-05', 138, 12, 19],
  ['gb-2026-05', 138, 12, 19],
  ['es-2026-05', 138, 12, 19],
  ['elsewhere-2025-02', 536, 40, 70],
  ['us-2025-02', 536, 40, 70],
  ['es-2025-02', 536, 40, 70],
  ['fr-2026-10', 152, 12, 20],
] as const

describe('the engine', () => {
  test.each(CASES)(
    '%s, cart %i: one code saves %i, the best split %i',
    (id, cart, one, split) => {
      const ladder = ladders.find((row) => row.id === id)
      if (!ladder) throw new Error(`there is no ladder ${id}`)
      const answer = answerOf(ladder, cart * 100)
      const offOf = (offer: string | null) =>
        ladder.codes.find((rung) => rung.offer === offer)?.off ?? 0
      expect(offOf(answer.single)).toBe(one * 100)
      expect(answer.split.reduce((sum, offer) => sum + offOf(offer), 0)).toBe(split * 100)
    },
    PLANS_MS,
  )

  test.each(ladders.map((ladder, at) => ({ name: ladder.name, ladder, at })))(
    '$name: equal to every set of codes at a spread of totals',
    ({ ladder, at }) => {
      const bySets = answersBySets(ladder.codes)
      for (const total of spreadOf(totalsOf(ladder), at)) {
        const { single, split } = answerOf(ladder, total)
        expect({ total, single, split: split.toSorted() }).toEqual({ total, ...bySets(total) })
      }
    },
    PLANS_MS,
  )
})

describe('a reading in words', () => {
  test.each([
    [12, 'A cart of 12.00: no code reaches it. The first begins at 18.00.'],
    [40, 'A cart of 40.00: one code, USAFF5, saves 5.00. No split saves more.'],
    [
      98,
      'A cart of 98.00: one code, USAFF8, saves 8.00. Paid as 59 + 39 with USAFF8 and USAFF5 it saves 13.00: 5.00 more.',
    ],
    [
      348,
      'A cart of 348.00: one code, USAFF30, saves 30.00. Paid as 169 + 109 + 59 with USAFF23, USAFF015, USAFF8 it saves 46.00: 16.00 more. The other 11.00 may lie in any of them.',
    ],
  ])('a cart of %i', (cart, says) => {
    const ladder = stepsIn('us-2026-05')
    expect(ladderSentences(ladder, readLadder(ladder, cart * 100)).join(' ')).toBe(says)
  })
})

describe('the cart to try in the lab', () => {
  test.each(ladders)('$name: saves what its reading says', ({ id, codes: rungs }) => {
    const ladder = stepsIn(id)
    for (const total of [ladder.totalMax / 7, ladder.totalMax / 2].map(Math.round)) {
      const reading = readLadder(ladder, total)
      const cart = cartOfReading(ladder, reading)
      const single = best(cart)
      const split = plan({ ...cart, maxCheckouts: rungs.length })
      if (isRefused(single) || isRefused(split)) throw new Error(JSON.stringify([single, split]))
      expect(single.total).toBe(total - reading.singleOff)
      expect(split.total).toBe(total - reading.splitOff)
    }
  })

  test('is one thing where no code reaches', () => {
    const ladder = stepsIn('us-2026-05')
    const reading = readLadder(ladder, 5 * unitOf(ladder.currency))
    expect(reading).toMatchObject({ single: null, split: [], gain: 0, rest: 500 })
    expect(cartOfReading(ladder, reading).lines.map(({ unitPrice }) => unitPrice)).toEqual([500])
  })
})

describe('the page about ladders', () => {
  const pages = ladderPages()

  test('and its charts are as drawn', () => {
    for (const [path, text] of pages) {
      expect(readFileSync(join(ROOT, path), 'utf8') === text, `${path}: node docs/ladders.ts`).toBe(
        true,
      )
    }
  })

  test('has no chart that nobody draws', () => {
    const charts = readdirSync(join(ROOT, 'docs/ladders')).map((name) => `docs/ladders/${name}`)
    expect(charts.toSorted()).toEqual([...pages.keys()].filter((path) => /svg$/.test(path)).sort())
  })
})

if (existsSync(PUBLISHED)) {
  describe('the table of published codes', () => {
    test('makes the ladders that are kept here', () => {
      const read = codesOf(readFileSync(PUBLISHED, 'utf8'))
      expect(laddersOf(read, offersOf(read))).toEqual(ladders)
    })
  })
}
