import { type Fault, pointer } from '../base/faults.ts'
import { id, instant } from '../base/fields.ts'
import {
  described,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
} from '../base/schema.ts'
import { type OfferDocument, offerSchema } from '../pricing/offer-document.ts'

/** What a layer of a price is to the rule-set that prices it. */
export interface LayerRow {
  /** Its kind of offer; null for the sale price of the SKU, which is where the stack begins. */
  readonly offer: string | null
  readonly funder: 'platform' | 'store' | 'seller'
  /** As people read it. */
  readonly name: string
}

/**
 * Every layer that a price may have, in the order in which they come off: one table, from which the
 * schema, the pricing and the receipt are made.
 */
export const LAYERS = {
  'sku-sale': { offer: null, funder: 'store', name: 'Sale price' },
  'piece-ladder': { offer: 'instant-discount', funder: 'store', name: 'More pieces' },
  'store-discount': { offer: 'seller-instant-off', funder: 'store', name: 'Store discount' },
  'platform-coupon': { offer: 'platform-select', funder: 'platform', name: 'Platform coupon' },
  'category-coupon': { offer: 'category-coupon', funder: 'platform', name: 'Category coupon' },
  'welcome-coupon': { offer: 'welcome-coupon', funder: 'platform', name: 'Welcome coupon' },
  'store-coupon': { offer: 'store-coupon', funder: 'store', name: 'Store coupon' },
  'seller-coupon': { offer: 'seller-coupon', funder: 'seller', name: 'Seller coupon' },
  coins: { offer: 'coins', funder: 'platform', name: 'Coins' },
  code: { offer: 'code', funder: 'platform', name: 'Code' },
  'free-shipping': { offer: 'free-shipping', funder: 'platform', name: 'Free shipping' },
} as const satisfies Readonly<Record<string, LayerRow>>

export type LayerKind = keyof typeof LAYERS

export const LAYER_KINDS = Object.keys(LAYERS) as LayerKind[]

export const layerKind = described(oneOf(LAYER_KINDS), { title: 'LayerKind' })

/** The layer that an offer of a kind is; undefined for a kind that these layers do not know. */
export function layerOfKind(offerKind: string): LayerKind | undefined {
  return LAYER_KINDS.find((kind) => LAYERS[kind].offer === offerKind)
}

/** Where an observation, or a layer of it, comes from: a source is one file and one row. */
export const SOURCES = {
  'affiliate-api': { name: "the marketplace's affiliate interface" },
  page: { name: 'the product page' },
  marketplace: { name: 'this marketplace' },
  feed: { name: 'an imported feed' },
  /** The prices inside a pasted link: no network call, and no more than its paster's word. */
  link: { name: 'the pasted link' },
} as const satisfies Readonly<Record<string, { readonly name: string }>>

export type SourceName = keyof typeof SOURCES

export const SOURCE_NAMES = Object.keys(SOURCES) as SourceName[]

/** Why an offer is one buyer's, and so no part of the public stack (fg.t.personal). */
export const PERSONAL = {
  'new-user': 'for new accounts',
  'app-welcome': 'for a first order in the app',
  anniversary: 'for the anniversary of an account',
  held: 'for the buyer who holds it',
} as const satisfies Readonly<Record<string, string>>

export type Personal = keyof typeof PERSONAL

/** A layer as a source read it: what it offers, not yet what it takes off. */
export const layerFields = {
  needed: { kind: layerKind, source: oneOf(SOURCE_NAMES) },
  known: {
    /** What it gives and asks (pricing §3); absent for the sale price, whose amount is list less sale. */
    offer: offerSchema,
    /** When the sale price holds; of an offer, its own `from` and `until` count. */
    from: orNull(instant),
    until: orNull(instant),
    /** Its words on the page, for people. */
    title: id,
    /** Absent: anybody's. */
    personal: orNull(oneOf(Object.keys(PERSONAL) as Personal[])),
  },
}

const layerShape = object(layerFields.needed, layerFields.known)

export type Layer = TypeOf<typeof layerShape>

export const layer: Schema<Layer> = refined(layerShape, joined)

/** The kind of a layer and the kind of its offer are one row of the table. */
function joined(row: Layer, path: string, faults: Fault[]): void {
  const kind = row.offer?.kind ?? null
  if (kind === LAYERS[row.kind].offer) return
  const fault =
    LAYERS[row.kind].offer === null
      ? `A layer of kind ${row.kind} has no offer: it is list less sale.`
      : `A layer of kind ${row.kind} has an offer of kind ${LAYERS[row.kind].offer}.`
  faults.push({ path: pointer(path, 'offer'), fault })
}

/** What an offer says beside its kind and payer, which the layer knows. */
export type LayerTerms = Omit<OfferDocument, 'kind' | 'funder'> & {
  /** The store, or the seller, that gives it; the platform gives what has no other payer. */
  readonly payer?: string | undefined
}

/**
 * The offer of a layer: a public coupon can be claimed by who wants it, so the stack counts it as claimed
 * (fg.t.history).
 */
export function layerOffer(kind: Exclude<LayerKind, 'sku-sale'>, terms: LayerTerms): OfferDocument {
  const { payer, ...rest } = terms
  const row = LAYERS[kind]
  const funder =
    row.funder === 'platform' || payer === undefined ? 'platform' : `${row.funder}:${payer}`
  return { claimed: true, ...rest, kind: row.offer, funder }
}
