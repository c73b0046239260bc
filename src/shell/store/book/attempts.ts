import { isRefused, pointer, type Refused } from '../../../core/base/faults.ts'
import { chooseWith, type TypedCode, typedCodes } from '../../../core/offers/agent-codes.ts'
import type { Claim } from '../../../core/offers/claim.ts'
import { canonicalCode } from '../../../core/offers/code-text.ts'
import { isPlatformCoins, offersBesideUsed } from '../../../core/offers/coin-uses.ts'
import { pricedOffer } from '../../../core/offers/priced-offer.ts'
import { heldClaimOf, isHeld } from '../../../core/offers/wallet.ts'
import { pricedCart, type StoredCart, storedCart } from '../../../core/offers/wallet-cart.ts'
import { type Cart, readCart } from '../../../core/pricing/cart.ts'
import { type CartDocument, cartSchema, inputFaults } from '../../../core/pricing/input.ts'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import { productsUsed } from '../coins/wallet.ts'
import { type Desk, readShopper, type Shopper } from './shopper.ts'
import type { StandingOffer } from './standing-offer.ts'

/** A cart to be priced with stored offers, and for whom. */
export interface Asked {
  /** What a client sent: checked here (`storedCart`). */
  readonly cart: unknown
  /** Who shops: from the session or the key, never from the cart. Null for a visitor. */
  readonly buyer: string | null
  /** The order that is being placed, if any: what it reserved is at its hand. */
  readonly order?: string | undefined
  /** For tests and replays; else the clock of the database. */
  readonly at?: Date | undefined
}

/** A stored offer as it is priced for this buyer. */
export interface Attempted {
  readonly standing: StandingOffer
  readonly document: OfferDocument
  /** Whether the quote attempts it, or the buyer chose to leave it out. */
  readonly isChosen: boolean
}

/** A cart with the stored offers that could be attempted in it. */
export interface Attempts {
  readonly shopper: Shopper
  readonly document: CartDocument
  readonly cart: Cart
  readonly codes: readonly TypedCode[]
  /** By id. */
  readonly attempted: readonly Attempted[]
  readonly claimsOf: ReadonlyMap<string, readonly Claim[]>
  readonly looking: { readonly at: number; readonly order?: string | undefined }
}

/**
 * Finds what a cart is priced with (cp.1, tc.3): every automatic offer in its reach of which something is
 * left, what the buyer holds, and the codes that were typed. `choose` names those of them that are
 * attempted; typing a code chooses it. Bad input is refused whole.
 */
export async function attemptsOf(desk: Desk, asked: Asked): Promise<Attempts | Refused> {
  if (!storedCart.ok(asked.cart)) return refusedCart(asked.cart)
  const stored = asked.cart as StoredCart
  const shopper = await readShopper(desk, asked.buyer, asked.at)
  const document = pricedCart(stored, shopper.at.toISOString(), shopper.facts)
  const { choose, ...everything } = document
  const terms = desk.terms.get(document.terms)
  const cart = terms ? readCart(everything, terms) : null
  if (cart === null) return { refused: inputFaults(everything, desk.terms, { schema: cartSchema }) }
  const looking = { at: shopper.at.getTime(), order: asked.order }
  const codes = typedCodes(stored.codes ?? [], (code) => offerOfCode(desk, code, cart))
  const claimsOf = Map.groupBy(shopper.claims, ({ offer }) => offer)
  const found = await standingFor(desk, cart, { codes, claimsOf, looking, choose })
  if (isRefused(found)) return found
  const { standing, chosen } = found
  const context = { desk, shopper, claimsOf, looking }
  const documents = await besideUsedProducts(
    desk,
    { shopper, document },
    standing.map((one) => documentFor(context, one)),
  )
  const attempted = standing.map((one, at) => ({
    standing: one,
    document: documents[at] as OfferDocument,
    isChosen: chosen === null || chosen.has(one.issued.id),
  }))
  return { shopper, document: everything, cart, codes, attempted, claimsOf, looking }
}

function refusedCart(cart: unknown): Refused {
  const refused: { path: string; fault: string }[] = []
  storedCart.find(cart, '', refused)
  return { refused }
}

