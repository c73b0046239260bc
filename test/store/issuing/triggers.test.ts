import { describe, expect, it, test, vi } from 'vitest'
import { upsertBuyer } from '../../../src/shell/store/buyers.ts'
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import { settleFirings, writeFiring } from '../../../src/shell/store/issuing/firings.ts'
import { fire } from '../../../src/shell/store/issuing/triggers.ts'
import { endOffer } from '../../../src/shell/store/offers/offers.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { claimsHeld, issue, times } from './issuing.ts'

vi.setConfig(PATIENCE)

const store = await freshStore({ connections: 30 })
const issuer = new Claims(store)
const triggered = (on: 'follow' | 'compensation' | 'cart-left') => ({
  obtain: 'trigger' as const,
  trigger: { on },
})
await issue(
  store,
  {
    ...{ id: 'first-open', obtain: 'trigger', trigger: { on: 'first-app-open' } },
    offer: { channels: ['app'] },
  },
  { id: 'follow-m1', seller: 'm1', ...triggered('follow') },
  { id: 'sorry', limits: { perBuyer: 5 }, ...triggered('compensation') },
  { id: 'very-sorry', limits: { perBuyer: 5 }, ...triggered('compensation') },
  { id: 'left', ...triggered('cart-left') },
)
const claimIds = (answer: object) =>
  'claims' in answer ? (answer.claims as { id: string }[]).map(({ id }) => id) : answer

describe('the first opening of the app (fg.one-time)', () => {
  const open = (buyer: string, device: string) =>
    fire(store, issuer, { trigger: 'first-app-open', buyer, device })

  it('issues its coupon once a device, and not again for the account on another', async () => {
    expect(claimIds(await open('a', 'phone'))).toEqual(['first-open~1'])
    expect(await open('a', 'phone')).toMatchObject({
      ...{ claims: [{ id: 'first-open~1', source: 'trigger' }], replayed: true },
    })
    expect(claimIds(await open('b', 'phone'))).toEqual([])
    expect(await open('a', 'tablet')).toMatchObject({ replayed: true })
    // The tablet was opened by somebody: its first opening is past.
    expect(claimIds(await open('c', 'tablet'))).toEqual([])
    expect(claimIds(await open('b', 'laptop'))).toEqual(['first-open~1'])
    expect(await claimsHeld(store)).toMatchObject({ 'first-open': 2 })
  })

  it('issues one coupon, whoever of thirty is first on a device', async () => {
    const answers = await times(30, (place) => open(`crowd-${place}`, 'shared'))
    expect(answers.flatMap((answer) => claimIds(answer))).toHaveLength(1)
  })

  it('issues one coupon to an account that opens it on thirty devices at once', async () => {
    await times(30, (place) => open('collector', `device-${place}`))
    expect(await claimsHeld(store, 'collector')).toEqual({ 'first-open': 1 })
  })

  it('needs its device, and its buyer and its device are not taken for each other', async () => {
    expect(await fire(store, issuer, { trigger: 'first-app-open', buyer: 'x' })).toEqual({
      refused: [{ path: '/device', fault: 'Is required for the trigger first-app-open.' }],
    })
    expect(claimIds(await open('same', 'same'))).toEqual(['first-open~1'])
  })

  it('is past for a device that was opened while nothing was issued for it', async () => {
    const other = await freshStore()
    const later = new Claims(other)
    const first = { trigger: 'first-app-open', buyer: 'a', device: 'd' } as const
    expect(await fire(other, later, first)).toEqual({ claims: [], replayed: false })
    await issue(other, {
      ...{ id: 'first-open', obtain: 'trigger', trigger: { on: 'first-app-open' } },
      offer: { channels: ['app'] },
    })
    expect(await fire(other, later, first)).toEqual({ claims: [], replayed: true })
  })
})

describe('following a seller (fg.valid)', () => {
  const follow = (buyer: string, seller: string) =>
    fire(store, issuer, { trigger: 'follow', buyer, seller })

  it('issues the coupon of that seller, once, good for 30 to 60 days', async () => {
    const answer = await follow('fan', 'm1')
    expect(claimIds(answer)).toEqual(['follow-m1~1'])
    expect(claimIds(await follow('fan', 'm2'))).toEqual([])
    expect(await follow('fan', 'm1')).toMatchObject({ replayed: true })
    expect(await claimsHeld(store, 'fan')).toEqual({ 'follow-m1': 1 })
  })

  it('told thirty times at once issues it once', async () => {
    const answers = await times(30, () => follow('eager', 'm1'))
    expect(new Set(answers.flatMap((answer) => claimIds(answer)))).toEqual(new Set(['follow-m1~1']))
    expect(await claimsHeld(store, 'eager')).toEqual({ 'follow-m1': 1 })
  })
})

