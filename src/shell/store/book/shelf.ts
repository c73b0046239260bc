import { parseInstant } from '../../../core/base/instant.ts'
import type { Listing } from '../../../core/offers/centre.ts'
import type { Cart } from '../../../core/pricing/cart.ts'
import { ReachIndex } from './reach-index.ts'
import type { StandingOffer } from './standing-offer.ts'

/** How offers come into a cart: by themselves, or after a buyer took them. */
export type Reaching = 'automatic' | 'claimable'

/** The offers of a book in memory, found by id, by code and by what they reach. */
export class Shelf {
  readonly #byId = new Map<string, StandingOffer>()
  readonly #byCode = new Map<string, Set<string>>()
  /** By the rule-set and by how they come into a cart. */
  readonly #reach = new Map<string, ReachIndex>()
  readonly #centre = new Set<string>()
  /** By the store or seller that pays for them. */
  readonly #panels = new Map<string, Set<string>>()

  get size(): number {
    return this.#byId.size
  }

  /** Ids of all offers. */
  ids(): IterableIterator<string> {
    return this.#byId.keys()
  }

  get(id: string): StandingOffer | undefined {
    return this.#byId.get(id)
  }

  /** Adds offers, or puts them in place of those of the same id; no id stands twice. */
  put(offers: readonly StandingOffer[]): void {
    for (const { issued } of offers) this.#withdraw(issued.id)
    const byIndex = new Map<ReachIndex, StandingOffer[]>()
    for (const offer of offers) {
      this.#enter(offer)
      const index = this.#indexOf(offer)
      if (index === null) continue
      const rows = byIndex.get(index)
      if (rows) rows.push(offer)
      else byIndex.set(index, [offer])
    }
    for (const [index, rows] of byIndex) index.put(rows.map(({ reach }) => reach))
  }

  /** Takes offers out. */
  remove(ids: readonly string[]): void {
    for (const id of ids) this.#withdraw(id)
  }

  /** Offers of a cart's rule-set that reach it, by id in the order of code units. */
  inReach(cart: Cart, reaching: Reaching): StandingOffer[] {
    const ids = this.#reach.get(keyOf(cart.terms.id, reaching))?.inReach(cart) ?? []
    return ids.sort().map((id) => this.#byId.get(id) as StandingOffer)
  }

  /**
   * The offer that a code stands for at an instant. The same code comes back in later seasons as another
   * offer; outside all of their windows it is the latest that is over, else the next to come (fg.reject).
   */
  ofCode(code: string, at: number): StandingOffer | null {
    const offers = [...(this.#byCode.get(code) ?? [])].map(
      (id) => this.#byId.get(id) as StandingOffer,
    )
    const current = offers.find((offer) => opens(offer) <= at && at < offer.voidAt)
    if (current) return current
    const over = offers.filter(({ voidAt }) => voidAt <= at).sort((a, b) => b.voidAt - a.voidAt)
    return over[0] ?? offers.sort((a, b) => opens(a) - opens(b))[0] ?? null
  }

  /** The offers that the coupon centre could list (fg.center). */
  forCentre(): StandingOffer[] {
    return [...this.#centre].map((id) => this.#byId.get(id) as StandingOffer)
  }

  /** The offers that a listing's panel could show: those of its store and its seller (fg.center). */
  onPanelOf({ store, seller }: Listing): StandingOffer[] {
    const ids = new Set([
      ...(this.#panels.get(`store:${store}`) ?? []),
      ...(this.#panels.get(`seller:${seller}`) ?? []),
    ])
    return [...ids].map((id) => this.#byId.get(id) as StandingOffer)
  }

  /** Ids of what was void before an instant. */
  voidBefore(at: number): string[] {
    return [...this.#byId].flatMap(([id, { voidAt }]) => (voidAt < at ? [id] : []))
  }

  #withdraw(id: string): void {
    const offer = this.#byId.get(id)
    if (offer === undefined) return
    this.#byId.delete(id)
    this.#centre.delete(id)
    for (const panel of panelsOf(offer)) this.#panels.get(panel)?.delete(id)
    this.#indexOf(offer)?.remove([id])
    if (offer.code !== null) this.#byCode.get(offer.code)?.delete(id)
  }

  #enter(offer: StandingOffer): void {
    const { issued, code } = offer
    this.#byId.set(issued.id, offer)
    if (issued.obtain === 'centre' || issued.obtain === 'exchange') this.#centre.add(issued.id)
    for (const panel of panelsOf(offer)) {
      const shown = this.#panels.get(panel)
      if (shown) shown.add(issued.id)
      else this.#panels.set(panel, new Set([issued.id]))
    }
    if (code === null) return
    const same = this.#byCode.get(code)
    if (same) same.add(issued.id)
    else this.#byCode.set(code, new Set([issued.id]))
  }

  #indexOf({ issued: { obtain }, campaign }: StandingOffer): ReachIndex | null {
    const reaching = REACHING[obtain]
    if (reaching === undefined) return null
    const key = keyOf(campaign.terms, reaching)
    const index = this.#reach.get(key) ?? new ReachIndex()
    this.#reach.set(key, index)
    return index
  }
}

/** What is given to somebody, or typed, is found by id or code, and not by a cart. */
const REACHING: Partial<Record<StandingOffer['issued']['obtain'], Reaching>> = {
  automatic: 'automatic',
  centre: 'claimable',
  panel: 'claimable',
  exchange: 'claimable',
}

function panelsOf({ issued: { obtain, seller, offer } }: StandingOffer): readonly string[] {
  if (obtain !== 'panel') return []
  return seller && !offer.funder.startsWith('store:') ? [`seller:${seller}`] : [offer.funder]
}

const keyOf = (terms: string, reaching: Reaching): string => `${reaching} ${terms}`

function opens({ validity: { claimFrom, usableFrom } }: StandingOffer): number {
  const from = claimFrom ?? usableFrom
  return from === null ? Number.NEGATIVE_INFINITY : (parseInstant(from) as number)
}
