import openingSample from '../../../samples/carts/us-may-2026.json' with { type: 'json' }
import countryRows from '../../../samples/countries.json' with { type: 'json' }
import index from '../../../samples/index.json' with { type: 'json' }
import listingRows from '../../../samples/listings.json' with { type: 'json' }
import type { Input } from '../../core/pricing/input.ts'
import type { OfferDocument } from '../../core/pricing/offer-document.ts'

/** A cart with a story, to begin from. */
export interface Sample {
  readonly file: string
  readonly name: string
  readonly story: string
}

/** A real listing: what it is, and what it cost on the day when it was read. */
export type Listing = (typeof listingRows)[number]

export const samples: readonly Sample[] = index

/** The sample that the page opens with; it is part of the page as it comes from the server. */
export const openingFile = 'carts/us-may-2026.json'
// JSON widens words such as "site" to any text; the core refuses a sample that is none.
export const openingInput = openingSample.input as unknown as Input

export const listings: readonly Listing[] = listingRows
export const countries: readonly { readonly code: string; readonly name: string }[] = countryRows

const listingNames = new Map(listingRows.map((row) => [row.id, row.name]))

/** What a line sells: the listing's name where it is known, else the listing's id as it stands. */
export function lineName(line: Input['lines'][number]): string {
  return listingNames.get(line.listing) ?? String(line.listing ?? line.id)
}

const carts = import.meta.glob<{ readonly input: unknown }>(
  ['../../../samples/carts/*.json', '!../../../samples/carts/us-may-2026.json'],
  { import: 'default' },
)

export async function loadSample(file: string): Promise<unknown> {
  if (file === openingFile) return openingInput
  return (await carts[`../../../samples/${file}`]?.())?.input
}

/** The published codes of 2025 and 2026 as offers: many, so they come when they are asked for. */
export async function loadCampaignOffers(): Promise<readonly OfferDocument[]> {
  const loaded = await import('../../../samples/campaign-offers.json', { with: { type: 'json' } })
  return loaded.default as unknown as readonly OfferDocument[]
}
