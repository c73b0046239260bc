import type { Instant } from '../../../core/base/instant.ts'
import type { Product } from '../../../core/offers/coin-uses.ts'
import type { Order } from '../../../core/orders/order.ts'
import { nextDue } from '../../../core/orders/order-clocks.ts'
import type { OrderStep } from '../../../core/orders/order-step.ts'
import type { Reservation } from '../../../core/orders/reservations.ts'
import type { Ask } from '../claims/ask.ts'
import { joinedJson, jsonTexts, textArray } from '../claims/text-array.ts'
import { statement } from './connections.ts'

/** What the orders of a checkout share. */
export interface CheckoutDocument {
  readonly reservations: readonly Reservation[]
  readonly coins: number
  readonly products: readonly Product[]
}

/** A checkout with its orders, as they stand in a transaction. */
export interface Checkout {
  readonly id: string
  readonly buyer: string
  readonly document: CheckoutDocument
  readonly orders: ReadonlyMap<string, Order>
}

/** A step of an order, and what its command is carried out once for. */
export interface TakenStep {
  readonly order: Order
  readonly step: OrderStep
  readonly key: string | null
}

const LOAD_CHECKOUTS = statement(
  'load-checkouts',
  `select c.id, c.buyer_id as buyer, c.document,
     (select '[' || string_agg(o.document, ',' order by o.id) || ']' from orders o
       where o.shard = $1 and o.checkout_id = c.id) as orders
   from unnest($2::text[]) as asked (id)
     cross join lateral (
       select * from checkouts where shard = $1 and id = asked.id limit 1) as c`,
)

interface CheckoutRow {
  readonly id: string
  readonly buyer: string
  readonly document: string
  readonly orders: string | null
}

/** Reads checkouts with all their orders. */
export async function loadCheckouts(
  ask: Ask,
  shard: number,
  ids: readonly string[],
): Promise<Map<string, Checkout>> {
  if (ids.length === 0) return new Map()
  const rows = await ask<CheckoutRow>(LOAD_CHECKOUTS, [shard, [...new Set(ids)]])
  return new Map(
    rows.map(({ id, buyer, document, orders }) => {
      const read: readonly Order[] = JSON.parse(orders ?? '[]')
      const byId = new Map(read.map((order) => [order.id, order]))
      return [id, { id, buyer, document: JSON.parse(document), orders: byId }]
    }),
  )
}

const WRITE_CHECKOUTS = statement(
  'write-checkouts',
  `insert into checkouts (shard, id, buyer_id, placed_at, document)
   select $1, c.id, c.buyer, $2::timestamptz, c.document
   from unnest($3::text[], $4::text[], ${jsonTexts('$5')}) as c (id, buyer, document)`,
)

/** Writes checkouts that were placed just now. */
export async function writeCheckouts(
  ask: Ask,
  { shard, now }: { readonly shard: number; readonly now: Date },
  placed: readonly Checkout[],
): Promise<void> {
  if (placed.length === 0) return
  const ids = textArray(placed.map(({ id }) => id))
  const buyers = textArray(placed.map(({ buyer }) => buyer))
  const documents = joinedJson(placed.map(({ document }) => document))
  await ask(WRITE_CHECKOUTS, [shard, now, ids, buyers, documents])
}

const ORDER_COLUMNS = [
  ['id', 'text'],
  ['checkout_id', 'text'],
  ['buyer_id', 'text'],
  ['seller_id', 'text'],
  ['state', 'text'],
  ['placed_at', 'timestamptz'],
  ['changed_at', 'timestamptz'],
  ['due_at', 'timestamptz'],
  ['remind_at', 'timestamptz'],
  ['version', 'integer'],
] as const

const ORDER_NAMES = [...ORDER_COLUMNS.map(([name]) => name), 'document']

const WRITE_ORDERS = statement(
  'write-orders',
  `insert into orders (shard, ${ORDER_NAMES.join(', ')})
   select $1, ${ORDER_NAMES.join(', ')}
   from unnest(${ORDER_COLUMNS.map(([, type], at) => `$${at + 2}::${type}[]`).join(', ')},
     ${jsonTexts(`$${ORDER_COLUMNS.length + 2}`)})
     as o (${ORDER_NAMES.join(', ')})
   order by id
   on conflict (shard, id) do update set
     ${['state', 'changed_at', 'due_at', 'remind_at', 'version', 'document']
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}`,
)

