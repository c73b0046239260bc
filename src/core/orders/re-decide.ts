import { isRefused } from '../base/faults.ts'
import { instantText } from '../base/instant-text.ts'
import type { Quote } from '../pricing/document.ts'
import type { TermsLibrary } from '../pricing/library.ts'
import { quote as priced } from '../pricing/quote.ts'
import type { Order } from './order.ts'
import type { Process } from './process.ts'
import { type KeptOrder, relive } from './rederive.ts'

/** Rules to decide past orders by again: those that are not named stay as they were. */
export interface OtherRules {
  /** Rule-sets that take the place of those of the same id. */
  readonly terms?: TermsLibrary | undefined
  readonly process?: Process | undefined
}

/** An outcome that other rules would have flipped. */
export interface Flip {
  readonly order: string
  readonly what: 'total' | 'offer' | 'act' | 'outcome' | 'money' | 'time'
  readonly was: string
  readonly would: string
  /** The clause that refuses, where something is refused. */
  readonly clause?: string
}

/**
 * What other rules would have changed for an order (tc.22): its price with the same offers, what its parties
 * did that would have been refused, and how it ended. An empty list: nothing.
 */
export function reDecide(kept: KeptOrder, { terms, process }: OtherRules): Flip[] {
  return [...(terms ? otherPrice(kept, terms) : []), ...(process ? otherLife(kept, process) : [])]
}

function otherPrice({ order, texts }: KeptOrder, terms: TermsLibrary): Flip[] {
  const was: Quote = JSON.parse(texts.quote)
  if (terms.get(was.terms) === undefined) return []
  const would = priced(JSON.parse(texts.input), { terms })
  if (isRefused(would)) return []
  const total = ({ orders }: Quote) => orders.find(({ id }) => id === order.quoted)?.total ?? 0
  const flips: Flip[] = []
  if (total(was) !== total(would)) {
    const text = (quote: Quote) => `${total(quote)} ${quote.currency}`
    flips.push({ order: order.id, what: 'total', was: text(was), would: text(would) })
  }
  for (const { offer } of was.applied) {
    if (!order.offers.includes(offer)) continue
    const refused = would.rejected.find((one) => one.offer === offer)
    if (!refused) continue
    const { reason, clause } = refused
    const told = `${offer} refused: ${reason}`
    flips.push({ order: order.id, what: 'offer', was: `${offer} applied`, would: told, clause })
  }
  const before = new Set(was.applied.map(({ offer }) => offer))
  for (const { offer, clause } of would.applied) {
    if (before.has(offer)) continue
    const told = { was: `${offer} refused`, would: `${offer} applied`, clause }
    flips.push({ order: order.id, what: 'offer', ...told })
  }
  return flips
}

function otherLife(kept: KeptOrder, process: Process): Flip[] {
  const { order } = kept
  const would = relive(kept, process)
  if (would === null) return []
  const flips: Flip[] = would.refuted.map(({ step, refusal }) => ({
    order: order.id,
    what: 'act',
    was: `${step.event} by ${step.by} accepted`,
    would: `refused: ${refusal.refusal}`,
    clause: refusal.clause,
  }))
  const told = (what: Flip['what'], of: (order: Order) => string) => {
    const [was, now] = [of(order), of(would.order)]
    if (was !== now) flips.push({ order: order.id, what, was, would: now })
  }
  told('outcome', ({ state }) => state)
  told('money', moneyOf)
  told('time', ({ since }) => instantText(since))
  return flips
}

/** Where the money of an order's lines is, in a few words. */
function moneyOf({ lines }: Order): string {
  const by = Map.groupBy(lines, ({ money }) => money)
  return [...by]
    .map(([money, some]) => `${some.map(({ id }) => id).join(', ')}: ${money}`)
    .join('; ')
}
