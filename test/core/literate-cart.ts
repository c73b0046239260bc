/** The few words in which `specs/` writes a cart (specs/README.md), read into an input. */
import type { Input } from '../../src/core/pricing/input.ts'
import { optionsOf, type Statement, words } from './literate.ts'
import { offerOf } from './literate-offer.ts'

type Line = Input['lines'][number]
type Offer = NonNullable<Input['offers']>[number]
type Shipping = NonNullable<Input['shipping']>[number]

interface Cart {
  readonly input: Record<string, unknown>
  readonly buyer: Record<string, unknown>
  readonly stores: Map<string, Input['stores'][string]>
  readonly lines: Map<string, Line>
  readonly shipping: Map<string, Shipping>
  readonly offers: Map<string, Offer>
}

/** Later statements replace earlier ones; a line, store, fee or offer the one of the same name. */
export function inputOf(statements: readonly Statement[]): Input {
  const cart: Cart = {
    input: {},
    buyer: { id: 'b1' },
    stores: new Map(),
    lines: new Map(),
    shipping: new Map(),
    offers: new Map(),
  }
  for (const { key, value } of statements) {
    if (isKeyOf(FIELDS, key)) Object.assign(cart.input, FIELDS[key](value))
    else if (isKeyOf(BUYER_FIELDS, key)) Object.assign(cart.buyer, BUYER_FIELDS[key](value))
    else if (isKeyOf(READERS, key)) READERS[key](cart, value)
    else throw new Error(`"${key}" is no word for a cart`)
  }
  const lines = [...cart.lines.values()]
  // Store s2 belongs to seller m2, unless it is said otherwise.
  const seller = (store: string) => ({ seller: `m${store.slice(1)}` })
  const named = lines.map(({ store }) => [store, cart.stores.get(store) ?? seller(store)] as const)
  return {
    ...cart.input,
    buyer: cart.buyer,
    stores: Object.fromEntries([...named, ...cart.stores]),
    lines,
    shipping: [...cart.shipping.values()],
    offers: [...cart.offers.values()],
  } as unknown as Input
}

function isKeyOf<T extends object>(table: T, key: string): key is keyof T & string {
  return Object.hasOwn(table, key)
}

/** Fields of the input itself, and of its buyer. */
const FIELDS = {
  terms: (terms: string) => ({ terms }),
  at: (at: string) => ({ at }),
  currency: (currency: string) => ({ currency }),
  tax: (value: string) => ({ pricesIncludeTax: value === 'included' }),
  choose: (value: string) => ({ choose: words(value) }),
} as const

const BUYER_FIELDS = {
  buyer: (id: string) => ({ id }),
  country: (country: string) => ({ country }),
  channel: (channel: string) => ({ channel }),
  coins: (value: string) => ({ coins: Number(value) }),
  orders: (value: string) => ({ ordersPlaced: Number(value) }),
  disqualified: (value: string) => ({ disqualified: value === 'yes' }),
} as const

const READERS = {
  store: (cart: Cart, value: string) => {
    const [id = '', ...rest] = words(value)
    const { seller = `m${id.slice(1)}`, select } = optionsOf(rest)
    const [minimum, most] = (select ?? '').split('/').map(Number)
    const settings = select === undefined ? {} : { select: { minimum, value: most } }
    cart.stores.set(id, { seller, ...settings } as Input['stores'][string])
  },
  line: (cart: Cart, value: string) => {
    const line = lineOf(value)
    cart.lines.set(line.id, line)
  },
  shipping: (cart: Cart, value: string) => {
    const [order = '', fee] = words(value)
    const [seller = '', method = ''] = order.split('/')
    cart.shipping.set(order, { seller, method, fee: Number(fee) })
  },
  offer: (cart: Cart, value: string) => {
    const offer = offerOf(value)
    cart.offers.set(offer.id, offer)
  },
} as const

/** `a 2x500 store=s2 method=express`. */
function lineOf(text: string): Line {
  const [id = '', price = '', ...rest] = text.split(/\s+/)
  const [pieces, each] = price.includes('x') ? price.split('x').map(Number) : [1, Number(price)]
  const known = ['store', 'method', 'listing', 'sku', 'category', 'traits', 'warehouse', 'tax']
  const options = optionsOf(rest)
  const strange = Object.keys(options).find((key) => !known.includes(key))
  if (strange) throw new Error(`"${strange}" is no word for a line`)
  const { store = 's1', method, listing = `listing ${id}`, sku = `sku ${id}` } = options
  return {
    id,
    listing,
    sku,
    store,
    unitPrice: each as number,
    quantity: pieces as number,
    ...(options.category && { category: options.category.split('/') }),
    ...(options.traits && { traits: options.traits.split('+') }),
    ...(method && { method }),
    ...(options.warehouse && { warehouse: options.warehouse }),
    ...(options.tax && { taxRate: Number(options.tax) }),
  }
}
