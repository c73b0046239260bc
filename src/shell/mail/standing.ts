import { type Instant, parseInstant, utcText } from '../../core/base/instant.ts'
import type { Order, OrderRules } from '../../core/orders/order.ts'
import { type Action, actionsOf } from '../../core/orders/order-actions.ts'
import { deadlinesOf, type Silence, silenceOf } from '../../core/orders/order-deadlines.ts'
import { deadlineText } from '../../core/orders/pacific-time.ts'
import type { Reminded } from '../../core/orders/reminders.ts'
import type { Item, Section } from './letter.ts'

/** A time as it is read on the Pacific coast, and beside it for the rest of the world (bp.pst). */
export function bothTimes(pacific: string, at: Instant): string {
  return `${pacific} (${utcText(at)})`
}

/**
 * How an order stands for its reader: what can be done and until when, what happens if nobody does it,
 * and what else is coming. All of it is what the one call answers (protection §1): a mail derives no
 * deadline of its own.
 */
export function standingSections(
  { rules, order }: { readonly rules: OrderRules; readonly order: Order },
  { party, now }: { readonly party: Reminded; readonly now: Instant },
): Section[] {
  const actions = actionsOf(rules, order, { party, at: now }).flatMap(actionItem)
  const silence = silenceOf(rules, order)
  const others = deadlinesOf(rules, order).filter(({ clock }) => clock !== silence?.clock)
  return [
    ...(actions.length > 0 ? [{ title: 'What you can do', items: actions }] : []),
    ...(silence ? [silenceSection(silence, party)] : []),
    ...(others.length > 0
      ? [
          {
            title: 'Other dates',
            items: others.map((one) => ({
              says: one.passed ? `${one.name}: it has passed. ${one.says}` : one.name,
              when: timeOf(one),
            })),
          },
        ]
      : []),
  ]
}

/** What each act means to whoever can do it; one that has no words here is told by its name. */
const ACTS: Readonly<Record<string, string>> = {
  pay: 'Pay the order.',
  cancel: 'Cancel the order. Nobody has to agree.',
  'request-cancel': 'Ask the seller to cancel the order, and say why.',
  confirm: 'Confirm receipt of what has come and is as it should be.',
  ship: 'Ship the order, and give its tracking number.',
  approve: 'Agree to cancel. The order is then refunded to the buyer in full.',
  refuse: 'Refuse to cancel, if you have sent the order or will.',
  extend: 'Give the buyer more time for delivery.',
}

/** An act that is possible, or will be without anybody's doing; others are no news. */
function actionItem({ action, name, eligible, from, until }: Action): Item[] {
  if (!eligible && from === null) return []
  const says = ACTS[action] ?? `${name}.`
  const times = [
    ...(eligible || from === null ? [] : [`from ${written(from)}`]),
    ...(until === null ? [] : [`until ${written(until)}`]),
  ].join(', ')
  return [times === '' ? { says } : { says, when: times[0]?.toUpperCase() + times.slice(1) }]
}

/** An instant that the one call has told, for people. */
function written(instant: string): string {
  const at = parseInstant(instant) as Instant
  return bothTimes(deadlineText(at), at)
}

/** Whose silence it is that comes to something: how a title and a sentence name it. */
function silent(
  { loses }: Silence,
  party: Reminded,
): { readonly title: string; readonly act: string } {
  if (loses === party) return { title: 'If you do nothing', act: 'you act' }
  if (loses === 'buyer' || loses === 'seller') {
    return { title: `If the ${loses} does nothing`, act: `the ${loses} acts` }
  }
  return { title: 'If no answer comes', act: 'one comes' }
}

/** What silence comes to, and until when it can be kept from happening. */
function silenceSection(silence: Silence, party: Reminded): Section {
  const { title, act } = silent(silence, party)
  const time = timeOf(silence)
  const when = silence.at === null ? time : `Unless ${act} by ${time}`
  return { title, items: [{ says: silence.says, when }] }
}

/** When a clock passes: on the Pacific coast and in UTC; one that stands still says so (bp.d.secure). */
function timeOf({ at, pacific }: Silence): string {
  if (at === null || pacific === null) return 'The time stands still while a dispute is open.'
  return bothTimes(pacific, parseInstant(at) as Instant)
}
