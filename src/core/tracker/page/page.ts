import { readLink } from '../link/link.ts'
import { isBlockPage, isLikelyBlockPage } from './block-page.ts'
import { componentListing } from './components.ts'
import { embeddedJson } from './embedded.ts'
import type { ExactJson } from './exact-json.ts'
import { jsonLdListing } from './json-ld.ts'
import { microdataListing } from './microdata.ts'
import { mtopListing } from './mtop.ts'
import { openGraphListing } from './open-graph.ts'
import { type PageParts, pageParts } from './page-parts.ts'
import {
  isNoReading,
  type ListingReadings,
  type NoReading,
  noReading,
  type PageHints,
  readingsOf,
  type SeenListing,
} from './page-reading.ts'
import { shortTitle } from './plain-title.ts'

/** A recorded page, taken apart once for all shapes. */
interface Recorded {
  readonly documents: readonly ExactJson[]
  readonly parts: PageParts
  readonly hints: PageHints
}

/**
 * The shapes in which pages tell prices, the most particular first: adding one is a file and a row here. The
 * first three are the shop's own, with every variant; the others are what any shop shows to search engines.
 */
const SHAPES = {
  components: ({ documents }) => firstOf(documents, componentListing),
  mtop: ({ documents }) => firstOf(documents, mtopListing),
  'json-ld': ({ parts, hints }) => jsonLdListing(parts.jsonLd, hints.currency),
  microdata: ({ parts, hints }) => microdataListing(parts.marked, hints.currency),
  'open-graph': ({ parts, hints }) => openGraphListing(parts.metas, hints.currency),
} as const satisfies Readonly<Record<string, (recorded: Recorded) => SeenListing | null>>

export type PageShape = keyof typeof SHAPES

/** What was read of a page, and in which shape it stood. */
export interface PageRead extends ListingReadings {
  readonly shape: PageShape
}

/**
 * Reads a recorded page: every variant's list and sale price, its coupons and discounts with amount, minimum and
 * times, and shipping (fg.t.history). A check for robots is told as such, and is never a price.
 */
export function readPage(text: string, hints: PageHints): PageRead | NoReading {
  if (isBlockPage(text)) return noReading('blocked')
  // A document of its own may hold markup in its texts, which is none of the page's.
  const isDocument = /^[\s\ufeff]*[{[]/.test(text)
  const parts = pageParts(isDocument ? '' : text)
  const recorded = { documents: embeddedJson(text, parts.scripts), parts, hints }
  let missing: NoReading | null = null
  for (const [shape, look] of Object.entries(SHAPES)) {
    const seen = look(recorded)
    if (seen === null || seen.variants.length === 0) continue
    const answer = readingsOf(named(seen, recorded), 'page', hints)
    if (!isNoReading(answer)) return { shape: shape as PageShape, ...answer }
    missing ??= answer
  }
  if (missing) return missing
  return noReading(isLikelyBlockPage(text) ? 'blocked' : 'no-price')
}

function firstOf(
  documents: readonly ExactJson[],
  look: (document: ExactJson) => SeenListing | null,
): SeenListing | null {
  for (const document of documents) {
    const seen = look(document)
    if (seen !== null && seen.variants.length > 0) return seen
  }
  return null
}

/** A listing is known by the id it was asked for, else by its address, else by what the page calls it. */
function named(seen: SeenListing, { parts, hints }: Recorded): SeenListing {
  const address = parts.canonical ?? parts.metas.get('og:url') ?? ''
  const byAddress = readLink(address).itemId ?? undefined
  const isOfShop = seen.store !== undefined && seen.listing !== undefined
  const listing = isOfShop ? seen.listing : (hints.listing ?? byAddress ?? seen.listing)
  const title = seen.title ?? shortTitle(parts.title)
  return { ...seen, listing: listing ?? addressId(address), title }
}

/** An address without its query, where a page has no id of its own; too long a one is cut. */
function addressId(address: string): string | undefined {
  return /^https?:\/\//i.test(address) ? shortTitle(address.replace(/[?#].*$/s, '')) : undefined
}
