import { minorDigits } from '../../base/iso4217.ts'
import { decoded } from './address.ts'
import { isSkuId } from './item-ids.ts'

/**
 * The prices that a marketplace link carries in its parameter `pdp_npi`, as texts. Nothing else of the parameter
 * leaves this file: its field 12 is the account of the person who pasted the link.
 */
export interface PdpNpi {
  readonly v: string
  readonly currency: string
  readonly list: string
  readonly sale: string
  /** In the seller's own currency, which is not named. */
  readonly baseList?: string
  readonly baseSale?: string
  /** When the price was shown, in milliseconds since 1970. */
  readonly traceMs?: number
  /** Where the link stood: sea is a search, sh a store, ppc an advertisement. */
  readonly source?: string
  readonly shipTo?: string
}

/** What one parameter says: the prices, whose variant they are, and whether newcomers alone get them. */
export interface LinkPrice {
  readonly pdpNpi: PdpNpi
  readonly skuId?: string
  readonly newcomer: boolean
}

const FIELD = {
  version: 0,
  currency: 1,
  list: 2,
  sale: 3,
  baseList: 6,
  baseSale: 7,
  trace: 8,
  sku: 9,
  source: 10,
  shipTo: 11,
  // 12 is the account. 13 and on are flags.
  tags: 16,
} as const

/** Reads the parameter, decoded or encoded once more; null where its prices cannot be read. */
export function readPdpNpi(parameter: string): LinkPrice | null {
  // A link within a link was encoded twice.
  const plain = parameter.includes('%21') ? decoded(parameter) : parameter
  const fields = plain.split('!', 32)
  const field = (name: keyof typeof FIELD): string => fields[FIELD[name]] ?? ''
  const [, v] = /^(\d{1,2})@/.exec(field('version')) ?? []
  const currency = field('currency')
  const list = amountText(field('list'), currency)
  const sale = amountText(field('sale'), currency)
  if (v === undefined || list === null || sale === null) return null
  const pdpNpi: PdpNpi = {
    v,
    currency,
    list,
    sale,
    ...named('baseList', amountText(field('baseList'), currency)),
    ...named('baseSale', amountText(field('baseSale'), currency)),
    ...named('traceMs', traceMs(field('trace'))),
    ...named('source', matching(field('source'), /^[a-z]{1,12}$/)),
    ...named('shipTo', matching(field('shipTo'), /^[A-Z]{2,3}$/)),
  }
  const skuId = field('sku')
  const newcomer = /\bm\d*_?new_user\b|new_user/.test(field('tags'))
  return { pdpNpi, newcomer, ...(isSkuId(skuId) ? { skuId } : {}) }
}

function named<N extends string, T>(name: N, value: T | null): { readonly [K in N]?: T } {
  return value === null ? {} : ({ [name]: value } as { readonly [K in N]?: T })
}

function matching(text: string, pattern: RegExp): string | null {
  return pattern.test(text) ? text : null
}

/** An amount as a plain decimal text: some sources write the currency before it, and group by commas. */
function amountText(text: string, currency: string): string | null {
  if (minorDigits(currency) === undefined) return null
  const bare = text.startsWith(currency) ? text.slice(currency.length).trim() : text
  if (/^\d{1,12}(?:\.\d{1,4})?$/.test(bare)) return bare
  return /^\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?$/.test(bare) ? bare.replaceAll(',', '') : null
}

// Before 2010 there was no such marketplace, and past 2100 it is no time but a counter.
const TRACE_FIRST_MS = 1_262_304_000_000
const TRACE_LAST_MS = 4_102_444_800_000

/** "@", eight hexadecimal digits of a machine, the time in milliseconds, and a tail. */
function traceMs(text: string): number | null {
  const [, digits] = /^@[0-9a-f]{8}(\d{13})/.exec(text) ?? []
  const ms = Number(digits)
  return ms >= TRACE_FIRST_MS && ms <= TRACE_LAST_MS ? ms : null
}
