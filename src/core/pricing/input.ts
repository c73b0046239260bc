import { mulDivRound, WHOLE_BP } from '../base/exact.ts'
import type { Fault } from '../base/faults.ts'
import { pointer } from '../base/faults.ts'
import {
  amount,
  count,
  currency,
  id,
  idWithoutSlash,
  instant,
  quantity,
  SUM_MAX,
  taxRate,
} from '../base/fields.ts'
import {
  described,
  dictionary,
  isRecord,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  type TypeOf,
  truth,
  wordOr,
} from '../base/schema.ts'
import type { TermsLibrary } from './library.ts'
import { channels, offerSchema } from './offer-document.ts'

const buyer = described(
  object(
    { id },
    {
      country: orNull(id),
      channel: oneOf(channels),
      ordersPlaced: count,
      coins: count,
      disqualified: truth,
    },
  ),
  { title: 'CartBuyer' },
)

const store = described(
  object(
    { seller: idWithoutSlash },
    { select: orNull(object({ minimum: amount, value: amount }, {})) },
  ),
  { title: 'CartStore' },
)

const line = described(
  object(
    { id, listing: id, sku: id, store: id, unitPrice: amount },
    {
      category: list(id),
      quantity,
      traits: list(id),
      method: idWithoutSlash,
      warehouse: orNull(id),
      taxRate,
    },
  ),
  { title: 'CartLine' },
)

const shippingRow = described(
  object({ seller: idWithoutSlash, method: idWithoutSlash, fee: amount }, {}),
  { title: 'ShippingFee' },
)

const choose = wordOr('all', list(id))

/** Lines, and offers, that an input may have at most. */
const ROWS_MAX = 10_000

const cartFields = {
  required: {
    terms: id,
    at: instant,
    currency,
    buyer,
    stores: dictionary(id, store),
    lines: list(line, 1, ROWS_MAX),
  },
  optional: { pricesIncludeTax: truth, shipping: list(shippingRow), choose },
} as const

/** One cart to price, with its offers (pricing §2). */
export const inputSchema = described(
  object(cartFields.required, { ...cartFields.optional, offers: list(offerSchema, 0, ROWS_MAX) }),
  { title: 'QuoteInput' },
)

/** The same without offers: for a book, which holds them. */
export const cartSchema = described(object(cartFields.required, cartFields.optional), {
  title: 'Cart',
})

const { lines: _, ...shared } = cartFields.required

/** Fields that stand for those that an input of a batch leaves out. */
export const defaultsSchema = described(
  object({}, { ...shared, ...cartFields.optional, offers: list(offerSchema, 0, ROWS_MAX) }),
  { title: 'BatchDefaults' },
)

export type Defaults = TypeOf<typeof defaultsSchema>
export type Input = TypeOf<typeof inputSchema>
export type CartDocument = TypeOf<typeof cartSchema>
export type LineDocument = Input['lines'][number]

/** Ids of offers that stand beside an input, which it may name in `choose`. */
export interface Ids {
  has(id: string): boolean
}

/** Every fault of an input, in order of the document (pricing §2). Never empty for a refused input. */
export function inputFaults(
  input: unknown,
  terms: TermsLibrary,
  beside: { readonly schema?: Schema<unknown>; readonly standingIds?: Ids | undefined } = {},
): Fault[] {
  const faults: Fault[] = []
  const { schema = inputSchema } = beside
  schema.find(input, '', faults)
  if (!isRecord(input)) return faults
  const rows = (field: string): readonly unknown[] =>
    Array.isArray(input[field]) ? (input[field] as readonly unknown[]) : []
  if (id.ok(input.terms) && !terms.get(input.terms as string)) {
    faults.push({ path: '/terms', fault: unknownTerms(input.terms as string, terms) })
  }
  repeated(rows('lines'), '/lines', faults)
  repeated(rows('offers'), '/offers', faults)
  unknownStores(rows('lines'), input.stores, faults)
  repeatedShipping(rows('shipping'), faults)
  const own = input.offers === undefined ? beside.standingIds : undefined
  unknownChoices(rows('choose'), own ?? idsOf(rows('offers')), faults)
  if (sumTooLarge(rows('lines'), rows('shipping'), input.pricesIncludeTax === true)) {
    faults.push({
      path: '/lines',
      fault: 'The sum of list, fees and tax is above 10^15 minor units.',
    })
  }
  return faults
}

function unknownTerms(name: string, terms: TermsLibrary): string {
  const known = terms.all.map((one) => one.id).join(', ')
  return `No rule-set is called "${name}". Known: ${known}.`
}

function repeated(rows: readonly unknown[], path: string, faults: Fault[]): void {
  const seen = new Set<unknown>()
  for (const [at, row] of rows.entries()) {
    const name = isRecord(row) ? row.id : undefined
    if (name === undefined) continue
    if (seen.has(name))
      faults.push({ path: `${path}/${at}/id`, fault: `"${name}" stands twice; ids are unique.` })
    seen.add(name)
  }
}

function unknownStores(rows: readonly unknown[], stores: unknown, faults: Fault[]): void {
  for (const [at, row] of rows.entries()) {
    if (!isRecord(row) || !id.ok(row.store)) continue
    if (isRecord(stores) && Object.hasOwn(stores, row.store as string)) continue
    faults.push({
      path: `/lines/${at}/store`,
      fault: `No store is called "${row.store}"; add it to stores.`,
    })
  }
}

function repeatedShipping(rows: readonly unknown[], faults: Fault[]): void {
  const seen = new Set<string>()
  for (const [at, row] of rows.entries()) {
    if (!isRecord(row)) continue
    const order = `${row.seller}/${row.method}`
    if (seen.has(order)) {
      faults.push({
        path: pointer('/shipping', at),
        fault: `A fee for ${order} is given above already.`,
      })
    }
    seen.add(order)
  }
}

function idsOf(rows: readonly unknown[]): Ids {
  return new Set(rows.map((row) => (isRecord(row) ? (row.id as string) : '')))
}

function unknownChoices(chosen: readonly unknown[], known: Ids, faults: Fault[]): void {
  for (const [at, name] of chosen.entries()) {
    if (!id.ok(name) || known.has(name as string)) continue
    faults.push({ path: `/choose/${at}`, fault: `No offer is called "${name}".` })
  }
}

/** Whether Σ list + Σ fees + Σ tax of the list passes the limit; rows of a wrong shape do not count. */
function sumTooLarge(
  lines: readonly unknown[],
  shipping: readonly unknown[],
  taxIncluded: boolean,
): boolean {
  let sum = 0
  for (const row of shipping) if (isRecord(row) && amount.ok(row.fee)) sum += row.fee as number
  for (const row of lines) {
    if (!isRecord(row) || !amount.ok(row.unitPrice)) continue
    const pieces = quantity.ok(row.quantity) ? (row.quantity as number) : 1
    const rate = taxRate.ok(row.taxRate) ? (row.taxRate as number) : 0
    sum += listWithTax((row.unitPrice as number) * pieces, taxIncluded ? 0 : rate)
    // Told as soon as it is passed, while every partial sum is still exact.
    if (sum > SUM_MAX) return true
  }
  return sum > SUM_MAX
}

/** List and the tax added to it, exact up to the limit; beyond it only "too large" matters. */
export function listWithTax(list: number, rate: number): number {
  if (rate === 0 || list > SUM_MAX) return list
  const rateBp = Math.round(rate * 100)
  if ((list / WHOLE_BP) * rateBp > 2 * SUM_MAX) return 2 * SUM_MAX
  return list + mulDivRound(list, rateBp, WHOLE_BP, 'half-up')
}
