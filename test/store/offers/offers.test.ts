import { describe, expect, it } from 'vitest'
import type { Refused } from '../../../src/core/base/faults.ts'
import { changesSince, lastChange } from '../../../src/shell/store/feed.ts'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { getOffer, offerVersions } from '../../../src/shell/store/offers/offer-reading.ts'
import { changeOffer, endOffer, issueOffer } from '../../../src/shell/store/offers/offers.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, DURING, MAY, offer, storeCoupon } from './marketplace.ts'

const store = await freshStore({ connections: 6 })
await createCampaign(store, campaign(), acting())

const change = (one: ReturnType<typeof offer>, expected: number | null) =>
  changeOffer(store, one, { ...acting(), expected })

describe('an offer that is issued', () => {
  it('stands as its first version, its validity filled in by its kind (fg.valid)', async () => {
    const issued = offer({ id: 'first' }, { code: 'FIRST' })
    const answer = await issueOffer(store, issued, acting())
    expect(answer).toMatchObject({
      offer: issued,
      version: 1,
      standing: 'active',
      changedAt: DURING.toISOString(),
      endedAt: null,
      doubts: [],
    })
    expect((answer as { validity: object }).validity).toEqual({
      claimFrom: new Date(MAY.starts).toISOString(),
      claimUntil: new Date(MAY.ends).toISOString(),
      usableFrom: new Date(MAY.starts).toISOString(),
      usableUntil: new Date(MAY.ends).toISOString(),
      validDays: null,
    })
    const { doubts: _, ...stored } = answer as { doubts: unknown }
    expect(await getOffer(store, 'first', acting())).toEqual(stored)
  })

  it.each([
    ['an unknown campaign', offer({ id: 'wrong', campaign: 'june' }), '/campaign', 'cp.1'],
    [
      'a kind of other terms (tc.1)',
      offer({ id: 'wrong' }, { kind: 'select-coupon' }),
      '/offer/kind',
      'tc.1',
    ],
    [
      'a claim outside the promotion',
      offer({ id: 'wrong', claimUntil: '2026-07-01T00:00:00Z' }),
      '/claimUntil',
      'cp.1',
    ],
  ])('is refused with %s', async (_, issued, path, clause) => {
    expect(await issueOffer(store, issued, acting())).toMatchObject({ refused: [{ path, clause }] })
    expect(await getOffer(store, 'wrong', acting())).toBeNull()
  })

  it('has an id of its own: the second of that id is told so, and changes nothing', async () => {
    const answer = await issueOffer(store, offer({ id: 'first' }, { code: 'OTHER' }), acting())
    expect(answer).toEqual({ conflict: 'exists' })
    const rows = await store.db.selectFrom('shared_codes').select('code').execute()
    expect(rows).toEqual([{ code: 'FIRST' }])
  })

  it.each([
    [
      'far offsets',
      { claimFrom: '2026-05-03T00:00:00+23:59', claimUntil: '2026-05-05T00:00:00-23:59' },
    ],
    ['small letters', { claimFrom: '2026-05-03t00:00:00z', claimUntil: '2026-05-05t00:00:00z' }],
    [
      'microseconds',
      { claimFrom: '2026-05-03T00:00:00.000001Z', claimUntil: '2026-05-03T00:00:00.000002Z' },
    ],
  ])('keeps instants as RFC 3339 allows them: %s', async (name, window) => {
    const issued = offer({ id: name, ...window }, { code: name.replace(' ', '-') })
    expect(await issueOffer(store, issued, acting())).toMatchObject({ offer: window })
  })

  it('keeps the first and the last years', async () => {
    const ages = { starts: '0001-01-01T00:00:00+23:59', ends: '9999-12-31T23:59:59-23:59' }
    await createCampaign(store, campaign({ id: 'ages', ...ages }), acting())
    const issued = offer({ id: 'ages', campaign: 'ages' }, { code: 'AGES' })
    expect(await issueOffer(store, issued, acting())).toMatchObject({ standing: 'active' })
  })

  it('has a pool where it is limited in uses or money', async () => {
    const limits = { uses: 100, budget: 50_000, perBuyer: 2 }
    await issueOffer(store, offer({ id: 'limited', limits }, { code: 'LIMITED' }), acting())
    const pool = await store.db
      .selectFrom('pools')
      .select(['uses_left', 'budget_left'])
      .where('offer_id', '=', 'limited')
      .executeTakeFirst()
    expect(pool).toEqual({ uses_left: 100, budget_left: 50_000 })
    const row = await store.db
      .selectFrom('offers')
      .select(['per_buyer', 'uses_limit', 'budget_minor'])
      .where('id', '=', 'limited')
      .executeTakeFirst()
    expect(row).toEqual({ per_buyer: 2, uses_limit: 100, budget_minor: 50_000 })
  })
})

