import { writeFileSync } from 'node:fs'
import type { CodeOffer } from '../src/core/offers/feed-code.ts'
import type { CodeRegion } from '../src/core/offers/feed-region.ts'
import type { CampaignCode } from './campaign-code.ts'
import codeRows from './campaign-codes.json' with { type: 'json' }
import offerRows from './campaign-offers.json' with { type: 'json' }
import countryRows from './countries.json' with { type: 'json' }

/** One rung: what a code takes off, and from which sum. `also` are other strings for the same offer. */
export interface Rung {
  readonly code: string
  readonly offer: string
  readonly off: number
  readonly minimum: number
  readonly also?: readonly string[]
}

/** The codes of one campaign, window, region and currency: what one buyer could use together. */
export interface Ladder {
  readonly id: string
  readonly name: string
  readonly campaign: string
  readonly region: CodeRegion
  readonly currency: string
  readonly window: { readonly from: string; readonly until: string; readonly fromAssumed: boolean }
  /** By minimum. */
  readonly codes: readonly Rung[]
  readonly doubts: readonly string[]
}

/** Published codes that stand on no ladder, and why. */
export interface LeftOutCodes {
  readonly campaign: string
  readonly codes: readonly string[]
  readonly why: string
}

/** What a region of several countries is called; one country has its name, no country is everywhere. */
const REGIONS: readonly (readonly [has: string, id: string, name: string])[] = [
  ['SE', 'eu', 'Ten countries of Europe'],
  ['SA', 'gulf', 'Gulf states'],
]

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

/**
 * The ladders that the published codes make, in the order of publication. Codes for new buyers are on
 * none: they hold in the first checkout only (pricing §7).
 */
export function laddersOf(codes: readonly CampaignCode[], offers: readonly CodeOffer[]): Ladder[] {
  const offerById = new Map(offers.map((offer) => [offer.id, offer]))
  const usable = codes.flatMap((code) => {
    const offer = offerById.get(code.offer ?? '')
    return offer && code.region && !code.newBuyersOnly ? [{ code, offer }] : []
  })
  const groups = Map.groupBy(usable, ({ code: { campaign, region, currency }, offer }) =>
    JSON.stringify([campaign, region, currency, offer.from, offer.until]),
  )
  return [...groups.values()].flatMap((group) => ladderOf(group) ?? [])
}

/** The other codes: those that make no offer, and those that only new buyers may use. */
export function leftOutOf(codes: readonly CampaignCode[]): LeftOutCodes[] {
  const left = codes.filter((code) => code.offer === null || code.newBuyersOnly)
  const groups = Map.groupBy(left, (code) => JSON.stringify([code.campaign, whyNot(code)]))
  return [...groups].map(([key, rows]) => {
    const [campaign, why] = JSON.parse(key) as [string, string]
    return { campaign, codes: rows.map(({ code }) => code), why }
  })
}

type Published = { readonly code: CampaignCode; readonly offer: CodeOffer }

function ladderOf(group: readonly Published[]): Ladder | null {
  const [first] = group
  if (!first?.code.region || !first.offer.from) return null
  const { campaign, region, currency } = first.code
  const { from, until } = first.offer
  const place = placeOf(region)
  const month = `${MONTHS[Number(from.slice(5, 7)) - 1]} ${from.slice(0, 4)}`
  return {
    id: `${place.id}-${from.slice(0, 7)}`,
    name: `${place.name}, ${month}`,
    campaign,
    region,
    currency,
    window: { from, until, fromAssumed: first.code.from === null },
    codes: rungsOf(group),
    doubts: doubtsOf(group.map(({ code }) => code)),
  }
}

function placeOf({ include, exclude }: CodeRegion): { readonly id: string; readonly name: string } {
  const [only, ...more] = include ?? []
  if (include === null && exclude.length === 0) return { id: 'everywhere', name: 'Everywhere' }
  if (include === null) {
    return { id: 'elsewhere', name: `Everywhere but ${exclude.length} countries` }
  }
  const several = REGIONS.find(([has]) => more.length > 0 && include.includes(has))
  if (several) return { id: several[1], name: several[2] }
  const name = countryRows.find(({ code }) => more.length === 0 && code === only)?.name
  if (!only || !name) throw new Error(`Name the region ${include.join(', ')} in REGIONS.`)
  return { id: only.toLowerCase(), name }
}

/** Two strings for one and the same offer are one rung: it would be used once. */
function rungsOf(group: readonly Published[]): Rung[] {
  const tiers = Map.groupBy(group, ({ offer }) => `${offer.minimum.spend}/${offer.benefit.off}`)
  const rungs = [...tiers.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const { code, id, benefit, minimum } = first.offer
    const also = others.map(({ offer }) => offer.code)
    const rung = { code, offer: id, off: benefit.off, minimum: minimum.spend }
    return [also.length > 0 ? { ...rung, also } : rung]
  })
  return rungs.sort((one, other) => one.minimum - other.minimum)
}

/** What is doubtful about a ladder; a doubt about some of its codes names them. */
function doubtsOf(codes: readonly CampaignCode[]): string[] {
  const doubts = codes.flatMap(({ code, faults }) => faults.map((says) => ({ code, says })))
  const aboutLadder = doubts.filter(({ says }) => !/^(The same string|No start was)/.test(says))
  return [...Map.groupBy(aboutLadder, ({ says }) => says)].map(([says, rows]) =>
    rows.length === codes.length ? says : `${rows.map(({ code }) => code).join(', ')}: ${says}`,
  )
}

function whyNot({ kind, newBuyersOnly, confidence, region, faults }: CampaignCode): string {
  if (kind === 'seller-code') return "A seller's code, not the platform's."
  if (kind === 'product-code') return 'Works on one product only, which was not named.'
  if (newBuyersOnly) return 'For new buyers only, and so for the first checkout only.'
  if (confidence === 'low') return faults[0] ?? 'Of low confidence.'
  return region === null ? 'Neither region nor window was published.' : 'No window was published.'
}

function main(): void {
  // JSON widens words such as "code" to any text; the test of the samples holds them to their types.
  const codes = codeRows as unknown as readonly CampaignCode[]
  const ladders = laddersOf(codes, offerRows as unknown as readonly CodeOffer[])
  const text = JSON.stringify({ ladders, leftOut: leftOutOf(codes) }, null, 2)
  writeFileSync(new URL('ladders.json', import.meta.url), `${text}\n`)
  console.log(`${ladders.length} ladders. Now their steps: node samples/ladders-steps.ts`)
}

if (import.meta.main) main()
