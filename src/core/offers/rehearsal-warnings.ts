import { isRefused } from '../base/faults.ts'
import { decimalText } from '../base/iso4217.ts'
import type { Quote } from '../pricing/document.ts'
import type { Input } from '../pricing/input.ts'
import type { TermsLibrary } from '../pricing/library.ts'
import { unlock } from '../pricing/unlock.ts'
import type { RehearsalWarning } from './rehearsal-report.ts'

// Below half of the list a shop seldom earns anything; sales of more are meant, and this only asks.
const DEEP_SHARE = 0.5

interface Both {
  readonly cart: string
  readonly before: Quote
  readonly after: Quote
}

/** What one cart gives cause to look at under the draft and not today. */
export function cartWarnings({ cart, before, after }: Both): RehearsalWarning[] {
  const free = after.orders.filter((order, at) => isFree(order) && !isFree(before.orders[at]))
  const warnings: RehearsalWarning[] = free.map(({ id, list }) => ({
    warning: 'free-order',
    cart,
    says: `The order ${id}, listed at ${sum(list, after)}, costs nothing.`,
  }))
  if (free.length === 0 && share(after) > DEEP_SHARE && share(before) <= DEEP_SHARE) {
    const { saved, list } = after.totals
    const says = `${sum(saved, after)} of ${sum(list, after)} come off, more than half.`
    warnings.push({ warning: 'deep-discount', cart, says })
  }
  return warnings
}

function isFree(order: Quote['orders'][number] | undefined): boolean {
  return order !== undefined && order.list > 0 && order.total === 0
}

function share({ totals }: Quote): number {
  return totals.list === 0 ? 0 : totals.saved / totals.list
}

const sum = (amount: number, { currency }: Quote) => `${decimalText(amount, currency)} ${currency}`

/**
 * Drafts for which a buyer would pay less by buying more: goods worth the missing amount come free, and
 * money comes back with them. It is how thresholds lure; it is also how they are worked.
 */
export function loopholes(
  input: Input,
  { cart, after }: Omit<Both, 'before'>,
  { library, drafts }: { readonly library: TermsLibrary; readonly drafts: ReadonlySet<string> },
): RehearsalWarning[] {
  const isShort = after.rejected.some(
    ({ offer, short }) => short !== undefined && drafts.has(offer),
  )
  if (!isShort) return []
  const unlocks = unlock(input, { terms: library })
  if (isRefused(unlocks)) return []
  return unlocks.flatMap(({ offer, short, shortOf, cost }) => {
    if (!drafts.has(offer) || shortOf !== 'spend' || -cost <= short) return []
    const says = `With goods for ${sum(short, after)} more it costs ${sum(-cost, after)} less, by ${offer}.`
    return [{ warning: 'pays-less-for-more' as const, cart, says }]
  })
}
