import { pointer } from '../base/faults.ts'
import type { Campaign } from './campaign.ts'
import type { IssuedOffer } from './issued-offer.ts'
import type { CitedFault } from './validity.ts'

/** What makes an offer that offer: whoever claimed it relies on these, so a change keeps them. */
const KEPT_OF_OFFER = ['id', 'campaign', 'seller', 'obtain'] as const
const KEPT_OF_TERMS = ['kind', 'funder', 'currency', 'code'] as const
const KEPT_OF_CAMPAIGN = ['id', 'seller', 'terms'] as const

/**
 * What a change of an offer may not change. Amounts, minimums, windows, limits and words may: a change is
 * a new version. Nothing here or elsewhere makes cash, credit or another buyer's property of it (cp.7, tc.21).
 */
export function offerChangeFaults(current: IssuedOffer, next: IssuedOffer): CitedFault[] {
  return [
    ...kept(KEPT_OF_OFFER, [current, next], ''),
    ...kept(KEPT_OF_TERMS, [current.offer, next.offer], '/offer'),
  ]
}

/** The same for a campaign. */
export function campaignChangeFaults(current: Campaign, next: Campaign): CitedFault[] {
  return kept(KEPT_OF_CAMPAIGN, [current, next], '')
}

function kept<K extends string>(
  fields: readonly K[],
  [current, next]: readonly [
    Readonly<Partial<Record<K, unknown>>>,
    Readonly<Partial<Record<K, unknown>>>,
  ],
  path: string,
): CitedFault[] {
  return fields.flatMap((field) => {
    const was = current[field] ?? null
    if (was === (next[field] ?? null)) return []
    const before = was === null ? 'It had none' : `It was ${JSON.stringify(was)}`
    const fault = `Cannot be changed: others rely on it. ${before}; issue another offer instead.`
    return [{ path: pointer(path, field), fault, clause: 'tc.20' }]
  })
}
