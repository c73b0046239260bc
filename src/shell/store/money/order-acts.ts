import { pointer, type Refused } from '../../../core/base/faults.ts'
import {
  isMoneyRefusal,
  type MoneyRefusal,
  moneyRefusal,
} from '../../../core/orders/money/money-refusals.ts'
import { confirmation, release } from '../../../core/orders/money/occasions.ts'
import {
  freeze,
  type MoneyStep,
  type OrderMoney,
  unfreeze,
} from '../../../core/orders/money/order-money.ts'
import { linesLeft } from '../../../core/orders/money/refund-ask.ts'
import { valuesLeft } from '../../../core/orders/money/refund-step.ts'
import type { MoneyWork, OrderKey } from './money-work.ts'
import type { OpenOrder } from './open-order.ts'
import { OpenOrders } from './open-orders.ts'
import { Purchases } from './purchases.ts'

/** What an act on the money of an order is answered. */
export interface MoneyAnswer {
  readonly order: string
  readonly money: OrderMoney
  /** It had been done before: nothing moved. */
  readonly replayed: boolean
}

export interface ConfirmRequest extends OrderKey {
  /** The lines that the buyer confirms; `all`: whatever is left. */
  readonly lines: 'all' | readonly string[]
}

/**
 * Receipt confirmed: the money of these lines leaves escrow and waits for the end of protection
 * (faq.escrow, bp.confirm); with the last of them all that is left. Answers in the order of the requests.
 */
export async function postConfirmations(
  work: MoneyWork,
  requests: readonly ConfirmRequest[],
): Promise<(MoneyAnswer | MoneyRefusal | Refused)[]> {
  if (requests.length === 0) return []
  const orders = await OpenOrders.lock(work, requests)
  const inPart = requests
    .filter(({ lines }) => lines !== 'all')
    .flatMap((one) => orders.of(one) ?? [])
  const purchases = await Purchases.read(orders, inPart)
  const answers = requests.map((request) => {
    const open = orders.of(request)
    return open === null ? moneyRefusal('not-paid') : confirmed(open, request, purchases)
  })
  await orders.write()
  return answers
}

function confirmed(
  open: OpenOrder,
  { lines }: ConfirmRequest,
  purchases: Purchases,
): MoneyAnswer | MoneyRefusal | Refused {
  if (lines === 'all') return completed(open, new Map())
  const { order, refunded } = purchases.of(open)
  const values = valuesLeft(order, refunded)
  const unknown = lines.flatMap((line, at) =>
    values.has(line)
      ? []
      : [{ path: pointer('/lines', at), fault: `The order has no line "${line}".` }],
  )
  if (unknown.length > 0) return { refused: unknown }
  const named = lines.map((line) => [line, values.get(line) as number] as const)
  const done = new Set([...open.money.confirmed, ...lines])
  const left = linesLeft(order, refunded)
  const completes = [...left].every(([line, { pieces }]) => done.has(line) || pieces === 0)
  return completes ? completed(open, new Map(named)) : confirmedInPart(open, named)
}

function completed(open: OpenOrder, lines: ReadonlyMap<string, number>) {
  return taken(open, confirmation(open.money, { lines, completes: true }), 'complete')
}

/** Each line by an entry of its own, which its name keeps from being posted twice. */
function confirmedInPart(
  open: OpenOrder,
  lines: readonly (readonly [line: string, value: number])[],
): MoneyAnswer | MoneyRefusal {
  let answer: MoneyAnswer = { order: open.paid.order, money: open.money, replayed: true }
  for (const one of lines) {
    const step = confirmation(open.money, { lines: new Map([one]), completes: false })
    const next = taken(open, step, `confirm ${one[0]}`)
    // Only a dispute refuses, and it does so for the first line as for the others.
    if (isMoneyRefusal(next)) return next
    answer = { ...next, replayed: answer.replayed && next.replayed }
  }
  return answer
}

/**
 * Protection has ended: all that is left is handed on to the seller, who can withdraw it (D-11). While a
 * dispute is open it stays where it is (bp.d.secure).
 */
export async function postReleases(
  work: MoneyWork,
  keys: readonly OrderKey[],
): Promise<(MoneyAnswer | MoneyRefusal)[]> {
  return onOrders(work, keys, (open) => taken(open, release(open.money), 'release'))
}

/** A dispute was opened: no money of the order leaves escrow or pending until it is closed (bp.d.secure). */
export async function freezeMoney(
  work: MoneyWork,
  { dispute, ...key }: OrderKey & { readonly dispute: string },
): Promise<MoneyAnswer | MoneyRefusal> {
  const [answer] = await onOrders(work, [key], (open) =>
    changed(open, freeze(open.money, dispute.toWellFormed())),
  )
  return answer as MoneyAnswer | MoneyRefusal
}

/** A dispute was closed: refund what it grants before, for others may still be open. */
export async function unfreezeMoney(
  work: MoneyWork,
  { dispute, ...key }: OrderKey & { readonly dispute: string },
): Promise<MoneyAnswer | MoneyRefusal> {
  const [answer] = await onOrders(work, [key], (open) =>
    changed(open, unfreeze(open.money, dispute.toWellFormed())),
  )
  return answer as MoneyAnswer | MoneyRefusal
}

async function onOrders(
  work: MoneyWork,
  keys: readonly OrderKey[],
  act: (open: OpenOrder) => MoneyAnswer | MoneyRefusal,
): Promise<(MoneyAnswer | MoneyRefusal)[]> {
  if (keys.length === 0) return []
  const orders = await OpenOrders.lock(work, keys)
  const answers = keys.map((key) => {
    const open = orders.of(key)
    return open === null ? moneyRefusal('not-paid') : act(open)
  })
  await orders.write()
  return answers
}

function taken(
  open: OpenOrder,
  step: MoneyStep | MoneyRefusal,
  key: string,
): MoneyAnswer | MoneyRefusal {
  if (isMoneyRefusal(step)) return step
  const replayed = step.money === open.money
  if (!replayed) open.post(step, key)
  return { order: open.paid.order, money: step.money, replayed }
}

function changed(open: OpenOrder, money: OrderMoney): MoneyAnswer {
  const replayed = money === open.money
  if (!replayed) open.set(money)
  return { order: open.paid.order, money, replayed }
}