describe('a compensation by an agent (fg.one-time)', () => {
  const sorry = (occasion: string, more: object = {}) => {
    const request = { buyer: 'hurt', occasion, reason: 'Arrived late.', by: 'agent-1', ...more }
    return fire(store, issuer, { trigger: 'compensation', ...request })
  }

  it('is issued once for a case, and another case is another occasion', async () => {
    expect(claimIds(await sorry('case-1'))).toEqual(['sorry~1'])
    expect(await sorry('case-1')).toMatchObject({ claims: [{ id: 'sorry~1' }], replayed: true })
    expect(claimIds(await sorry('case-2'))).toEqual(['sorry~2'])
    expect(claimIds(await sorry('case-3', { offer: 'very-sorry' }))).toEqual(['very-sorry~1'])
  })

  it('keeps who gave it and why', async () => {
    const row = await store.db
      .selectFrom('trigger_firings')
      .select(['reason', 'fired_by', 'offer_id'])
      .where('occasion', '=', 'case-3')
      .executeTakeFirst()
    expect(row).toEqual({ reason: 'Arrived late.', fired_by: 'agent-1', offer_id: 'very-sorry' })
  })

  it('of an offer that is none, or of another trigger, is refused', async () => {
    for (const offer of ['nothing', 'left']) {
      expect(await sorry('case-9', { offer })).toMatchObject({ refusal: 'unknown-offer', offer })
    }
    expect(await sorry('case-9', { reason: undefined })).toMatchObject({
      refused: [{ path: '/reason' }],
    })
  })

  it('that was refused stays refused, whoever asks again', async () => {
    const other = await freshStore()
    await issue(other, { id: 'one', limits: { uses: 1 }, ...triggered('compensation') })
    const give = (buyer: string, occasion: string) =>
      fire(other, new Claims(other), {
        ...{ trigger: 'compensation', buyer, occasion, reason: 'Late.' },
      })
    expect(claimIds(await give('a', 'c1'))).toEqual(['one~1'])
    expect(await give('b', 'c2')).toMatchObject({ refusal: 'exhausted', offer: 'one' })
    await endOffer(other, 'one', { scope: 'all', by: 'test' })
    expect(await give('b', 'c2')).toMatchObject({ refusal: 'exhausted' })
    expect(await give('a', 'c1')).toMatchObject({ claims: [{ id: 'one~1' }], replayed: true })
  })
})

describe('an anniversary (fg.one-time)', () => {
  const on = (at: string, buyer = 'loyal', more: object = {}) =>
    fire(store, issuer, { trigger: 'anniversary', buyer, at: new Date(at), ...more })

  it('is told in its week only, once each year, and its value follows past spend', async () => {
    const tier = (id: string, spentAtLeast: number) => ({
      ...{ id, obtain: 'trigger' as const, trigger: { on: 'anniversary' as const, spentAtLeast } },
      limits: { perBuyer: 9 },
    })
    await issue(store, tier('year-0', 0), tier('year-100', 10_000), tier('year-500', 50_000))
    const registeredAt = new Date('2024-05-07T19:00:00Z')
    const spent = { minor: 12_345, currency: 'USD' }
    await upsertBuyer(store, 'loyal', { registeredAt, spent }, new Date('2026-01-01T00:00:00Z'))
    expect(claimIds(await on('2026-05-07T06:59:59Z'))).toEqual([])
    expect(claimIds(await on('2026-05-07T07:00:00Z'))).toEqual(['year-100~1'])
    expect(await on('2026-05-08T07:00:00Z')).toMatchObject({ replayed: true })
    expect(claimIds(await on('2026-05-14T07:00:00Z'))).toEqual([])
    const rich = { spentMinor: 60_000, currency: 'USD' }
    expect(claimIds(await on('2027-05-09T00:00:00Z', 'loyal', rich))).toEqual(['year-500~1'])
    expect(claimIds(await on('2026-05-07T12:00:00Z', 'stranger'))).toEqual([])
  })
})

describe('a firing that its process left open', () => {
  test('is settled by whoever comes next, once', async () => {
    const key = { shard: shardOf('orphan', store.shards), buyer: 'orphan' }
    const firing = { trigger: 'follow', occasion: 'm1', offer: 'follow-m1' } as const
    await store.db
      .transaction()
      .execute((trx) => writeFiring(trx, key, { ...firing, at: undefined }))
    expect(await claimsHeld(store, 'orphan')).toEqual({})
    expect(await settleFirings(store, issuer)).toBe(0)
    const counts = await times(4, () => settleFirings(store, issuer, { graceMs: 0 }))
    expect(Math.max(...counts)).toBe(1)
    expect(await claimsHeld(store, 'orphan')).toEqual({ 'follow-m1': 1 })
    expect(await settleFirings(store, issuer, { graceMs: 0 })).toBe(0)
  })
})
