import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { optionsOf } from './literate.ts'

/** Who funds a kind where a page does not say it: the first store, its seller, or the platform. */
const FUNDERS: Readonly<Record<string, string>> = {
  'instant-discount': 'store:s1',
  'seller-instant-off': 'store:s1',
  'store-coupon': 'store:s1',
  'store-code': 'store:s1',
  'store-discount': 'store:s1',
  'seller-coupon': 'seller:m1',
}

/** `p platform-coupon -600 min=5000 with=any`: an offer in one line; claimed unless it says so. */
export function offerOf(text: string): OfferDocument {
  const [id = '', kind = '', benefit = '', ...rest] = text.split(/\s+/)
  const options = optionsOf(rest)
  const strange = Object.keys(options).find((key) => !Object.hasOwn(FIELDS, key))
  if (strange) throw new Error(`"${strange}" is no word for an offer`)
  const fields = Object.entries(options)
    .filter(([key]) => key !== 'cap')
    .map(([key, value]) => FIELDS[key as keyof typeof FIELDS](value))
  const cap = options.cap === undefined ? {} : { cap: Number(options.cap) }
  const scopes = fields.flatMap((field) => ('scope' in field ? [field.scope] : []))
  return Object.assign(
    {
      id,
      kind,
      funder: FUNDERS[kind] ?? 'platform',
      benefit: { ...benefitOf(benefit), ...cap },
      claimed: true,
    },
    ...fields,
    scopes.length > 0 ? { scope: Object.assign({}, ...scopes) } : {},
  ) as OfferDocument
}

/** `-600` · `10%` · `-300/3000` (for every 3000) · `shipping` · tiers: `3%@2pc,5%@3pc`, `-300@2900`. */
function benefitOf(text: string): OfferDocument['benefit'] {
  if (text === 'shipping') return { freeShipping: true }
  if (text.includes('@')) {
    return {
      tiers: text.split(',').map((tier) => {
        const [gift = '', from = ''] = tier.split('@')
        const threshold = from.endsWith('pc')
          ? { quantity: Number(from.slice(0, -2)) }
          : { spend: Number(from) }
        return { ...threshold, ...giftOf(gift) }
      }),
    }
  }
  const [gift = '', every] = text.split('/')
  return { ...giftOf(gift), ...(every && { every: Number(every) }) }
}

function giftOf(text: string): { percent: number } | { off: number } {
  if (/^[\d.]+%$/.test(text)) return { percent: Number(text.slice(0, -1)) }
  if (/^-\d+$/.test(text)) return { off: Number(text.slice(1)) }
  throw new Error(`"${text}" is no benefit`)
}

const list = (value: string): string[] => value.split('+')

/** `1/2`: made once of twice. */
const counted = (value: string): { limit: number; made: number } => {
  const [made, limit] = value.split('/').map(Number)
  return { made: made as number, limit: limit as number }
}

/** What each word of an offer fills in. */
const FIELDS = {
  by: (funder: string) => ({ funder }),
  cap: () => ({}),
  min: (value: string) => {
    const parts = list(value).map((part) =>
      part.endsWith('pc') ? { quantity: Number(part.slice(0, -2)) } : { spend: Number(part) },
    )
    return { minimum: Object.assign({}, ...parts) }
  },
  store: (value: string) => ({ scope: { stores: list(value) } }),
  seller: (value: string) => ({ scope: { sellers: list(value) } }),
  listing: (value: string) => ({ scope: { listings: list(value) } }),
  warehouse: (value: string) => ({ scope: { warehouses: list(value) } }),
  category: (value: string) => ({
    scope: { categories: list(value).map((path) => path.split('/')) },
  }),
  with: (value: string) => ({
    stacksWith: value === 'any' ? value : value === 'none' ? [] : list(value),
  }),
  exclusive: () => ({ exclusive: true }),
  unclaimed: () => ({ claimed: false }),
  ended: () => ({ ended: true }),
  'new-buyers': () => ({ newBuyersOnly: true }),
  owner: (owner: string) => ({ owner }),
  uses: (value: string) => ({ uses: counted(value) }),
  budget: (value: string) => ({ budget: counted(value) }),
  from: (from: string) => ({ from }),
  until: (until: string) => ({ until }),
  held: (heldUntil: string) => ({ heldUntil }),
  country: (value: string) => ({ countries: list(value) }),
  channel: (value: string) => ({ channels: list(value) }),
  currency: (currency: string) => ({ currency }),
  coins: (value: string) => {
    const part = value.startsWith('max:')
    return { coins: part ? { max: Number(value.slice(4)) } : { required: Number(value) } }
  },
} as const
