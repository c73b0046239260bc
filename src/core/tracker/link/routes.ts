import type { Address } from './address.ts'
import type { Found } from './found-link.ts'
import type { HostRole } from './hosts.ts'
import { isItemId, isSkuId } from './item-ids.ts'

/** A shape of address: what it says of a product, or null where it is none of that shape. */
type Route = (address: Address) => Found | null

/** A new shape is a new row; the first that fits counts. */
const SITE: readonly Route[] = [
  storeProduct,
  itemPath,
  coinPage,
  bundleDeal,
  productInQuery,
  shortOnSite,
  searchPage,
  storePage,
]

const ROUTES: Readonly<Record<Exclude<HostRole, 'share'>, readonly Route[]>> = {
  site: SITE,
  short: [shortLink],
  campaign: [],
  tracker: [trackedItem],
}

const NO_PRODUCT: Found = {
  kind: 'other',
  itemId: null,
  why: 'A page of the marketplace that names no product: open the product and copy its link.',
}

/** What the path of an address of the marketplace says. */
export function route(role: Exclude<HostRole, 'share'>, address: Address): Found {
  for (const shape of ROUTES[role]) {
    const found = shape(address)
    if (found) return found
  }
  return NO_PRODUCT
}

function item(itemId: string, why: string): Found {
  return { kind: 'item', itemId, why }
}

/** /item/…/32845522857.html and /i/1005…: the last part alone, for titles in between hold numbers too. */
function itemPath({ segments }: Address): Found | null {
  if (!segments.slice(0, -1).some((segment) => segment === 'item' || segment === 'i')) return null
  const id = withoutEnding(segments.at(-1))
  return isItemId(id) ? item(id, 'The product of this page.') : null
}

/** /store/product/…/3226069_32946953374.html: the store, then the product. */
function storeProduct({ segments, query }: Address): Found | null {
  if (segments[0] !== 'store' || segments[1] !== 'product') return null
  const [, id] = /^\d+_(\d+)$/.exec(withoutEnding(segments.at(-1)) ?? '') ?? []
  if (isItemId(id)) return item(id, "The product of this page in its store's window.")
  return productIn(query)
}

/** Coin pages name the product in their query; it is sold there for another price. */
function coinPage({ segments, query }: Address): Found | null {
  if (!segments.some((segment) => /^(?:coin-index|custom-feeds(?:\.html)?)$/.test(segment))) {
    return null
  }
  const found = productIn(query)
  return found && { ...found, kind: 'coin', why: 'The product of this coin page.' }
}

/** …/BundleDeals2?productIds=<item>:<sku>: the first of its products. */
function bundleDeal({ segments, query }: Address): Found | null {
  if (!segments.some((segment) => /^BundleDeals\d*$/i.test(segment))) return null
  const found = productIn(query)
  return found && { ...found, kind: 'bundle', why: 'The first product of this bundle deal.' }
}

const QUERY_ROOTS = ['p', 'gsp', 'ssr', 'item', 'i'] as const

function productInQuery({ segments, query }: Address): Found | null {
  return QUERY_ROOTS.some((root) => segments[0] === root) ? productIn(query) : null
}

const PRODUCT_PARAMETERS = ['productIds', 'productId', 'product_id', 'itemId', 'item_id'] as const

function productIn(query: ReadonlyMap<string, string>): Found | null {
  for (const name of PRODUCT_PARAMETERS) {
    const [, id, skuId] = /^\s*(\d+)(?::(\d+))?(?=$|[\s,;|:])/.exec(query.get(name) ?? '') ?? []
    if (!isItemId(id)) continue
    const found = item(id, 'The product that the link names in its query.')
    return isSkuId(skuId) ? { ...found, skuId } : found
  }
  return null
}

function searchPage({ segments }: Address): Found | null {
  const root = segments[0] ?? ''
  if (!/^(?:w|af|wholesale|popular|premium|category|cheap)$|^(?:wholesale|search)\b/.test(root)) {
    return null
  }
  const why = 'A search or a category: open one of its products and copy that link.'
  return { kind: 'search', itemId: null, why }
}

function storePage({ segments }: Address): Found | null {
  if (segments[0] !== 'store') return null
  return { kind: 'store', itemId: null, why: 'A store: open a product of it and copy that link.' }
}

/** s.click…/e/_X, s.click…/s/x, a…/_X, sl…/p?key=x: a code, and nothing that could be read here. */
function shortLink({ host, segments, query }: Address): Found | null {
  const [first = '', code, ...rest] = segments
  const isCoded = code !== undefined && rest.length === 0 && /^\w{2,64}$/.test(code)
  if (/^[es]$/.test(first) && isCoded) return short(`https://${host}/${first}/${code}`)
  if (code === undefined && /^_\w{1,64}$/.test(first)) return short(`https://${host}/${first}`)
  const key = query.get('key') ?? ''
  const isKeyed = code === undefined && first === 'p' && /^\w{2,64}$/.test(key)
  return isKeyed ? short(`https://${host}/p?key=${key}`) : null
}

/** The Russian site keeps its short links beside its pages. */
function shortOnSite(address: Address): Found | null {
  return address.host.endsWith('aliexpress.ru') && address.segments[0] === 'e'
    ? shortLink(address)
    : null
}

function short(resolve: string): Found {
  const why = 'A short link: it has to be followed once to learn its product.'
  return { kind: 'short', itemId: null, resolve, why }
}

/** Another tracker's page names the product that it tracks: the id is read, the page is never fetched. */
function trackedItem({ segments }: Address): Found {
  const id = withoutEnding(segments.at(-1))
  return {
    kind: 'foreign-tracker',
    itemId: segments.includes('item') && isItemId(id) ? id : null,
    why: 'A page of another tracker: the product id in its address is taken, the page is not read.',
  }
}

function withoutEnding(segment: string | undefined): string | undefined {
  return segment?.replace(/\.html?$/i, '')
}
