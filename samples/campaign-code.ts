/** Where a published code works: every country, or those included, less those excluded. */
export interface CodeRegion {
  readonly include: readonly string[] | null
  readonly exclude: readonly string[]
}

/** One published code as a fact; what could not be read is null, and `faults` says why. */
export interface CampaignCode {
  readonly code: string
  readonly amount: number | null
  readonly minimum: number | null
  readonly currency: string
  readonly region: CodeRegion | null
  readonly newBuyersOnly: boolean
  readonly from: string | null
  readonly assumedFrom: string | null
  readonly until: string | null
  readonly campaign: string
  readonly confidence: string
  readonly source: string | null
  readonly kind: 'platform-code' | 'product-code' | 'seller-code'
  /** The id of the offer in `campaign-offers.json` that it makes; null where it makes none. */
  readonly offer: string | null
  readonly faults: readonly string[]
}

type Facts = Omit<CampaignCode, 'offer'>

/** An offer of kind `code` under `aliexpress-2026` (pricing §3). */
export interface CodeOffer {
  readonly id: string
  readonly kind: 'code'
  readonly funder: 'platform'
  readonly currency: string
  readonly benefit: { readonly off: number }
  readonly minimum: { readonly spend: number }
  readonly countries?: readonly string[]
  readonly newBuyersOnly?: true
  readonly from?: string
  readonly until: string
  readonly code: string
}

/**
 * Names a published code. The string alone is no key, for it returns in later sales with another
 * minimum; the first day, else the end, tells them apart.
 */
function offerId(row: Facts): string {
  const from = row.from ?? row.assumedFrom
  return from ? `${row.code}-${from.slice(0, 10)}` : `${row.code}-until-${row.until?.slice(0, 10)}`
}

/**
 * The offer that a published code makes, or null where the facts do not make one: it belongs to the
 * platform, pays less than its minimum, has a region and an end after its start, and is not of low confidence.
 * `countries` are all ISO 3166-1 codes: an offer can only include, so "everywhere but" is spelt out.
 */
export function offerOf(row: Facts, countries: readonly string[]): CodeOffer | null {
  const { amount, minimum, region, until } = row
  if (row.kind !== 'platform-code' || row.confidence === 'low') return null
  if (amount === null || minimum === null || amount <= 0 || amount >= minimum) return null
  if (region === null || until === null) return null
  const from = row.from ?? row.assumedFrom
  if (from !== null && Date.parse(from) >= Date.parse(until)) return null
  const places = placesOf(region, countries)
  return {
    id: offerId(row),
    kind: 'code',
    funder: 'platform',
    currency: row.currency,
    benefit: { off: amount },
    minimum: { spend: minimum },
    ...(places ? { countries: places } : {}),
    ...(row.newBuyersOnly ? { newBuyersOnly: true as const } : {}),
    ...(from ? { from } : {}),
    until,
    code: row.code,
  }
}

function placesOf(region: CodeRegion, countries: readonly string[]): readonly string[] | null {
  if (region.include) return region.include
  if (region.exclude.length === 0) return null
  return countries.filter((country) => !region.exclude.includes(country))
}
