import fc from 'fast-check'
import { describe, test, vi } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import { isRefused, type Quote, quote, type Refund, refund } from '../../src/tessera.ts'
import { type Draws, drawn, drawsFrom, effort, PATIENCE } from './draws.ts'
import { randomInput, TERMS } from './generator.ts'
import { sumOf } from './laws.ts'
import { type Piece, type Request, referenceRefund } from './reference-refund.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

interface Step {
  readonly now: readonly Piece[]
  readonly reason: Request['reason']
}

const REASONS = ['return', 'cancellation', 'missed-ship-by', 'not-received'] as const

/** Every piece of a purchase goes back, in some order and some split; simplest: all at once. */
function splitOf({ lines }: Input, draws: Draws): Step[] {
  const left = new Map(lines.map((line) => [line.id, line.quantity ?? 1]))
  const steps: Step[] = []
  while (left.size > 0) {
    const last = steps.length >= 6
    const now: Piece[] = []
    for (const [line, pieces] of [...left]) {
      if (!last && draws.below(3) === 2) continue
      const quantity = last || draws.below(2) === 0 ? pieces : 1 + draws.below(pieces)
      now.push({ line, quantity })
      left.set(line, pieces - quantity)
      if (quantity === pieces) left.delete(line)
    }
    steps.push({ now: draws.below(2) === 0 ? now : now.toReversed(), reason: draws.pick(REASONS) })
  }
  return steps
}

/** The refunds of these steps, one after the other, each beside what the reference says. */
function refunds(input: Input, accepted: Quote, steps: readonly Step[]): Refund[] {
  const before: Piece[] = []
  return steps.map((step) => {
    const answer = refund({ input, quote: accepted }, { before, ...step })
    const reference = referenceRefund({ input, quote: accepted, before, ...step })
    same(answer, reference)
    before.push(...step.now)
    return answer as Refund
  })
}

/** A kind of each rule-set that any order can take, for shipping that is free from some spend on. */
const SHIPPING_KIND: Readonly<Record<string, string>> = {
  'aliexpress-2020-03': 'platform-instant-off',
  'aliexpress-2026': 'free-shipping',
  'aliexpress-2018-10': 'platform-discount',
  'aliexpress-general': 'coupon',
}

/** The same purchase with shipping that costs something and an offer that pays it, on a condition. */
function withShipping(input: Input, draws: Draws): Input {
  const sellers = [...new Set(Object.values(input.stores).map(({ seller }) => seller))]
  const list = sumOf(input.lines.map((line) => line.unitPrice * (line.quantity ?? 1)))
  const spend = Math.min(1e13, Math.floor((list * draws.below(10)) / 10))
  const offer = {
    id: 'free shipping',
    kind: SHIPPING_KIND[input.terms] as string,
    funder: 'platform',
    benefit: { freeShipping: true as const },
    minimum: draws.pick([{ spend }, { quantity: 1 + draws.below(5) }]),
    claimed: true,
  }
  const shipping = sellers.map((seller) => ({ seller, method: 'standard', fee: 299 }))
  const offers = [offer, ...(input.offers ?? []).slice(0, draws.below(4))]
  return { ...input, shipping, offers, choose: 'all' }
}

const purchases = drawn((draws) => {
  const choices = draws.list(80, 1, () => draws.below(2 ** 16))
  const any = randomInput(draws, TERMS)
  const later = drawsFrom(choices)
  const input = later.below(2) === 0 ? any : withShipping(any, later)
  return { input, steps: splitOf(input, later) }
})

describe('a purchase that is refunded in any order and any split', () => {
  test('gives back the cash of each line, no more and no less, and agrees with the reference', () => {
    fc.assert(
      fc.property(purchases, ({ input, steps }) => {
        const accepted = quote(input)
        if (isRefused(accepted)) throw new Error('refused')
        const answers = refunds(input, accepted, steps)
        const cashOf = (id: string) =>
          sumOf(
            answers
              .flatMap(({ lines }) => lines.filter(({ line }) => line === id))
              .map(({ cash }) => cash),
          )
        for (const { id, net, tax } of accepted.lines) {
          same(cashOf(id), net + (input.pricesIncludeTax ? 0 : tax))
        }
        same(broken(answers, accepted), [])
      }),
      effort(4000),
    )
  })
})

function broken(answers: readonly Refund[], accepted: Quote): string[] {
  const { orders, totals } = accepted
  const faults: string[] = []
  const backOf = (id: string) =>
    answers.flatMap(({ shipping }) => Object.entries(shipping)).filter(([order]) => order === id)
  for (const { id, shipping, shippingOff } of orders) {
    const back = backOf(id).map(([, fee]) => fee)
    if (back.length > 1) faults.push(`shipping of ${id} comes back once`)
    if (back.some((fee) => fee !== shipping - shippingOff)) faults.push(`and as it was paid`)
    const deducted = sumOf(
      answers
        .flatMap((one) => Object.entries(one.deducted))
        .filter(([order]) => order === id)
        .map(([, fee]) => fee),
    )
    if (deducted > shippingOff) faults.push(`no more is deducted from ${id} than was given`)
  }
  for (const { total, lines, shipping, deducted } of answers) {
    const cash = sumOf(lines.map((line) => line.cash))
    const sum = cash + sumOf(Object.values(shipping)) - sumOf(Object.values(deducted))
    if (total !== sum || total < 0) faults.push(`a refund of ${total} sums to ${sum}`)
  }
  if (sumOf(answers.map(({ total }) => total)) > totals.total) faults.push('more than was paid')
  const coins = answers.map((answer) => answer.coins)
  const last = answers.findLastIndex(({ lines }) => lines.length > 0)
  if (coins.some((back, at) => back !== (at === last ? totals.coins : 0))) {
    faults.push('coins come back with the refund that completes the whole, and only then')
  }
  return faults
}
