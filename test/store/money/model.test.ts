import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { RefundAsk } from '../../../src/core/orders/money/refund-ask.ts'
import { postConfirmations, postReleases } from '../../../src/shell/store/money/order-acts.ts'
import { payOut } from '../../../src/shell/store/money/pay-outs.ts'
import { orderStatement } from '../../../src/shell/store/money/reading.ts'
import { refund } from '../../../src/shell/store/money/refunds.ts'
import { reimburse } from '../../../src/shell/store/money/reimbursements.ts'
import { type Draws, drawn, drawsFrom, effort, PATIENCE } from '../../core/draws.ts'
import { PaidCheckout, randomPurchase } from '../../orders/money-purchases.ts'
import { freshStore } from '../database.ts'
import { type Bought, balancesOf, buy, deliver, trials, within } from './shop.ts'

vi.setConfig(PATIENCE)

const store = await freshStore()

const purchases = drawn((draws) => {
  const choices = draws.list(200, 1, () => draws.below(2 ** 16))
  return { input: randomPurchase(draws), choices }
})

const CAUSES = ['cancellation', 'missed-shipping', 'dispute', 'return', 'guarantee'] as const

/** One checkout in the store and in the model, and one act on both. */
class Both {
  readonly #bought: Bought
  readonly model: PaidCheckout

  constructor(bought: Bought, model: PaidCheckout) {
    this.#bought = bought
    this.model = model
  }

  key(place: string) {
    const { buyer, orders } = this.#bought
    return { buyer, order: orders[place] as string }
  }

  async act(draws: Draws, step: number): Promise<void> {
    const { place, lines } = draws.pick(this.model.shares.orders)
    const key = this.key(place)
    switch (draws.below(8)) {
      case 0: {
        const some = lines.map(({ line }) => line).filter(() => draws.below(2) === 0)
        return this.#confirm(place, some)
      }
      case 1:
        this.model.release(place)
        await within(store, (work) => postReleases(work, [key]))
        return
      case 2:
        return this.#payOut(place, step)
      case 3:
        return draws.oneIn(3) ? this.#reimburse(place, `${step}`, draws) : undefined
      default:
        return this.#refund(place, randomAsk(draws, lines, `${step}`))
    }
  }

  async #confirm(place: string, lines: readonly string[]): Promise<void> {
    const answer = await within(store, (work) =>
      postConfirmations(work, [{ ...this.key(place), lines }]),
    )
    const [after] = answer
    if (!after || !('money' in after)) throw new Error(JSON.stringify(after))
    const completes =
      after.money.standing === 'completed' && this.model.money(place).standing === 'held'
    this.model.confirm(place, lines, completes)
  }

  async #payOut(place: string, step: number): Promise<void> {
    const refunds = (await orderStatement(store, this.key(place)))?.refunds ?? []
    for (const { number, state } of refunds) {
      if (state !== 'due') continue
      const reference = `${step}`
      await within(store, (work) => payOut(work, { ...this.key(place), number, reference }))
    }
    this.model.payOut(place)
  }

  async #reimburse(place: string, claim: string, draws: Draws): Promise<void> {
    const amount = 1 + draws.below(this.model.money(place).paid + 1)
    await within(store, (work) => reimburse(work, { ...this.key(place), claim, amount }))
    this.model.reimburse(place, { amount, occasion: claim })
  }

  async #refund(place: string, ask: RefundAsk): Promise<void> {
    const cause = ask.cause as (typeof CAUSES)[number]
    const request = { ...this.key(place), ...ask, cause, key: ask.occasion }
    const answer = await within(store, (work) => refund(work, request))
    const model = this.model.refund(place, ask)
    if ('refund' in answer && 'record' in model) expect(answer.refund.record).toEqual(model.record)
    else expect(answer).toEqual(model)
  }
}

function randomAsk(
  draws: Draws,
  lines: readonly { readonly line: string; readonly pieces: number }[],
  occasion: string,
): RefundAsk {
  const cause = draws.pick(CAUSES)
  if (draws.oneIn(4)) return { cause, occasion, lines: 'all' }
  const some = lines.filter(() => draws.below(2) === 0)
  const rows = (some.length > 0 ? some : lines.slice(0, 1)).map(({ line, pieces }) =>
    draws.oneIn(3)
      ? { line, cash: 1 + draws.below(50) }
      : { line, quantity: 1 + draws.below(pieces), ...draws.maybe(4, () => ({ deduct: 1 })) },
  )
  return { cause, occasion, lines: rows }
}

describe('the money of any checkout, whatever is done with it', () => {
  test('is where the pure rules say, and in order (faq.escrow, tc.8, bp.d.paypal)', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(purchases, async ({ input, choices }) => {
        const checkout = `model ${runs++}`
        const bought = await buy(store, { buyer: `buyer ${runs % 7}`, checkout, input })
        const both = new Both(bought, new PaidCheckout(input))
        const draws = drawsFrom(choices)
        for (let step = 0; step < 12; step++) await both.act(draws, step)
        for (const { place } of both.model.shares.orders) {
          const money = (await orderStatement(store, both.key(place)))?.money
          const { confirmed, ...rest } = both.model.money(place)
          expect(money).toMatchObject(rest)
          expect(new Set(money?.confirmed)).toEqual(new Set(confirmed))
        }
      }),
      effort(80),
    )
    await deliver(store)
    const [orders, sellers] = await trials(store)
    expect([...orders.faults, ...sellers.faults]).toEqual([])
    expect((balancesOf(orders).released ?? 0) + (balancesOf(sellers).released ?? 0)).toBe(0)
    expect(orders.entries).toBeGreaterThan(500)
  })
})
