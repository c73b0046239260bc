import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import {
  type BestExplanation,
  explainBest,
  explainPlan,
  isRefused,
  plan,
} from '../../src/tessera.ts'
import { effort, PATIENCE } from './draws.ts'
import { exhaustive } from './exhaustive.ts'
import { inputs } from './generator.ts'
import { allSubsets } from './subsets.ts'

vi.setConfig(PATIENCE)

const base = {
  terms: 'aliexpress-2026',
  at: '2026-05-03T12:00:00Z',
  currency: 'USD',
  buyer: { id: 'b1', country: 'US' },
  stores: { s1: { seller: 'm1' } },
}
const line = { listing: '1', sku: '1', store: 's1' }
const select = { kind: 'platform-select', funder: 'platform', claimed: true }
const code = { kind: 'code', funder: 'platform' }

describe('why an offer is left out', () => {
  test.each<[string, object, object]>([
    [
      'it would take the slot of a better one (fg.batch)',
      {
        lines: [{ ...line, id: 'a', unitPrice: 6000 }],
        offers: [
          { ...select, id: 'five', benefit: { off: 500 } },
          { ...select, id: 'three', benefit: { off: 300 } },
        ],
      },
      {
        offer: 'three',
        reason: 'costs-more',
        cost: 200,
        displaces: ['five'],
        clause: 'fg.batch',
        message: 'Using it would cost 2.00 USD more: it takes the platform slot from five.',
      },
    ],
    [
      'it would bring another below its minimum (fg.base)',
      {
        lines: [{ ...line, id: 'a', unitPrice: 6000 }],
        offers: [
          { ...select, id: 'one', benefit: { off: 100 } },
          { ...code, id: 'ten', benefit: { off: 1000 }, minimum: { spend: 6000 } },
        ],
      },
      {
        offer: 'one',
        reason: 'costs-more',
        cost: 900,
        displaces: ['ten'],
        clause: 'fg.base',
        message: 'Using it would cost 9.00 USD more: beside it, ten stays below its minimum.',
      },
    ],
    [
      'it cannot be used at all',
      {
        lines: [{ ...line, id: 'a', unitPrice: 6000 }],
        offers: [{ ...code, id: 'big', benefit: { off: 1000 }, minimum: { spend: 9000 } }],
      },
      {
        offer: 'big',
        reason: 'below-minimum',
        cost: null,
        displaces: [],
        clause: 'fg.base',
        message: 'Spend 30.00 more to use it.',
      },
    ],
    [
      'an equal one ends sooner',
      {
        lines: [{ ...line, id: 'a', unitPrice: 6000 }],
        offers: [
          { ...code, id: 'late', benefit: { off: 500 } },
          { ...code, id: 'soon', benefit: { off: 500 }, until: '2026-05-08T00:00:00Z' },
        ],
      },
      {
        offer: 'late',
        reason: 'gains-nothing',
        cost: 0,
        displaces: ['soon'],
        clause: 'fg.order',
        message:
          'Using it would come to the same: it takes the code slot from soon; the one that is used comes first among equals.',
      },
    ],
  ])('%s', (_, input, expected) => {
    const answer = explainBest({ ...base, ...input })
    if (isRefused(answer)) throw new Error(JSON.stringify(answer))
    expect(answer.leftOut).toEqual([expected])
  })

  test('its cost is that of the cheapest choice among all that use it', () => {
    const check = (input: Input) => {
      const few = { ...input, choose: 'all' as const, offers: (input.offers ?? []).slice(0, 6) }
      const answer = explainBest(few)
      if (isRefused(answer)) throw new Error(JSON.stringify(answer))
      expect(answer.best.total).toBe(exhaustive(few).total)
      const totals = allSubsets(few)
      for (const { offer, cost } of answer.leftOut) {
        const using = totals.filter(({ applied }) => applied.includes(offer))
        const least = Math.min(...using.map(({ total }) => total))
        expect(cost).toBe(using.length === 0 ? null : least - answer.best.total)
      }
    }
    fc.assert(fc.property(inputs(), check), effort(1500))
  })

  test('a search that ended early claims nothing of what it did not see', () => {
    const check = (input: Input) => {
      const all = { ...input, choose: 'all' as const }
      const whole = explainBest(all)
      const hasty = explainBest(all, { stepsMax: 300 })
      if (isRefused(whole) || isRefused(hasty)) throw new Error('refused')
      const known = new Map(whole.leftOut.map((one) => [one.offer, one]))
      for (const { offer, reason, cost } of hasty.leftOut) {
        if (reason === 'not-searched' || hasty.best.total !== whole.best.total) continue
        if (known.has(offer))
          expect([reason, cost]).toEqual([known.get(offer)?.reason, known.get(offer)?.cost])
      }
    }
    fc.assert(fc.property(inputs(), check), effort(500))
  })
})

