import vatRates from '../../../terms/markets/vat-rates.json' with { type: 'json' }
import { type Fault, isRefused, type Refused } from '../base/faults.ts'
import { parseInstant } from '../base/instant.ts'
import { accept } from './accept.ts'
import type { Cart } from './cart.ts'
import type { Input, LineDocument } from './input.ts'
import type { PricingOptions } from './quote.ts'
import { shippedTerms } from './shipped.ts'

/** An input made ready for its market, and what was done, each with its clause. */
export interface PreparedMarket {
  readonly input: Input
  readonly notes: readonly { readonly clause: string; readonly says: string }[]
}

export interface MarketOptions extends PricingOptions {
  /** Categories that customs of the buyer's country may refuse (fg.market.in): path prefixes. */
  readonly customsRiskCategories?: readonly (readonly string[])[]
}

/**
 * Fills in what the buyer's market decides, before pricing: `pricesIncludeTax` and `taxRate` in the EU
 * (fg.market.eu) and in the UK for orders of goods up to GBP 135 (fg.market.uk), and the trait
 * customs-risk in India (fg.market.in). What the input says itself stays as it is.
 */
export function prepareMarket(
  input: unknown,
  options: MarketOptions = {},
): PreparedMarket | Refused {
  const accepted = accept(input, options.terms ?? shippedTerms)
  if (isRefused(accepted)) return accepted
  const document = input as Input
  const { cart } = accepted
  if (cart.country === 'GB') return prepareUk(document, cart)
  if (cart.country === 'IN') return prepareIndia(document, options.customsRiskCategories ?? [])
  const rate = rateAt(cart.country, cart.at)
  if (rate === null) return { input: document, notes: [] }
  const says =
    document.pricesIncludeTax === false
      ? `VAT of ${rate} % is added to these prices in ${cart.country}.`
      : `Prices in ${cart.country} include VAT of ${rate} %; minimums are tested before it.`
  return {
    input: withTax(document, () => rate),
    notes: [{ clause: 'fg.market.eu', says }],
  }
}

/** The standard VAT rate of an EU country or the UK at an instant; null where there is none. */
function rateAt(country: string | null, at: number): number | null {
  const rows = vatRates.rates.filter((row) => row.country === country)
  const inForce = rows.filter((row) => (parseInstant(row.from) as number) <= at)
  return inForce.at(-1)?.percent ?? null
}

const UK_LIMIT_MINOR = vatRates.ukImportLimit.amount
const UK_LIMIT_FROM = parseInstant(vatRates.ukImportLimit.from) as number

function prepareUk(document: Input, cart: Cart): PreparedMarket | Refused {
  if (cart.currency !== vatRates.ukImportLimit.currency) {
    const fault: Fault = {
      path: '/currency',
      fault: 'The import VAT of the UK is decided in GBP; price the cart in GBP.',
    }
    return { refused: [fault] }
  }
  const rate = rateAt('GB', cart.at)
  if (rate === null || cart.at < UK_LIMIT_FROM) return { input: document, notes: [] }
  const goods = new Array<number>(cart.orders.length).fill(0)
  for (const line of cart.lines) goods[line.order] = (goods[line.order] as number) + line.list
  const included = (at: number): boolean =>
    (goods[(cart.lines[at] as Cart['lines'][number]).order] as number) <= UK_LIMIT_MINOR
  const says = `Orders of goods up to GBP 135 include import VAT of ${rate} %; dearer ones pay it at the border.`
  return {
    input: withTax(document, (_, at) => (included(at) ? rate : 0)),
    notes: [{ clause: 'fg.market.uk', says }],
  }
}

function prepareIndia(document: Input, risky: readonly (readonly string[])[]): PreparedMarket {
  const atRisk = ({ category = [] }: LineDocument): boolean =>
    risky.some((path) => path.every((name, depth) => category[depth] === name))
  const lines = document.lines.map((line) => {
    const traits = line.traits ?? []
    return atRisk(line) && !traits.includes('customs-risk')
      ? { ...line, traits: [...traits, 'customs-risk'] }
      : line
  })
  const marked = lines.filter((line) => line.traits?.includes('customs-risk')).length
  const says = `Customs may refuse ${marked} of ${lines.length} lines: offers on them are provisional until the order ships.`
  return {
    input: { ...document, lines },
    notes: marked === 0 ? [] : [{ clause: 'fg.market.in', says }],
  }
}

function withTax(document: Input, rateOf: (line: LineDocument, at: number) => number): Input {
  return {
    ...document,
    pricesIncludeTax: document.pricesIncludeTax ?? true,
    lines: document.lines.map((line, at) => ({
      ...line,
      taxRate: line.taxRate ?? rateOf(line, at),
    })),
  }
}