describe('an offer that is changed', () => {
  it('gets a new version, and the earlier one stays as it was', async () => {
    const before = offer({ id: 'changed' }, { code: 'CHANGED' })
    const after = {
      ...before,
      title: '5 off 45',
      offer: { ...before.offer, minimum: { spend: 4500 } },
    }
    await issueOffer(store, before, acting())
    expect(await change(after, 1)).toMatchObject({ version: 2, offer: after })
    expect(await offerVersions(store, 'changed', acting())).toEqual([
      {
        version: 2,
        document: after,
        act: 'changed',
        changedAt: DURING.toISOString(),
        changedBy: 'test',
      },
      {
        version: 1,
        document: before,
        act: 'created',
        changedAt: DURING.toISOString(),
        changedBy: 'test',
      },
    ])
  })

  it('is left alone by a writer who saw another version, and by one who changes nothing', async () => {
    const current = (await getOffer(store, 'changed', acting()))?.offer as ReturnType<typeof offer>
    const stale = await change({ ...current, title: 'Late' }, 1)
    expect(stale).toMatchObject({ conflict: 'version', current: { version: 2, offer: current } })
    expect(await change(current, 2)).toMatchObject({ version: 2 })
    expect(await offerVersions(store, 'changed', acting())).toHaveLength(2)
  })

  it('keeps what others rely on: identity, kind, payer, currency, code (tc.20)', async () => {
    const current = offer({ id: 'kept' }, { code: 'KEPT' })
    await issueOffer(store, current, acting())
    const { benefit, minimum } = current.offer
    const next = offer(
      { id: 'kept', obtain: 'centre' },
      { kind: 'platform-select', funder: 'partner:bank', currency: 'EUR', benefit, minimum },
    )
    const answer = await change(next, 1)
    const paths = (answer as Refused).refused.map(({ path }) => path)
    expect(paths).toEqual([
      '/obtain',
      '/offer/kind',
      '/offer/funder',
      '/offer/currency',
      '/offer/code',
    ])
  })

  it('of two writers at once lets one through, and tells the other', async () => {
    const current = offer({ id: 'raced' }, { code: 'RACED' })
    await issueOffer(store, current, acting())
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => change({ ...current, title: `By ${at}` }, 1)),
    )
    expect(answers.filter((one) => one && 'version' in one)).toHaveLength(1)
    expect(answers.filter((one) => one && 'conflict' in one)).toHaveLength(5)
    expect(await offerVersions(store, 'raced', acting())).toHaveLength(2)
  })

  it('takes its pool to the new limit', async () => {
    const current = (await getOffer(store, 'limited', acting()))?.offer as ReturnType<typeof offer>
    await change({ ...current, limits: { uses: 150, budget: 50_000, perBuyer: 2 } }, 1)
    const pool = await store.db
      .selectFrom('pools')
      .select('uses_left')
      .where('offer_id', '=', 'limited')
      .executeTakeFirst()
    expect(pool).toEqual({ uses_left: 150 })
  })
})

describe('an offer that is ended', () => {
  it('has ended at once and for good, and is told of once (tc.20)', async () => {
    await issueOffer(store, offer({ id: 'over' }, { code: 'OVER' }), acting())
    const from = await lastChange(store)
    const ended = await endOffer(store, 'over', acting())
    expect(ended).toMatchObject({ version: 2, standing: 'ended', endedAt: DURING.toISOString() })
    expect(await endOffer(store, 'over', acting())).toEqual(ended)
    const changes = await changesSince(store, from)
    expect(changes.map(({ topic, subject }) => [topic, subject])).toEqual([['offer.ended', 'over']])
    expect(changes[0]?.document).toEqual(ended)
  })

  it('is changed no more (tc.20)', async () => {
    const answer = await change({ ...offer({ id: 'over' }, { code: 'OVER' }), title: 'Again' }, 2)
    expect(answer).toMatchObject({ refusal: 'ended', clause: 'tc.20' })
  })

  it('gives its code back: from then on it can be of another offer', async () => {
    const later = new Date(DURING.getTime() + 1000)
    const again = offer({ id: 'over-again', claimFrom: later.toISOString() }, { code: 'OVER' })
    expect(await issueOffer(store, again, acting('all', later))).toMatchObject({ version: 1 })
  })
})

describe('an offer of a seller', () => {
  it('is paid by the seller, for the seller alone (tc.13.a)', async () => {
    const foreign = storeCoupon('m1', { offer: { ...storeCoupon('m1').offer, funder: 'platform' } })
    expect(await issueOffer(store, foreign, acting({ seller: 'm1' }))).toMatchObject({
      refused: [{ path: '/offer/funder', clause: 'tc.13.a' }],
    })
  })

  it('is written by that seller, or by the platform for it', async () => {
    const coupon = storeCoupon('m1')
    expect(await issueOffer(store, coupon, acting({ seller: 'm2' }))).toMatchObject({
      refused: [{ path: '/seller' }],
    })
    expect(await issueOffer(store, coupon, acting({ seller: 'm1' }))).toMatchObject({ version: 1 })
    const byPlatform = storeCoupon('m2')
    expect(await issueOffer(store, byPlatform, acting())).toMatchObject({ version: 1 })
  })
})
