import { beforeEach, describe, expect, it } from 'vitest'
import type { Campaign } from '../../../src/core/offers/campaign.ts'
import { changesSince, lastChange } from '../../../src/shell/store/feed.ts'
import { campaignVersions, getCampaign } from '../../../src/shell/store/offers/campaign-reading.ts'
import {
  changeCampaign,
  createCampaign,
  endCampaign,
} from '../../../src/shell/store/offers/campaigns.ts'
import { getOffer, offerVersions } from '../../../src/shell/store/offers/offer-reading.ts'
import { issueOffer } from '../../../src/shell/store/offers/offers.ts'
import { offerOfSharedCode } from '../../../src/shell/store/offers/shared-codes.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, DURING, offer } from './marketplace.ts'

const store = await freshStore({ connections: 6 })
let made = 0
let own: Campaign

beforeEach(async () => {
  own = campaign({ id: `sale-${made++}` })
  await createCampaign(store, own, acting())
})

const change = (next: Campaign, expected: number | null = null) =>
  changeCampaign(store, next, { ...acting(), expected })

const withOffer = async (id: string, more: Partial<ReturnType<typeof offer>> = {}) => {
  const issued = offer({ id, campaign: own.id, ...more }, { code: id.toUpperCase() })
  expect(await issueOffer(store, issued, acting())).toHaveProperty('version', 1)
  return issued
}

describe('a campaign', () => {
  it.each([
    ['2026-04-30T00:00:00Z', 'scheduled'],
    ['2026-05-01T07:00:00Z', 'active'],
    ['2026-05-08T06:59:59Z', 'active'],
    ['2026-05-08T07:00:00Z', 'over'],
  ])('at %s is %s: its window is half-open', async (at, standing) => {
    const stored = await getCampaign(store, own.id, acting('all', new Date(at)))
    expect(stored).toMatchObject({ campaign: own, version: 1, standing })
  })

  it('is of a rule-set that is known (tc.22)', async () => {
    const answer = await createCampaign(store, campaign({ id: 'x', terms: 'no-such' }), acting())
    expect(answer).toMatchObject({ refused: [{ path: '/terms', clause: 'tc.22' }] })
    expect(await createCampaign(store, own, acting())).toEqual({ conflict: 'exists' })
  })

  it('changes by versions, never over another one', async () => {
    const renamed = { ...own, title: 'Renamed' }
    expect(await change(renamed, 1)).toMatchObject({ version: 2, campaign: renamed })
    expect(await change({ ...own, title: 'Late' }, 1)).toMatchObject({
      conflict: 'version',
      current: { version: 2, campaign: renamed },
    })
    const versions = await campaignVersions(store, own.id, acting())
    expect(versions?.map(({ version, document, act }) => [version, document.title, act])).toEqual([
      [2, 'Renamed', 'changed'],
      [1, 'May Sale', 'created'],
    ])
  })

  it('keeps its id, its seller and its rule-set', async () => {
    const answer = await change({ ...own, terms: 'aliexpress-2020-03', seller: 'm1' })
    expect(answer).toMatchObject({ refused: [{ path: '/seller' }, { path: '/terms' }] })
  })

  it('takes its offers along when its window moves (cp.1, fg.valid)', async () => {
    await withOffer('moved')
    const ends = '2026-05-15T00:00:00-07:00'
    expect(await change({ ...own, ends })).toMatchObject({ version: 2 })
    const stored = await getOffer(store, 'moved', acting())
    expect(stored?.validity).toMatchObject({
      claimUntil: new Date(ends).toISOString(),
      usableUntil: new Date(ends).toISOString(),
    })
    const after = new Date('2026-05-10T00:00:00Z')
    expect(await offerOfSharedCode(store, 'moved', after)).toBe('moved')
  })

  it('cannot be cut so short that an offer would not fit: then nothing is changed (cp.1)', async () => {
    await withOffer('fits')
    await withOffer('stuck', { claimUntil: '2026-05-07T00:00:00-07:00' })
    const answer = await change({ ...own, ends: '2026-05-05T00:00:00-07:00' })
    expect(answer).toMatchObject({ refused: [{ path: '', clause: 'cp.1' }] })
    expect(JSON.stringify(answer)).toContain('stuck')
    expect(await getCampaign(store, own.id, acting())).toMatchObject({ version: 1, campaign: own })
    expect((await getOffer(store, 'fits', acting()))?.validity.claimUntil).toBe(
      new Date(own.ends as string).toISOString(),
    )
  })

  it('ends at once with all its offers, their codes, and one word of each (tc.20)', async () => {
    const ids = ['a', 'b', 'c'].map((name) => `${own.id}-${name}`)
    for (const id of ids) await withOffer(id)
    const from = await lastChange(store)
    expect(await endCampaign(store, own.id, acting())).toMatchObject({
      version: 2,
      standing: 'ended',
    })
    for (const id of ids) {
      expect(await getOffer(store, id, acting())).toMatchObject({
        version: 2,
        standing: 'ended',
        endedAt: DURING.toISOString(),
      })
      const versions = await offerVersions(store, id, acting())
      expect(versions?.map(({ act, changedBy }) => [act, changedBy])).toEqual([
        ['ended', 'test'],
        ['created', 'test'],
      ])
      expect(await offerOfSharedCode(store, id, DURING)).toBeNull()
    }
    const told = (await changesSince(store, from)).map(({ topic, subject }) => [topic, subject])
    expect(told.at(-1)).toEqual(['campaign.ended', own.id])
    // They end by one statement, which says them in no certain order.
    expect(told.slice(0, -1).toSorted()).toEqual(ids.map((id) => ['offer.ended', id]))
    expect(
      await issueOffer(store, offer({ id: 'late', campaign: own.id }), acting()),
    ).toMatchObject({
      refusal: 'ended',
      clause: 'tc.20',
    })
    expect(await change({ ...own, title: 'Again' })).toMatchObject({ refusal: 'ended' })
  })

  it('ended while offers are issued leaves none of them open (tc.20)', async () => {
    const issuing = Array.from({ length: 8 }, (_, at) =>
      issueOffer(
        store,
        offer({ id: `${own.id}-late-${at}`, campaign: own.id }, { code: `LATE${at}-${own.id}` }),
        acting(),
      ),
    )
    await Promise.all([...issuing, endCampaign(store, own.id, acting())])
    const open = await store.db
      .selectFrom('offers')
      .select('id')
      .where('campaign_id', '=', own.id)
      .where('ended_at', 'is', null)
      .execute()
    expect(open).toEqual([])
  })
})

describe('the feed of changes', () => {
  it('is numbered without gaps, in the order of the commits, by many writers at once', async () => {
    const from = await lastChange(store)
    let last = from
    const seen: number[] = []
    let isDone = false
    const following = (async () => {
      for (let isLast = false; !isLast; ) {
        // What was written before this was said is met by the look that follows it.
        isLast = isDone
        // A reader that never looks back must meet every number, each after the one before.
        for (const { number } of await changesSince(store, last)) {
          seen.push(number)
          last = number
        }
      }
    })()
    await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        createCampaign(store, campaign({ id: `fed-${at}` }), acting()),
      ),
    )
    isDone = true
    await following
    expect(seen).toEqual(Array.from({ length: 30 }, (_, at) => from + at + 1))
  })
})
