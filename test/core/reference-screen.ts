/** What an offer asks for: its own faults, its rows and its minimums (pricing §3, §5.2, §5.4). */
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import type { Checkout, Row } from './reference-cart.ts'
import type { KindRule } from './reference-terms.ts'

/** Rows 1 to 15 of the table, in its order; of an unknown kind rows 14 and 15 are not tested. */
export function ownFaults(
  { input, coins }: Checkout,
  offer: OfferDocument,
  rule: KindRule | null,
  eligible: readonly number[],
): string[] {
  const { buyer } = input
  const now = Date.parse(input.at)
  const before = (text: string | null | undefined) => Boolean(text) && now < Date.parse(text ?? '')
  const notBefore = (text: string | null | undefined) => Boolean(text) && !before(text)
  const spent = (of: { limit: number; made: number } | null | undefined) =>
    Boolean(of) && (of?.made ?? 0) >= (of?.limit ?? 0)
  const outside = <T>(list: readonly T[] | null | undefined, one: T) =>
    Boolean(list?.length) && !list?.includes(one)
  const mustBeClaimed = Boolean(rule?.claimed) || Boolean(offer.owner)
  const { required, max } = offer.coins ?? {}
  const tooFew = (required ?? 0) > coins || (max !== undefined && coins === 0n)
  const table: [reason: string, when: boolean][] = [
    ['unknown-kind', rule === null],
    ['ended', offer.ended ?? false],
    ['not-started', before(offer.from)],
    ['expired', notBefore(offer.until)],
    ['disqualified', buyer.disqualified ?? false],
    ['not-owner', Boolean(offer.owner) && offer.owner !== buyer.id],
    ['not-claimed', mustBeClaimed && !offer.claimed],
    ['already-used', spent(offer.uses)],
    ['out-of-stock', spent(offer.budget)],
    ['held', before(offer.heldUntil)],
    ['wrong-currency', (offer.currency ?? input.currency) !== input.currency],
    ['wrong-country', outside<string | null>(offer.countries, buyer.country ?? null)],
    ['wrong-channel', outside(offer.channels, buyer.channel ?? 'site')],
    ['not-new-buyer', (offer.newBuyersOnly ?? false) && (buyer.ordersPlaced ?? 0) > 0],
    ['not-enough-coins', rule !== null && tooFew],
    ['no-eligible-items', rule !== null && eligible.length === 0],
  ]
  return table.filter(([, when]) => when).map(([reason]) => reason)
}

/** The rows in an offer's scope that are its funder's and whose traits are not excluded. */
export function rowsInScope(
  { rows, rules }: Checkout,
  offer: OfferDocument,
  rule: KindRule,
): number[] {
  const excluded = [...rules.excludes, ...(rule.excludes ?? [])]
  const { stores, sellers, categories, listings, warehouses } = offer.scope ?? {}
  const among = (list: readonly string[] | undefined, one: string | null) =>
    !list?.length || (one !== null && list.includes(one))
  const starts = ({ category }: Row) =>
    !categories?.length ||
    categories.some((path) => path.every((name, depth) => category[depth] === name))
  const ofFunder = (row: Row) => {
    if (offer.funder.startsWith('store:')) return offer.funder === `store:${row.store}`
    if (offer.funder.startsWith('seller:')) return offer.funder === `seller:${row.seller}`
    return true
  }
  return [...rows.keys()].filter((at) => {
    const row = rows[at] as Row
    const inScope =
      among(stores, row.store) &&
      among(sellers, row.seller) &&
      among(listings, row.listing) &&
      among(warehouses, row.warehouse) &&
      starts(row)
    const regular = !row.traits.some((trait) => excluded.includes(trait))
    return inScope && regular && ofFunder(row) && (!rule.pool || row.select !== null)
  })
}

/** §5.4: what is missing to the offer's own minimum, then to the lowest threshold of its benefit. */
export function shortOf(
  offer: OfferDocument,
  rule: KindRule,
  have: { readonly spend: bigint; readonly pieces: bigint },
): { short: number; shortOf: 'spend' | 'items' } | null {
  const lowest = (of: 'spend' | 'quantity'): number | undefined => {
    const thresholds = (offer.benefit.tiers ?? []).flatMap((tier) => tier[of] ?? [])
    return thresholds.length > 0 ? Math.min(...thresholds) : undefined
  }
  const own = offer.minimum?.spend
  const needs = [
    ['spend', own === undefined ? undefined : own + (rule.exceeds ? 1 : 0)],
    ['items', offer.minimum?.quantity],
    ['spend', offer.benefit.every],
    ['spend', lowest('spend')],
    ['items', lowest('quantity')],
  ] as const
  for (const [what, needed] of needs) {
    const counted = what === 'spend' ? have.spend : have.pieces
    if (needed !== undefined && counted < needed) {
      return { short: Number(BigInt(needed) - counted), shortOf: what }
    }
  }
  return null
}
