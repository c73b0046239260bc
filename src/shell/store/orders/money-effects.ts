import { assert } from '../../../core/base/faults.ts'
import type { OrderEffect } from '../../../core/orders/order-effects.ts'
import type { MoneyWork, OrderKey } from '../money/money-work.ts'
import { OpenOrders } from '../money/open-orders.ts'
import { freezeMoney, postConfirmations, postReleases, unfreezeMoney } from '../money/order-acts.ts'
import { postPayments } from '../money/payments.ts'
import { type RefundRequest, refunds } from '../money/refunds.ts'
import type { TakenStep } from './rows.ts'

type MoneyEffect = Extract<
  OrderEffect,
  {
    effect:
      | 'escrow-in'
      | 'freeze'
      | 'escrow-to-pending'
      | 'pending-to-available'
      | 'refund'
      | 'unfreeze'
  }
>

interface Moved extends OrderKey {
  readonly at: Date
  readonly checkout: string
  readonly place: string
  readonly effect: MoneyEffect
}

/** In this order money moves in one round; what an order does in another order is another round. */
const TURNS = [
  'escrow-in',
  'freeze',
  'escrow-to-pending',
  'pending-to-available',
  'refund',
  'unfreeze',
] as const satisfies readonly MoneyEffect['effect'][]

const turnOf = ({ effect }: OrderEffect): number => (TURNS as readonly string[]).indexOf(effect)

/**
 * Posts what steps move, each at the instant at which it took effect. Steps of many orders are posted
 * together, in rounds: of one order in its order.
 */
export async function moveMoney(work: MoneyWork, steps: readonly TakenStep[]): Promise<void> {
  for (const round of roundsOf(steps)) {
    const post = async (turn: (typeof TURNS)[number]) => {
      const moved = round.filter(({ effect }) => effect.effect === turn)
      if (moved.length > 0) await POST[turn](work, moved)
    }
    // A payment opens what all others lock.
    await post('escrow-in')
    const others = round.filter(({ effect }) => effect.effect !== 'escrow-in')
    if (others.length === 0) continue
    await OpenOrders.together(work, others, async () => {
      for (const turn of TURNS.slice(1)) await post(turn)
    })
  }
}

function roundsOf(steps: readonly TakenStep[]): Moved[][] {
  const rounds: Moved[][] = []
  const last = new Map<string, { round: number; turn: number }>()
  for (const { order, step } of steps) {
    for (const effect of step.effects) {
      const turn = turnOf(effect)
      if (turn < 0) continue
      const before = last.get(order.id) ?? { round: 0, turn: 0 }
      const round = turn < before.turn ? before.round + 1 : before.round
      last.set(order.id, { round, turn })
      rounds[round] ??= []
      rounds[round].push({
        buyer: order.buyer,
        order: order.id,
        checkout: order.checkout,
        place: order.quoted,
        at: new Date(step.effective),
        effect: effect as MoneyEffect,
      })
    }
  }
  return rounds
}

type Post = (work: MoneyWork, moved: readonly Moved[]) => Promise<void>

/** The payment provider may have paid a buyer back before we could (bp.d.paypal): nothing more is owed. */
const SETTLED: readonly string[] = ['reimbursed', 'already-refunded']

/** What the machine decided, the books carry out: a refusal here is a fault of ours, and undoes all. */
function carriedOut(answers: readonly object[], settled: readonly string[] = []): void {
  for (const answer of answers) {
    const refusal = 'refusal' in answer ? String(answer.refusal) : null
    const isFault = refusal === null ? 'refused' in answer : !settled.includes(refusal)
    assert(!isFault, `the books follow the order: ${JSON.stringify(answer)}`)
  }
}

const POST: Readonly<Record<(typeof TURNS)[number], Post>> = {
  'escrow-in': async (work, moved) => {
    const byCheckout = Map.groupBy(moved, ({ checkout }) => checkout)
    const payments = [...byCheckout].map(([checkout, some]) => {
      const [first] = some as [Moved]
      const orders = some.map(({ order, place }) => ({ order, place }))
      return { checkout, buyer: first.buyer, orders, at: first.at }
    })
    await postPayments(work, payments)
  },
  freeze: async (work, moved) => {
    for (const one of moved) carriedOut([await freezeMoney(work, { ...one, dispute: lineOf(one) })])
  },
  unfreeze: async (work, moved) => {
    for (const one of moved) {
      carriedOut([await unfreezeMoney(work, { ...one, dispute: lineOf(one) })])
    }
  },
  'escrow-to-pending': async (work, moved) => {
    const requests = moved.flatMap(({ effect, ...key }) => {
      if (effect.effect !== 'escrow-to-pending') return []
      return [{ ...key, lines: effect.whole ? ('all' as const) : effect.lines }]
    })
    carriedOut(await postConfirmations(work, requests))
  },
  'pending-to-available': async (work, moved) => carriedOut(await postReleases(work, moved)),
  refund: async (work, moved) => {
    const requests = moved.flatMap(({ effect, ...key }) =>
      effect.effect === 'refund' ? [refundOf(key, effect)] : [],
    )
    carriedOut(await refunds(work, requests), SETTLED)
  },
}

const lineOf = ({ effect }: Moved): string => ('line' in effect ? effect.line : '')

const CAUSES = { cancellation: 'cancellation', 'missed-ship-by': 'missed-shipping' } as const

/** All of an order goes back, shipping too: its occasion is the order itself. */
function refundOf(
  key: OrderKey & { readonly at: Date },
  { cause }: Extract<MoneyEffect, { effect: 'refund' }>,
): RefundRequest {
  const named = CAUSES[cause]
  return { ...key, cause: named, occasion: key.order, lines: 'all', key: named }
}
