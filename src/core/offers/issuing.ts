import { isRefused, type Refused } from '../base/faults.ts'
import type { Terms } from '../pricing/terms.ts'
import type { Campaign } from './campaign.ts'
import type { IssuedOffer } from './issued-offer.ts'
import { type CitedFault, type Doubt, type Resolved, resolveValidity } from './validity.ts'

/**
 * Whether an offer may be issued in a campaign: its kind is one of the campaign's terms (tc.1, fg.types),
 * its issuer pays for it, it is obtained where such offers are (fg.center), and its times agree with the
 * campaign's. Every fault is named by JSON Pointer, with the clause; what is merely unusual is a doubt.
 */
export function checkIssued(
  row: IssuedOffer,
  campaign: Campaign,
  terms: Terms | undefined,
): Resolved | Refused {
  const resolved = resolveValidity(row, campaign)
  const faults: CitedFault[] = [
    ...issuerFaults(row, campaign),
    ...kindFaults(row, campaign, terms),
    ...placeFaults(row),
  ]
  const refused = isRefused(resolved) ? [...faults, ...resolved.refused] : faults
  if (refused.length > 0) return { refused }
  const { validity, doubts } = resolved as Resolved
  return { validity, doubts: [...doubts, ...generosity(row)] }
}

/** A seller spends nobody's money but the seller's own. */
function issuerFaults({ seller = null, offer }: IssuedOffer, campaign: Campaign): CitedFault[] {
  const faults: CitedFault[] = []
  const runs = campaign.seller ?? null
  if (runs !== null && seller !== runs) {
    const fault = `The campaign is of the seller ${runs}, and so are its offers.`
    faults.push({ path: '/seller', fault, clause: 'tc.1' })
  }
  if (seller === null) return faults
  if (offer.funder !== `seller:${seller}` && !offer.funder.startsWith('store:')) {
    const fault = `A seller pays for its own offers: seller:${seller}, or a store of that seller.`
    faults.push({ path: '/offer/funder', fault, clause: 'tc.13.a' })
  }
  const others = offer.scope?.sellers?.some((one) => one !== seller) ?? false
  if (others) {
    const fault = 'A seller issues offers for its own products only: leave other sellers out.'
    faults.push({ path: '/offer/scope/sellers', fault, clause: 'tc.13.a' })
  }
  return faults
}

function kindFaults(
  { offer, obtain, limits }: IssuedOffer,
  campaign: Campaign,
  terms: Terms | undefined,
): CitedFault[] {
  if (terms === undefined) {
    const fault = `The rule-set of the campaign, ${campaign.terms}, is not known here.`
    return [{ path: '/campaign', fault, clause: 'tc.22' }]
  }
  const kind = terms.kinds.get(offer.kind)
  if (kind === undefined) {
    const known = terms.kindsInOrder.map(({ id }) => id).join(', ')
    const fault = `${terms.id} has no kind "${offer.kind}". Its kinds: ${known}.`
    return [{ path: '/offer/kind', fault, clause: 'tc.1' }]
  }
  const faults: CitedFault[] = []
  if (kind.claimed && obtain === 'automatic') {
    const fault = `A ${kind.id} must be claimed: let it be obtained in the centre, the panel or by code.`
    faults.push({ path: '/obtain', fault, clause: kind.authority.claimed.clause })
  }
  if (kind.id === 'welcome-coupon' && (limits?.perBuyer ?? 1) > 1) {
    const fault = 'A welcome coupon is once an account: at most 1 for each buyer.'
    faults.push({ path: '/limits/perBuyer', fault, clause: 'fg.types' })
  }
  return faults
}

/** The centre shows the platform's coupons; a listing's panel those of its store and seller (fg.center). */
function placeFaults({ obtain, seller = null, offer }: IssuedOffer): CitedFault[] {
  const own = seller !== null || /^(store|seller):/.test(offer.funder)
  if (obtain === 'centre' && own) {
    const fault = 'The centre shows offers of the platform: obtain a seller’s in the "panel".'
    return [{ path: '/obtain', fault, clause: 'fg.center' }]
  }
  if (obtain === 'panel' && !own) {
    const fault = 'A panel shows offers of its store and seller: obtain this one in the "centre".'
    return [{ path: '/obtain', fault, clause: 'fg.center' }]
  }
  return []
}

/** What would make orders free, or nearly so: allowed, and seldom meant. */
function generosity({ offer: { benefit, minimum, kind, newBuyersOnly } }: IssuedOffer): Doubt[] {
  const doubts: Doubt[] = []
  if (benefit.percent === 100 && benefit.cap === undefined) {
    const doubt = 'Takes everything off: orders would be free. Name a cap if that is not meant.'
    doubts.push({ path: '/offer/benefit/percent', doubt, clause: 'fg.nomin' })
  }
  const asks = (minimum?.spend ?? 0) > 0 || (minimum?.quantity ?? 0) > 0
  const pools = kind === 'select-coupon' || kind === 'coins'
  if (benefit.off !== undefined && benefit.every === undefined && !asks && !pools) {
    const doubt = `Has no minimum: orders of up to ${benefit.off} minor units would be free.`
    doubts.push({ path: '/offer/minimum', doubt, clause: 'fg.nomin' })
  }
  if (kind === 'welcome-coupon' && newBuyersOnly !== true) {
    const doubt = 'A welcome coupon is usually for new buyers only.'
    doubts.push({ path: '/offer/newBuyersOnly', doubt, clause: 'fg.types' })
  }
  return doubts
}
