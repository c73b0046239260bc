import { describe, expect, it } from 'vitest'
import type { Claim, ClaimState } from '../../../src/core/offers/claim.ts'
import type { ActAnswer } from '../../../src/shell/store/claims/act-batch.ts'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { gaugesOf } from './gauges.ts'
import { freshMarket, reasonOf } from './market.ts'
import { issue, type TestOffer } from './market-offers.ts'

const START = Date.parse('2026-05-01T12:00:00Z')
const minutesOn = (minutes: number) => new Date(START + minutes * 60_000)
const MINUTES_A_DAY = 1_440

const { store, claims: all } = await freshMarket(1)
const claims = all[0] as Claims
let made = 0

/** What happens, minute after minute: an act, and the order that it is for. */
type Happening = readonly [act: Act, minute?: number, order?: string]
type Act = 'claim' | 'reserve' | 'use' | 'release' | 'hold' | 'forfeit' | 'returnCancelled'

interface Told {
  readonly last: string
  readonly states: readonly ClaimState[]
  readonly uses: number | undefined
  readonly budget: number | undefined
}

/** Lets one buyer live through it, with an offer of 5 uses and 1,000 of money; a reservation takes 100. */
async function live(offer: Omit<TestOffer, 'id'>, happenings: readonly Happening[]): Promise<Told> {
  const n = made++
  const id = await issue(store, { id: `offer-${n}`, uses: 5, budget: 1_000, ...offer })
  const buyer = `buyer-${n}`
  let last = ''
  for (const [place, [act, minute = place, order = 'o1']] of happenings.entries()) {
    const asked = { buyer, key: `k${place}`, at: minutesOn(minute) }
    const answer: ActAnswer | Claim | object =
      act === 'claim'
        ? await claims.claim({ ...asked, offer: id })
        : act === 'reserve'
          ? await claims.reserve({ ...asked, order, offers: [{ offer: id, amountMinor: 100 }] })
          : await claims[act]({ ...asked, order })
    last = reasonOf(answer) ?? 'done'
  }
  const gauges = await gaugesOf(store, id)
  const states = (await claims.wallet(buyer)).map(({ state }) => state)
  return { last, states, uses: gauges.uses?.given, budget: gauges.budget?.given }
}