describe('why a plan is as it is', () => {
  const ladder = {
    ...base,
    lines: [
      { ...line, id: 'a', unitPrice: 5900 },
      { ...line, id: 'b', unitPrice: 3900 },
    ],
    offers: [
      { ...code, id: 'USAFF5', benefit: { off: 500 }, minimum: { spend: 3900 } },
      { ...code, id: 'USAFF8', benefit: { off: 800 }, minimum: { spend: 5900 } },
      { ...code, id: 'USAFF15', benefit: { off: 1500 }, minimum: { spend: 10_900 } },
    ],
    maxCheckouts: 3,
  }

  test('a code for each of two checkouts: the second would find no place in one (fg.batch)', () => {
    const answer = explainPlan(ladder)
    if (isRefused(answer)) throw new Error(JSON.stringify(answer))
    expect([answer.plan.total, answer.plan.single]).toEqual([8500, 9000])
    expect(answer.splits).toEqual([
      {
        checkouts: [1, 2],
        gain: 500,
        lost: ['USAFF5'],
        message: 'Paid as one they would cost 5.00 USD more: USAFF5 finds no place beside USAFF8.',
      },
    ])
    expect(answer.leftOut.map(({ offer, reason, cost }) => [offer, reason, cost])).toEqual([
      ['USAFF15', 'below-minimum', null],
    ])
  })

  test('what no checkout can use is measured against the whole cart (fg.base)', () => {
    const whole = { ...code, id: 'whole', benefit: { off: 600 }, minimum: { spend: 9000 } }
    const twice = { uses: { limit: 2, made: 0 } }
    const offers = ladder.offers.map((offer) =>
      offer.id === 'USAFF5' ? { ...offer, ...twice, benefit: { off: 850 } } : offer,
    )
    const answer = explainPlan({ ...ladder, offers: [...offers, whole] })
    if (isRefused(answer)) throw new Error(JSON.stringify(answer))
    expect(answer.plan.checkouts.map(({ chosen }) => chosen)).toEqual([['USAFF5'], ['USAFF5']])
    expect(answer.leftOut.slice(1)).toEqual([
      {
        offer: 'USAFF15',
        reason: 'below-minimum',
        cost: null,
        displaces: [],
        clause: 'fg.base',
        message: 'Spend 11.00 more to use it.',
      },
      {
        offer: 'whole',
        reason: 'costs-more',
        cost: 1100,
        displaces: ['USAFF5'],
        clause: 'fg.order',
        message:
          'Paid as one: using it would cost 11.00 USD more: it takes the code slot from USAFF5.',
      },
    ])
    expect(answer.leftOut[0]).toMatchObject({
      offer: 'USAFF8',
      message:
        'In checkout 1: using it would cost 0.50 USD more: it takes the code slot from USAFF5.',
    })
  })

  /** Whether some choice for the whole cart uses the offer. */
  function isUsable(
    offer: string,
    { maxCheckouts: _, ...input }: object & { maxCheckouts: number },
  ) {
    const { leftOut } = explainBest(input) as BestExplanation
    return leftOut.find((one) => one.offer === offer)?.cost !== null
  }

  test('every split of a proved plan gains something, and nothing left out would be cheaper', () => {
    const check = (input: Input) => {
      const document = {
        ...input,
        lines: input.lines.slice(0, 4),
        offers: (input.offers ?? []).slice(0, 5),
        choose: 'all',
        maxCheckouts: 3,
      }
      const answer = explainPlan(document)
      if (isRefused(answer)) throw new Error(JSON.stringify(answer))
      expect(answer.plan).toEqual(plan(document))
      for (const { gain } of answer.splits) expect(gain).toBeGreaterThan(0)
      for (const { cost } of answer.leftOut) expect(cost ?? 0).toBeGreaterThanOrEqual(0)
      const unusable = answer.leftOut.filter(({ cost }) => cost === null)
      expect(unusable.filter(({ offer }) => isUsable(offer, document))).toEqual([])
    }
    fc.assert(fc.property(inputs(), check), effort(1000))
  })

  test('a bad document is refused with every fault, its own and the cart’s', () => {
    expect(explainPlan({ ...ladder, maxCheckouts: 0, currency: 'XXXX' })).toMatchObject({
      refused: [{ path: '/maxCheckouts' }, { path: '/currency' }],
    })
    expect(plan({ ...ladder, options: { units: 'yes', speed: 1 } })).toMatchObject({
      refused: [{ path: '/options/units' }, { path: '/options/speed' }],
    })
    expect(plan(null)).toHaveProperty('refused')
  })
})
