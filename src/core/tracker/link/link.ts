import type { Surface } from '../observation.ts'
import { type Address, decoded, readAddress } from './address.ts'
import { candidates, words } from './candidates.ts'
import { type Found, LINK_KINDS, type Link, type LinkKind, rejected } from './found-link.ts'
import { hostRole } from './hosts.ts'
import { globalIdOf, isBareItemId, isOfKnownFamily, isSkuId } from './item-ids.ts'
import { type LinkPrice, readPdpNpi } from './pdp-npi.ts'
import { route } from './routes.ts'
import { wrappedIn } from './wrapped.ts'

// The longest real link has 4,000 characters; a text of more than this is a document, not a paste.
export const PASTE_MAX = 20_000

/**
 * Reads what somebody pasted: a link of any site of the marketplace, with or without a text around it, or a bare
 * id (fg.t.paste). Nothing is fetched, and nothing but ids and prices is kept of it.
 */
export function readLink(text: string): Link {
  if (text.length > PASTE_MAX) {
    return rejected('The text is longer than 20,000 characters: paste the link alone.')
  }
  const found = words(text)
  if (found.length === 0) return rejected('Nothing was pasted.')
  const links = candidates(found).map((address) => linkAt(address, 0))
  return best(links) ?? bareId(found)
}

const RANKS = Object.keys(LINK_KINDS) as LinkKind[]

/** The first link of the most telling kind; those that lead to a product go before those that do not. */
function best(links: readonly Link[]): Link | null {
  const rank = ({ kind, itemId }: Link): number =>
    RANKS.indexOf(kind) + (itemId === null && kind !== 'short' ? RANKS.length : 0)
  return links.reduce<Link | null>(
    (chosen, link) => (chosen === null || rank(link) < rank(chosen) ? link : chosen),
    null,
  )
}

function bareId(found: readonly string[]): Link {
  const [only] = found
  const alone = found.length === 1 && only !== undefined && isBareItemId(only) ? only : undefined
  const id = alone ?? found.find(isOfKnownFamily)
  if (id !== undefined) {
    return complete({ kind: 'item', itemId: id, why: 'The id of a product.' }, null)
  }
  if (found.length === 1 && isSkuId(only)) {
    return rejected('The number of a variant: paste the link of its product.')
  }
  return rejected('No link of the marketplace and no product id is in it.')
}

// A share link in a share link in a share link is a loop that somebody built.
const DEPTH_MAX = 3

function linkAt(text: string, depth: number): Link {
  const address = readAddress(text)
  if ('fault' in address) return rejected(`Not read as a link: ${address.fault}.`)
  const role = hostRole(address.host)
  if (role === undefined) return rejected('Its host is none of the marketplace.')
  const wrapped = wrappedIn(role, address)
  if (wrapped) return shared(wrapped, depth)
  return complete(route(role === 'share' ? 'campaign' : role, address), address)
}

/** What a wrapper leads to: it is held to the same hosts, and read as if it had been pasted itself. */
function shared(wrapped: readonly string[], depth: number): Link {
  if (depth >= DEPTH_MAX) return rejected('It is wrapped too many times.')
  const inner = best(wrapped.map((text) => linkAt(text, depth + 1))) as Link
  if (inner.kind === 'short') return inner
  const kind = inner.kind === 'reject' ? 'reject' : 'share'
  // That it was wrapped is told once, however often it was.
  if (depth > 0) return { ...inner, kind }
  const what = kind === 'share' ? 'Unwrapped' : 'It leads elsewhere'
  return { ...inner, kind, why: `${what}. ${inner.why}` }
}

/** Joins what the path and the query say. */
function complete(found: Found, address: Address | null): Link {
  const { kind, itemId, why, resolve } = found
  if (itemId === null) return { kind, itemId, ...(resolve ? { resolve } : {}), why }
  const query = address?.query ?? new Map<string, string>()
  const price = readPdpNpi(query.get('pdp_npi') ?? '')
  const skuId = found.skuId ?? skuIn(query) ?? price?.skuId
  // The prices are of one variant: those of another than the one that the link opens are left out.
  const isOurs = price !== null && (price.skuId === undefined || price.skuId === skuId)
  const globalId = globalIdOf(itemId)
  const shipTo = (isOurs ? price.pdpNpi.shipTo : undefined) ?? countryIn(query)
  const surface = surfaceOf(found.kind, query)
  return {
    kind,
    itemId,
    ...(skuId === undefined ? {} : { skuId }),
    ...(globalId === undefined ? {} : { globalIdInferred: globalId }),
    ...(isOurs ? priceParts(price) : {}),
    ...(shipTo === undefined ? {} : { shipTo }),
    ...(surface === 'site' ? {} : { surface }),
    why,
  }
}

function priceParts({ pdpNpi, newcomer }: LinkPrice) {
  return { pdpNpi, currency: pdpNpi.currency, ...(newcomer ? { newcomer } : {}) } as const
}

/** The variant that the link opens: by name, or in the older form within a JSON text. */
function skuIn(query: ReadonlyMap<string, string>): string | undefined {
  const named = query.get('sku_id') ?? query.get('skuId')
  if (isSkuId(named)) return named
  const [, older] = /"sku_id"\s*:\s*"?(\d+)/.exec(decoded(query.get('pdp_ext_f') ?? '')) ?? []
  return isSkuId(older) ? older : undefined
}

const COUNTRY_PARAMETERS = ['_randl_shipto', 'shipTo', 'shipTos', 'ship_to', 'shipToCountry']

function countryIn(query: ReadonlyMap<string, string>): string | undefined {
  return COUNTRY_PARAMETERS.map((name) => query.get(name)).find(
    (country) => country !== undefined && /^[A-Z]{2}$/.test(country),
  )
}

/** Some parameters select another price for the same product. */
const SURFACE_BY_SOURCE: Readonly<Record<string, Surface>> = {
  '561': 'limited-deals',
  '562': 'super-deals',
  '620': 'coins',
}

function surfaceOf(kind: LinkKind, query: ReadonlyMap<string, string>): Surface {
  if (kind === 'bundle') return 'bundle'
  if (kind === 'coin' || query.get('channel') === 'coin') return 'coins'
  const source = query.get('sourceType') ?? ''
  return Object.hasOwn(SURFACE_BY_SOURCE, source) ? (SURFACE_BY_SOURCE[source] as Surface) : 'site'
}