describe('an offer through the life of an order (protection §3)', () => {
  const centre = { obtain: 'centre' }
  const code = { obtain: 'code' }
  const back = { obtain: 'centre', returnsWhenCancelled: true }

  it.each<[string, Omit<TestOffer, 'id'>, Happening[], Told]>([
    ['claimed', centre, [['claim']], told('done', ['claimed'], 1, 0)],
    ['reserved', centre, [['claim'], ['reserve']], told('done', ['reserved'], 1, 100)],
    ['used', centre, [['claim'], ['reserve'], ['use']], told('done', ['used'], 1, 100)],
    [
      'released: it was never used',
      centre,
      [['claim'], ['reserve'], ['release']],
      told('done', ['claimed'], 1, 0),
    ],
    [
      'held after a failed payment (cp.9)',
      centre,
      [['claim'], ['reserve'], ['hold']],
      told('done', ['claimed'], 1, 0),
    ],
    [
      'held: not for another order (cp.9)',
      centre,
      [
        ['claim', 0],
        ['reserve', 0],
        ['hold', 0],
        ['reserve', 29, 'o2'],
      ],
      told('held', ['claimed'], 1, 0),
    ],
    [
      'held: free at the 30th minute (cp.9)',
      centre,
      [
        ['claim', 0],
        ['reserve', 0],
        ['hold', 0],
        ['reserve', 30, 'o2'],
      ],
      told('done', ['reserved'], 1, 100),
    ],
    [
      'held, and its order released: blocked all the same (cp.9)',
      centre,
      [
        ['claim', 0],
        ['reserve', 0],
        ['hold', 0],
        ['release', 1],
        ['reserve', 29],
      ],
      told('held', ['claimed'], 1, 0),
    ],
    [
      'forfeited after a refund (tc.8)',
      centre,
      [['claim'], ['reserve'], ['use'], ['forfeit']],
      told('done', ['forfeited'], 1, 100),
    ],
    [
      'forfeited when fully cancelled (D-12)',
      centre,
      [['claim'], ['reserve'], ['use'], ['returnCancelled']],
      told('done', ['forfeited'], 1, 0),
    ],
    [
      'back when fully cancelled, by its own terms (D-12)',
      back,
      [['claim'], ['reserve'], ['use'], ['returnCancelled']],
      told('done', ['claimed'], 1, 0),
    ],
    [
      'not back when it is no longer valid (D-12)',
      back,
      [['claim'], ['reserve'], ['use'], ['returnCancelled', 15 * MINUTES_A_DAY]],
      told('done', ['forfeited'], 1, 0),
    ],
    [
      'expired (tc.6)',
      centre,
      [['claim'], ['reserve', 15 * MINUTES_A_DAY]],
      told('expired', ['claimed'], 1, 0),
    ],
    [
      'reserved in time, paid later: used',
      centre,
      [['claim'], ['reserve'], ['use', 15 * MINUTES_A_DAY]],
      told('done', ['used'], 1, 100),
    ],
    [
      'in another order (tc.5)',
      centre,
      [['claim'], ['reserve'], ['reserve', 2, 'o2']],
      told('in-another-order', ['reserved'], 1, 100),
    ],
    [
      'reserved again for its own order: once',
      centre,
      [['claim'], ['reserve'], ['reserve']],
      told('done', ['reserved'], 1, 100),
    ],
    [
      'used already (tc.5)',
      centre,
      [['claim'], ['reserve'], ['use'], ['reserve', 3, 'o2']],
      told('already-used', ['used'], 1, 100),
    ],
    ['not claimed (cp.1)', centre, [['reserve']], told('not-claimed', [], 0, 0)],
    ['typed at checkout: claimed by it', code, [['reserve']], told('done', ['reserved'], 1, 100)],
    [
      'typed at checkout and released: as if it had never been',
      code,
      [['reserve'], ['release']],
      told('done', ['returned'], 0, 0),
    ],
    [
      'typed again in the next order',
      code,
      [['reserve'], ['release'], ['reserve', 2, 'o2']],
      told('done', ['reserved'], 1, 100),
    ],
    [
      'typed, and the payment failed: a place is kept (cp.9)',
      code,
      [['reserve'], ['hold']],
      told('done', ['claimed'], 1, 0),
    ],
    [
      'typed, failed, released: blocked for the half hour (cp.9)',
      code,
      [
        ['reserve', 0],
        ['hold', 0],
        ['release', 1],
        ['reserve', 29, 'o2'],
      ],
      told('held', ['returned'], 0, 0),
    ],
    [
      'typed, failed, and paid after the half hour',
      code,
      [
        ['reserve', 0],
        ['hold', 0],
        ['reserve', 30],
        ['use', 31],
      ],
      told('done', ['used'], 1, 100),
    ],
    [
      'an order that holds nothing',
      centre,
      [['claim'], ['use']],
      told('unknown-order', ['claimed'], 1, 0),
    ],
    [
      'a paid order is not released',
      centre,
      [['claim'], ['reserve'], ['use'], ['release']],
      told('wrong-state', ['used'], 1, 100),
    ],
    [
      'an unpaid order forfeits nothing',
      centre,
      [['claim'], ['reserve'], ['forfeit']],
      told('wrong-state', ['reserved'], 1, 100),
    ],
    [
      'paid after the payment failed: it has to be reserved again',
      centre,
      [['claim'], ['reserve'], ['hold'], ['use']],
      told('wrong-state', ['claimed'], 1, 0),
    ],
    [
      'forfeited stays forfeited (tc.8)',
      back,
      [['claim'], ['reserve'], ['use'], ['forfeit'], ['returnCancelled']],
      told('wrong-state', ['forfeited'], 1, 100),
    ],
  ])('%s', async (_, offer, happenings, expected) => {
    expect(await live(offer, happenings)).toEqual(expected)
  })
})

function told(last: string, states: ClaimState[], uses: number, budget: number): Told {
  return { last, states, uses, budget }
}