/** When somebody is to be reminded of a deadline of an order; null: nobody, of none. */
export type RemindAt = (order: Order) => Instant | null

/** Writes orders as they stand now. */
export async function writeOrders(
  ask: Ask,
  shard: number,
  orders: readonly Order[],
  remindAt: RemindAt,
): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map((order) => {
    const due = nextDue(order)?.due ?? null
    const remind = remindAt(order)
    return [
      order.id,
      order.checkout,
      order.buyer,
      order.seller,
      order.state,
      timeOf(order.moments.placed ?? order.at),
      timeOf(order.at),
      due === null ? null : timeOf(due),
      remind === null ? null : timeOf(remind),
      order.version,
    ]
  })
  const columns = ORDER_COLUMNS.map((_, at) => rows.map((row) => row[at]))
  await ask(WRITE_ORDERS, [shard, ...columns, joinedJson(orders)])
}

const WRITE_STEPS = statement(
  'write-steps',
  `insert into order_steps
     (shard, order_id, version, event, by, effective, recorded, key, document)
   select $1, s.* from unnest($2::text[], $3::integer[], $4::text[], $5::text[],
     $6::timestamptz[], $7::timestamptz[], $8::text[],
     ${jsonTexts('$9')})
     as s (order_id, version, event, by, effective, recorded, key, document)`,
)

/** Writes steps: they are only added. */
export async function writeSteps(
  ask: Ask,
  shard: number,
  steps: readonly TakenStep[],
): Promise<void> {
  if (steps.length === 0) return
  await ask(WRITE_STEPS, [
    shard,
    steps.map(({ order }) => order.id),
    steps.map(({ step }) => step.version),
    steps.map(({ step }) => step.event),
    steps.map(({ step }) => step.by),
    steps.map(({ step }) => timeOf(step.effective)),
    steps.map(({ step }) => timeOf(step.recorded)),
    steps.map(({ key }) => key),
    joinedJson(steps.map(({ step }) => step)),
  ])
}

const WRITE_MARKS = statement(
  'write-marks',
  `insert into order_marks (shard, order_id, mark, party, member_id, at)
   select $1, m.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
     as m (order_id, mark, party, member_id, at)
   on conflict do nothing`,
)

/** Writes what counts against a party (pol.unpaid, bp.ship-by). */
export async function writeMarks(
  ask: Ask,
  shard: number,
  steps: readonly TakenStep[],
): Promise<void> {
  const marks = steps.flatMap(({ order, step }) =>
    step.effects.flatMap((one) =>
      one.effect === 'mark' ? [{ ...one, order, at: timeOf(step.effective) }] : [],
    ),
  )
  if (marks.length === 0) return
  await ask(WRITE_MARKS, [
    shard,
    marks.map(({ order }) => order.id),
    marks.map(({ mark }) => mark),
    marks.map(({ party }) => party),
    marks.map(({ order, party }) => (party === 'buyer' ? order.buyer : order.seller)),
    marks.map(({ at }) => at),
  ])
}

const KNOWN_KEYS = statement(
  'known-keys',
  `select order_id as "order", key, document from order_steps
   where shard = $1 and (order_id, key) in (select * from unnest($2::text[], $3::text[]))`,
)

/** Which of these keys commands were carried out by before, and what each was, as text. */
export async function knownKeys(
  ask: Ask,
  shard: number,
  asked: readonly { readonly order: string; readonly key: string }[],
): Promise<ReadonlyMap<string, string>> {
  if (asked.length === 0) return new Map()
  const rows = await ask<{ order: string; key: string; document: string }>(KNOWN_KEYS, [
    shard,
    asked.map(({ order }) => order),
    asked.map(({ key }) => key),
  ])
  return new Map(
    rows.map(({ order, key, document }) => [`${order}\n${key}`, sentText(JSON.parse(document))]),
  )
}

/** What was sent with a step, as text: a key is for one command, and no other. */
export function sentText({ command }: Pick<OrderStep, 'command'>): string {
  return JSON.stringify(command)
}

/** Ids of orders are those of their checkouts with a number. */
export function checkoutOfOrder(order: string): string {
  return order.replace(/-\d+$/, '')
}

/** An instant as the database takes it, the same whatever zone the machine is in. */
function timeOf(at: Instant): string {
  return new Date(at).toISOString()
}
