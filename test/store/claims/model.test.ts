import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { askOver } from '../../../src/shell/store/claims/ask.ts'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { takeBack, takeFromPool } from '../../../src/shell/store/claims/moves.ts'
import { settleTransfers } from '../../../src/shell/store/claims/settle.ts'
import { effort, PATIENCE } from '../../core/draws.ts'
import { gaugesOf } from './gauges.ts'
import { freshMarket, reasonOf } from './market.ts'
import { issue } from './market-offers.ts'
import { Model, type ModelOffer } from './model.ts'

vi.setConfig(PATIENCE)

const { store, claims: all } = await freshMarket(2, { exhaustedForMs: 0 })
const ask = askOver(store.pool)
const START = Date.parse('2026-06-01T19:00:00Z')
const MINUTE = 60_000
/** Few, so that they often come to the same claims. */
const BUYERS = 2

const KINDS: readonly Omit<ModelOffer, 'id'>[] = [
  { openToAll: false, perBuyer: 2, days: 1, comesBack: true, uses: 4, budget: null },
  { openToAll: false, perBuyer: 1, days: 3, comesBack: false, uses: null, budget: 250 },
  { openToAll: true, perBuyer: 2, days: 1, comesBack: true, uses: 3, budget: 400 },
]

const buyer = fc.integer({ min: 0, max: BUYERS - 1 })
const order = fc.integer({ min: 0, max: 1 })
const offer = fc.integer({ min: 0, max: KINDS.length - 1 })
const amount = fc.integer({ min: 0, max: 200 })

const step = fc.oneof(
  fc.record({ act: fc.constant('claim' as const), buyer, offer, again: fc.boolean() }),
  fc.record({ act: fc.constant('reserve' as const), buyer, order, offer, amount }),
  fc.record({
    act: fc.constantFrom(
      'use' as const,
      'release' as const,
      'hold' as const,
      'forfeit' as const,
      'returnCancelled' as const,
    ),
    buyer,
    order,
  }),
  fc.record({ act: fc.constant('pass' as const), minutes: fc.constantFrom(10, 30, 30, 1_440) }),
  // A process dies after it took from a pool, or after it emptied a slice.
  fc.record({ act: fc.constant('die' as const), offer, shard: fc.integer({ min: 0, max: 3 }) }),
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

let runs = 0

/** One run: each step in the store and in the model, which must answer alike. */
class Run {
  readonly #prefix = `run${runs++}`
  readonly #model = new Model()
  readonly #offers: ModelOffer[] = KINDS.map((kind, n) => ({ ...kind, id: `${this.#prefix}-${n}` }))
  #now = START
  #keys = 0

  async begin(): Promise<void> {
    for (const { id, openToAll, perBuyer, days, comesBack, uses, budget } of this.#offers) {
      const obtain = openToAll ? 'automatic' : 'centre'
      const rest = { perBuyer, validDays: days, returnsWhenCancelled: comesBack, uses, budget }
      await issue(store, { id, obtain, ...rest })
    }
  }

  async take(step: Step): Promise<void> {
    if (step.act === 'pass') this.#now += step.minutes * MINUTE
    else if (step.act === 'die') await this.#die(step)
    else {
      const [told, expected] = await this.#both(step)
      expect(told, JSON.stringify(step)).toBe(expected)
    }
  }

  async #die({ offer, shard }: Extract<Step, { act: 'die' }>): Promise<void> {
    const id = (this.#offers[offer] as ModelOffer).id
    const wanted = { uses: 1, budget: 100 }
    await takeBack(ask, { shard, offer: id }, { uses: true, budget: true })
    await takeFromPool(ask, { offer: id, shard, atLeast: { uses: 1, budget: 1 }, wanted, oneIn: 4 })
    // As if the time had passed that a living process is left alone.
    await store.pool.query(`update pool_transfers set left_at = left_at - interval '1 minute'`)
  }

  async #both(step: Exclude<Step, { act: 'pass' | 'die' }>): Promise<[string, string]> {
    const claims = all[this.#keys % 2] as Claims
    const buyer = `${this.#prefix}-b${step.buyer}`
    const now = this.#now
    const at = new Date(now)
    const again = step.act === 'claim' && step.again
    const key = `k${again ? this.#keys : ++this.#keys}`
    if (step.act === 'claim') {
      const offer = this.#offers[step.offer] as ModelOffer
      const answer = await claims.claim({ buyer, offer: offer.id, key, at })
      return [reasonOf(answer) ?? 'done', this.#model.claim({ buyer, offer, key, now })]
    }
    const order = `o${step.order}`
    if (step.act !== 'reserve') {
      const answer = await claims[step.act]({ buyer, order, key, at })
      return [reasonOf(answer) ?? 'done', this.#model.move(step.act, { buyer, order, now })]
    }
    const offer = this.#offers[step.offer] as ModelOffer
    const offers = [{ offer: offer.id, amountMinor: step.amount }]
    const answer = await claims.reserve({ buyer, order, key, at, offers })
    const asked = { buyer, order, key, offer, amount: step.amount, now }
    return [reasonOf(answer) ?? 'done', this.#model.reserve(asked)]
  }

  /** What is given and what is left are the limit, and every claim is as the model has it. */
  async agree(): Promise<void> {
    const claims = all[0] as Claims
    for (const offer of this.#offers) {
      const given = this.#model.given(offer)
      const expected = (limit: number | null, of: number) =>
        limit === null ? null : { given: of, left: limit - of }
      expect(await gaugesOf(store, offer.id)).toEqual({
        uses: expected(offer.uses, given.uses),
        budget: expected(offer.budget, given.budget),
      })
    }
    for (let n = 0; n < BUYERS; n++) {
      const buyer = `${this.#prefix}-b${n}`
      const held = (await claims.wallet(buyer)).map(({ offer, state }) => `${offer} ${state}`)
      expect(held.sort()).toEqual(this.#model.statesOf(buyer))
    }
  }
}

describe('the store and a plain model of it', () => {
  it('agree in every answer and in the sums, whatever happens (tc.5, tc.6, tc.8, cp.9)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
        async (steps) => {
          const run = new Run()
          await run.begin()
          for (const [place, one] of steps.entries()) {
            await run.take(one)
            if (place % 4 === 0) await run.agree()
          }
          await settleTransfers(store, { graceSeconds: 0 })
          await run.agree()
        },
      ),
      effort(30),
    )
  })
})
