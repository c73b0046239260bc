import { describe, expect, it } from 'vitest'
import type { Scope } from '../../../src/shell/store/offers/acting.ts'
import {
  campaignVersions,
  getCampaign,
  listCampaigns,
} from '../../../src/shell/store/offers/campaign-reading.ts'
import {
  changeCampaign,
  createCampaign,
  endCampaign,
} from '../../../src/shell/store/offers/campaigns.ts'
import { generateCodes } from '../../../src/shell/store/offers/codes.ts'
import {
  getOffer,
  listOffers,
  offerVersions,
} from '../../../src/shell/store/offers/offer-reading.ts'
import { changeOffer, endOffer, issueOffer } from '../../../src/shell/store/offers/offers.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, offer, storeCoupon } from './marketplace.ts'

const store = await freshStore({ connections: 4 })

const SELLERS = ['m1', 'm2', null] as const
const ownCampaign = (seller: string | null) =>
  campaign({ id: `of-${seller}`, seller, title: 'Own' })

/** An offer of each seller, of m1 and m2 in a campaign of their own, and of the platform. */
const ownOffer = (seller: string | null) =>
  seller === null
    ? offer({ id: 'platform', campaign: 'of-null' }, { code: 'PLATFORM' })
    : storeCoupon(seller, { campaign: `of-${seller}` })

for (const seller of SELLERS) {
  await createCampaign(store, ownCampaign(seller), acting())
  expect(await issueOffer(store, ownOffer(seller), acting())).toHaveProperty('version', 1)
}

const SCOPES: readonly [name: string, scope: Scope, sees: readonly (string | null)[]][] = [
  ['all', 'all', SELLERS],
  ['the seller m1', { seller: 'm1' }, ['m1']],
  ['the seller m2', { seller: 'm2' }, ['m2']],
  ['the platform', { seller: null }, [null]],
  // A seller may be called anything: only the word outside an object sees everything.
  ['a seller called all', { seller: 'all' }, []],
  ['a seller without offers', { seller: 'm3' }, []],
]

describe.each(SCOPES)('the scope of %s', (_, scope, sees) => {
  const by = { ...acting(scope), scope }

  it('lists exactly its own campaigns and offers', async () => {
    const campaigns = await listCampaigns(store, by)
    expect(campaigns.rows.map((row) => row.campaign.seller ?? null).sort()).toEqual(
      [...sees].sort(),
    )
    const offers = await listOffers(store, by)
    expect(offers.rows.map((row) => row.offer.seller ?? null).sort()).toEqual([...sees].sort())
  })

  it.each(SELLERS)('finds the rows of %s only where they are its own', async (seller) => {
    const isOwn = sees.includes(seller)
    const campaignId = ownCampaign(seller).id
    const offerId = ownOffer(seller).id
    expect((await getCampaign(store, campaignId, by)) !== null).toBe(isOwn)
    expect((await getOffer(store, offerId, by)) !== null).toBe(isOwn)
    expect((await campaignVersions(store, campaignId, by)) !== null).toBe(isOwn)
    expect((await offerVersions(store, offerId, by)) !== null).toBe(isOwn)
  })

  it.each(SELLERS)('changes, ends and codes nothing of %s unless it is its own', async (seller) => {
    if (sees.includes(seller)) return
    const before = await snapshot()
    const renamed = { ...ownCampaign(seller), title: 'Taken over' }
    const repriced = { ...ownOffer(seller), title: 'Taken over' }
    const asked = { ...by, expected: null }
    expect(await changeCampaign(store, renamed, asked)).toBeNull()
    expect(await endCampaign(store, renamed.id, by)).toBeNull()
    expect(await changeOffer(store, repriced, asked)).toBeNull()
    expect(await endOffer(store, repriced.id, by)).toBeNull()
    expect(await generateCodes(store, repriced.id, { ...by, count: 1 })).toBeNull()
    expect(await snapshot()).toEqual(before)
  })
})

/** Everything that a foreign act could have changed. */
async function snapshot() {
  const tables = ['campaigns', 'offers', 'shared_codes', 'codes', 'code_batches', 'feed'] as const
  return Promise.all(tables.map((table) => store.db.selectFrom(table).selectAll().execute()))
}

describe('a list', () => {
  it('comes in pages by id, each row once, whatever is added between', async () => {
    const ids = Array.from({ length: 7 }, (_, at) => `page-${at}`)
    for (const id of ids) await createCampaign(store, campaign({ id }), acting())
    const seen: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await listCampaigns(store, { ...acting(), limit: 3, after })
      seen.push(...page.rows.map((row) => row.campaign.id))
      expect(page.rows.length).toBeLessThanOrEqual(3)
      if (page.next === null) break
      after = page.next
    }
    const all = await listCampaigns(store, { ...acting(), limit: 100 })
    expect(seen).toEqual(all.rows.map((row) => row.campaign.id))
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('is filtered by campaign, seller, way of obtaining and standing', async () => {
    const idsOf = async (more: Partial<Parameters<typeof listOffers>[1]>) =>
      (await listOffers(store, { ...acting(), ...more })).rows.map((row) => row.offer.id)
    expect(await idsOf({ campaign: 'of-m1' })).toEqual(['coupon-of-m1'])
    expect(await idsOf({ seller: 'm2' })).toEqual(['coupon-of-m2'])
    expect(await idsOf({ obtain: 'code' })).toEqual(['platform'])
    expect(await idsOf({ standing: 'active' })).toHaveLength(3)
    expect(await idsOf({ standing: 'ended' })).toEqual([])
    const before = new Date('2026-04-30T00:00:00Z')
    expect(await idsOf({ standing: 'scheduled', at: before })).toHaveLength(3)
    const after = new Date('2026-08-30T00:00:00Z')
    expect(await idsOf({ standing: 'over', at: after })).toHaveLength(3)
  })
})
