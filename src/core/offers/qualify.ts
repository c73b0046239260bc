import type { CartDocument } from '../pricing/input.ts'
import { type Baseline, baselineOf } from './effect.ts'
import type { Obtained } from './issued-offer.ts'
import { type Considered, type Finding, findingOf } from './qualify-finding.ts'

/** An offer as it is named to a buyer. */
export interface OfferFacts {
  readonly offer: string
  readonly title: string
  readonly kind: string
  readonly obtain: Obtained
  readonly seller: string | null
  /** When it expires, for this buyer; null where it does not. */
  readonly until: string | null
}

type Of<O extends Finding['outcome']> = OfferFacts & Extract<Finding, { outcome: O }>

/** What a cart qualifies for: every offer considered stands in exactly one of the three lists. */
export interface Qualification {
  readonly currency: string
  /** What the cart comes to now: the total of its quote. */
  readonly total: number
  /** In order of application. */
  readonly applied: readonly Of<'applied'>[]
  /** What gains most comes first. */
  readonly withinReach: readonly Of<'within-reach'>[]
  /** By position. */
  readonly barred: readonly Of<'barred'>[]
}

/** The baseline of a cart: those of the offers considered that its quote attempts. */
export function baselineAmong(cart: Baseline['cart'], considered: readonly Considered[]): Baseline {
  const attempted = considered.filter(({ stands }) => stands === 'attempted')
  return baselineOf(
    cart,
    attempted.map(({ offer }) => offer).sort((a, b) => a.position - b.position),
  )
}

/**
 * Tells the truth about a cart: what applies now and what it really gives, what is within reach and by
 * how much, what is barred and why (fg.reject). It is the quote that is asked, with every limit, hold
 * and exclusion counted, so that nothing is promised that the quote would then refuse.
 */
export function qualify(
  base: Baseline,
  document: CartDocument,
  considered: readonly Considered[],
): Qualification {
  const applied: Of<'applied'>[] = []
  const withinReach: Of<'within-reach'>[] = []
  const barred: Of<'barred'>[] = []
  const inOrder = [...considered].sort((a, b) => a.offer.position - b.offer.position)
  for (const one of inOrder) {
    const found = { ...factsOf(one), ...findingOf(base, document, one) }
    if (found.outcome === 'applied') applied.push(found)
    else if (found.outcome === 'within-reach') withinReach.push(found)
    else barred.push(found)
  }
  const turn = (one: OfferFacts): number => base.applied.get(one.offer)?.turn ?? 0
  return {
    currency: base.cart.currency,
    total: base.total,
    applied: applied.sort((a, b) => turn(a) - turn(b)),
    withinReach: withinReach.sort((a, b) => b.gain - a.gain),
    barred,
  }
}

/** How an offer is named to a buyer. */
export function factsOf({ issued, document }: Pick<Considered, 'issued' | 'document'>): OfferFacts {
  return {
    offer: issued.id,
    title: issued.title,
    kind: document.kind,
    obtain: issued.obtain,
    seller: issued.seller ?? null,
    until: document.until ?? null,
  }
}
