/** A marketplace with offers that triggers, invitations and exchanges issue. */
import type { IssuedOffer } from '../../../src/core/offers/issued-offer.ts'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { issueOffer } from '../../../src/shell/store/offers/offers.ts'
import type { Store } from '../../../src/shell/store/store.ts'

const acting = { scope: 'all', by: 'test', terms: shippedTerms } as const

type Obtaining = Pick<IssuedOffer, 'id' | 'obtain'> & Partial<Omit<IssuedOffer, 'offer'>>

/** Issues offers of 3 off 30 in a campaign without an end. */
export async function issue(
  store: Store,
  ...offers: readonly (Obtaining & { readonly offer?: Partial<IssuedOffer['offer']> })[]
): Promise<void> {
  const campaign = { id: 'standing', title: 'Standing', terms: 'aliexpress-2026' }
  await createCampaign(store, campaign, acting)
  for (const { offer, ...more } of offers) {
    const funder = more.seller ? `seller:${more.seller}` : 'platform'
    const issued = {
      ...{ campaign: campaign.id, title: more.id, ...more },
      offer: {
        ...{ kind: more.seller ? 'seller-coupon' : 'platform-select', funder, currency: 'USD' },
        ...{ benefit: { off: 300 }, minimum: { spend: 3_000 } },
        ...offer,
      },
    }
    const written = await issueOffer(store, issued, acting)
    if (!('offer' in written)) throw new Error(JSON.stringify(written))
  }
}

/** How many claims of each offer a store holds. */
export async function claimsHeld(store: Store, buyer?: string): Promise<Record<string, number>> {
  const rows = await store.db
    .selectFrom('claims')
    .select((eb) => ['offer_id', eb.fn.countAll<number>().as('count')])
    .$if(buyer !== undefined, (query) => query.where('buyer_id', '=', buyer as string))
    .groupBy('offer_id')
    .orderBy('offer_id')
    .execute()
  return Object.fromEntries(rows.map(({ offer_id: offer, count }) => [offer, count]))
}

/** As many answers at once as it is asked. */
export function times<T>(count: number, act: (place: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, place) => act(place)))
}