/** The offer that a typed code stands for in a cart of these terms; null where it stands for none. */
export function offerOfCode(
  { book }: Pick<Desk, 'book'>,
  code: string,
  { at, terms }: Pick<Cart, 'at' | 'terms'>,
): string | null {
  const canonical = canonicalCode(code)
  const found = canonical === null ? null : book.shelf.ofCode(canonical, at)
  return found?.campaign.terms === terms.id ? found.issued.id : null
}

interface Wanted {
  readonly codes: readonly TypedCode[]
  readonly claimsOf: ReadonlyMap<string, readonly Claim[]>
  readonly looking: Attempts['looking']
  readonly choose: CartDocument['choose']
}

/** The stored offers that could be attempted, by id, and which of them are chosen (null: all). */
async function standingFor(
  { book }: Desk,
  cart: Cart,
  { codes, claimsOf, looking, choose }: Wanted,
): Promise<Refused | { standing: StandingOffer[]; chosen: ReadonlySet<string> | null }> {
  const { shelf } = book
  const byId = new Map<string, StandingOffer>()
  const add = (one: StandingOffer | undefined) => {
    if (one?.campaign.terms === cart.terms.id) byId.set(one.issued.id, one)
  }
  const typed = codes.flatMap(({ offer }) => (offer === null ? [] : [offer]))
  const held = [...claimsOf].filter(([, claims]) => isHeld(claims, looking))
  const known = await book.offers([...typed, ...held.map(([id]) => id)])
  const automatic = shelf.inReach(cart, 'automatic')
  await book.left.freshen([...automatic, ...known.values()])
  for (const one of automatic) if (book.left.spent(one.issued.id) === null) add(one)
  for (const one of known.values()) if (one.issued.obtain !== 'automatic') add(one)
  let chosen: Set<string> | null = null
  if (choose !== undefined && choose !== 'all') {
    for (const id of choose) if (canBeNamed(shelf.get(id))) add(shelf.get(id))
    const refused = choose.flatMap((id, at) =>
      byId.has(id)
        ? []
        : [{ path: pointer('/choose', at), fault: `No offer that you can use is called "${id}".` }],
    )
    if (refused.length > 0) return { refused }
    chosen = new Set(chooseWith(choose, codes))
  }
  const standing = [...byId.values()].sort((a, b) => (a.issued.id < b.issued.id ? -1 : 1))
  return { standing, chosen }
}

/** What is anybody's to see may be named; a code is typed, and what is given to a member is not told. */
function canBeNamed(offer: StandingOffer | undefined): boolean {
  if (offer === undefined) return false
  return ['automatic', 'centre', 'panel', 'exchange'].includes(offer.issued.obtain)
}

interface Context {
  readonly desk: Desk
  readonly shopper: Shopper
  readonly claimsOf: Attempts['claimsOf']
  readonly looking: Attempts['looking']
}

/** An offer as it is priced for who shops: held, open to all, or not claimed yet. */
function documentFor({ desk, shopper, claimsOf, looking }: Context, one: StandingOffer) {
  const { issued, campaign, ended } = one
  const exhausted = desk.book.left.spent(issued.id) !== null
  const claims = claimsOf.get(issued.id)
  const { id } = shopper.facts
  if (claims === undefined && !exhausted && !ended) return openDocument(one, id)
  const claim = claims === undefined ? null : heldClaimOf(id, claims, looking)
  return pricedOffer(issued, campaign, { claim, buyer: id, ended, exhausted })
}

/** What nobody holds is priced alike for all who do not hold it, but for whose it would be. */
function openDocument({ document }: StandingOffer, buyer: string): OfferDocument {
  return document.owner === undefined ? document : { ...document, owner: buyer }
}

/** Platform coins are used once on the same product of a store (tc.18.a.i.1). */
async function besideUsedProducts(
  { store }: Desk,
  { shopper, document }: Pick<Attempts, 'shopper' | 'document'>,
  offers: readonly OfferDocument[],
): Promise<readonly OfferDocument[]> {
  if (shopper.buyer === null || !offers.some(isPlatformCoins)) return offers
  const used = await productsUsed(store, shopper.buyer, document.lines)
  const { offers: kept } = offersBesideUsed(offers, document.lines, used)
  const byId = new Map(kept.map((offer) => [offer.id, offer]))
  const usedUp = { limit: 1, made: 1 }
  return offers.map((offer) => byId.get(offer.id) ?? { ...offer, uses: usedUp })
}
