import type { Ask } from '../claims/ask.ts'
import { joinedJson, jsonTexts } from '../claims/text-array.ts'
import { statement } from './connections.ts'
import type { Change, Message } from './decision.ts'
import { PAYMENT_CANCEL } from './payment-requests.ts'
import type { TakenStep } from './rows.ts'

/** Something happened to an order: for web hooks, and for pages that look on. */
export const ORDER_CHANGED = 'order.changed'
/** Somebody is to be told of it: for mails. */
export const ORDER_TOLD = 'order.told'

const WRITE_MESSAGES = statement(
  'write-messages',
  `insert into outbox (shard, topic, document, due_at, created_at)
   select $1, m.topic, m.document::json, $2::timestamptz + m.after * interval '1 millisecond',
     $2::timestamptz
   from unnest($3::text[], ${jsonTexts('$4')}, $5::integer[]) as m (topic, document, after)`,
)

/** Writes what others are to hear of changes, with the changes. */
export async function writeMessages(
  ask: Ask,
  { shard, now }: { readonly shard: number; readonly now: Date },
  changes: readonly Change[],
): Promise<void> {
  const messages = changes.flatMap((change) => [
    ...changedMessages(change.steps),
    ...change.steps.flatMap(toldMessages),
    ...cancelMessages(change),
    ...(change.messages ?? []),
  ])
  if (messages.length === 0) return
  await ask(WRITE_MESSAGES, [
    shard,
    now,
    messages.map(({ topic }) => topic),
    joinedJson(messages.map(({ document }) => document)),
    messages.map(({ afterMs = 0 }) => afterMs),
  ])
}

/** One message for an order, with all that happened to it at once. */
function changedMessages(steps: readonly TakenStep[]): Message[] {
  const byOrder = Map.groupBy(steps, ({ order }) => order.id)
  return [...byOrder.values()].map((taken) => {
    const { order } = taken.at(-1) as TakenStep
    const { id, checkout, buyer, seller, state, version } = order
    const happened = taken.map(({ step: { event, by, from, to, effective } }) => {
      return { event, by, from, to, at: effective }
    })
    const document = { order: id, checkout, buyer, seller, state, version, steps: happened }
    return { topic: ORDER_CHANGED, document }
  })
}

function toldMessages({ order, step }: TakenStep): Message[] {
  return step.effects.flatMap((one) => {
    if (one.effect !== 'tell') return []
    const { effect: _, ...told } = one
    const { id, checkout, buyer, seller } = order
    const about = { order: id, checkout, buyer, seller, version: step.version, at: step.effective }
    return [{ topic: ORDER_TOLD, document: { ...about, ...told } }]
  })
}

/** A payment that was given up is called off at its provider's, once for all of its orders. */
function cancelMessages({ steps, checkout }: Change): Message[] {
  const attempts = steps.flatMap(({ step }) =>
    step.effects.flatMap((one) => (one.effect === 'void-payment' ? [one.attempt] : [])),
  )
  return [...new Set(attempts)].map((attempt) => ({
    topic: PAYMENT_CANCEL,
    document: { attempt, buyer: checkout.buyer },
  }))
}
