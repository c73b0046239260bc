import { type Fault, pointer } from '../base/faults.ts'
import { amount, currency, id, idWithoutSlash, instant, taxRate } from '../base/fields.ts'
import {
  described,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
  truth,
} from '../base/schema.ts'
import { layer, layerFields, SOURCE_NAMES } from './layers.ts'

/** Where a price is shown: the coin page or a flash sale gives the same SKU another price. */
export const SURFACES = [
  'site',
  'app',
  'mobile',
  'coins',
  'super-deals',
  'limited-deals',
  'bundle',
] as const

export type Surface = (typeof SURFACES)[number]

export const surface = described(oneOf(SURFACES), { title: 'Surface' })

/** What makes a price one that not everybody gets: such a price sets no low and fires no alert. */
export const CONDITIONS = {
  'one-per-customer': 'one piece for each customer',
  newcomer: 'for new customers',
  'app-only': 'in the app only',
  'seen-by-visitor': 'read from a link that a visitor pasted',
} as const satisfies Readonly<Record<string, string>>

export type Condition = keyof typeof CONDITIONS

export const STOCKS = ['in', 'out', 'unknown'] as const

export type Stock = (typeof STOCKS)[number]

const keyFields = {
  listing: id,
  /** Ids are texts from end to end; null for a listing without variants. */
  sku: orNull(id),
  /** The country's code; null where the source does not say. */
  shipTo: orNull(id),
  currency,
  surface,
}

/** The key of a history: nothing is compared or converted across two of them. */
export type HistoryKey = TypeOf<typeof historyKey>

export const historyKey = described(object(keyFields, {}), { title: 'HistoryKey' })

/** The key as one text: ids hold no control characters, so none runs into the next. */
export function keyText({ listing, sku, shipTo, currency, surface }: HistoryKey): string {
  return [listing, sku ?? '', shipTo ?? '', currency, surface].join('\u001f')
}

/** The price in the seller's own currency, where the source tells it: did the price move, or the rate? */
const base = object({ currency, list: amount, sale: amount }, {})

const seen = {
  ...keyFields,
  at: instant,
  source: oneOf(SOURCE_NAMES),
  /** Of one piece, before any offer; equal to `sale` where nothing is off. */
  list: amount,
  sale: amount,
  stock: oneOf(STOCKS),
  shipping: amount,
  conditions: list(oneOf(Object.keys(CONDITIONS) as Condition[]), 0, 8),
}

/** What an offer's scope and a country's tax ask of the piece. */
const placed = {
  base: orNull(base),
  store: orNull(id),
  seller: orNull(idWithoutSlash),
  category: list(id, 0, 20),
  warehouse: orNull(id),
  traits: list(id, 0, 20),
  taxRate,
  pricesIncludeTax: truth,
  /** The source does not tell the fee: `shipping` is 0, and the total is without it. Never the same as free. */
  isShippingUnknown: truth,
}

/** So far a reading may be ahead of our clock: by more, one of the clocks is wrong. */
export const CLOCKS_APART_MS = 5 * 60_000

const LAYERS_MAX = 200

const readingFields = object({ ...seen, layers: list(layer, 0, LAYERS_MAX) }, placed)

/** What a source saw of one SKU, before the stack is priced: `observed` makes its receipt. */
export type Reading = TypeOf<typeof readingFields>

export const reading: Schema<Reading> = described(refined(readingFields, listIsNotBelowSale), {
  title: 'Reading',
})

/** What became of a layer when the stack was priced. */
export const OUTCOMES = {
  counted: 'in the total',
  'not-chosen': 'another choice is cheaper',
  'out-of-reach': 'asks for more than one piece comes to',
  'not-in-force': 'not in force now',
  'does-not-apply': 'does not apply here',
  'could-be-yours': 'one buyer’s own: could still be yours',
} as const satisfies Readonly<Record<string, string>>

export type Outcome = keyof typeof OUTCOMES

const receiptLayer = object(
  {
    ...layerFields.needed,
    /** What it takes off in this total; 0 unless it is counted. */
    amount,
    outcome: oneOf(Object.keys(OUTCOMES) as Outcome[]),
  },
  {
    ...layerFields.known,
    /** How much its minimum still lacks. */
    short: amount,
    shortOf: oneOf(['spend', 'items']),
    /** How much lower the total would be for whoever may use it, where it could be yours. */
    worth: amount,
  },
)

/** A layer on the receipt: what it offers, and what became of it. */
export type ReceiptLayer = TypeOf<typeof receiptLayer>

const isTrue: Schema<true> = leaf({ const: true }, (value) => value === true, 'Must be true.')

const observationFields = object(
  {
    ...seen,
    layers: list(receiptLayer, 0, LAYERS_MAX + 1),
    /** Added to the shown price; what the price includes already is not shown apart. */
    tax: amount,
    /** After the public stack, with shipping and added tax (fg.t.history). */
    total: amount,
    /** Only public offers are in the total (fg.t.personal). */
    public: isTrue,
  },
  {
    ...placed,
    /** When the price was read, where the stack was priced later, without another look (fg.t.history). */
    readAt: orNull(instant),
  },
)

/** A receipt: list, less each layer that is counted, and shipping and tax, are the total. */
export type Observation = TypeOf<typeof observationFields>

export const observation: Schema<Observation> = described(refined(observationFields, addsUp), {
  title: 'Observation',
})

function listIsNotBelowSale(row: Reading, path: string, faults: Fault[]): void {
  if (row.list >= row.sale) return
  faults.push({ path: pointer(path, 'list'), fault: 'Must not be below the sale price.' })
}

function addsUp(row: Observation, path: string, faults: Fault[]): void {
  const off = row.layers.reduce((sum, { amount }) => sum + amount, 0)
  if (row.list - off + row.shipping + row.tax === row.total) return
  const fault = 'Must be list, less the amounts of the layers, and shipping and tax.'
  faults.push({ path: pointer(path, 'total'), fault })
}
