import { describe, expect, it, vi } from 'vitest'
import { upsertBuyer } from '../../../src/shell/store/buyers.ts'
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import { sweepAnniversaries } from '../../../src/shell/store/issuing/anniversaries.ts'
import {
  leaveCart,
  sweepCartsLeft,
  withdrawCart,
} from '../../../src/shell/store/issuing/carts-left.ts'
import { TRIGGER_RULE_DOCUMENT } from '../../../src/shell/store/issuing/trigger-rule-document.ts'
import { changeRules } from '../../../src/shell/store/rule-documents.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { claimsHeld, issue, times } from './issuing.ts'

vi.setConfig(PATIENCE)

const LEFT = new Date('2026-05-07T12:00:00Z')
const hours = (count: number) => new Date(LEFT.getTime() + count * 3_600_000)
const left = { obtain: 'trigger', trigger: { on: 'cart-left' } } as const

const store = await freshStore({ connections: 20 })
const issuer = new Claims(store)
await issue(
  store,
  { id: 'back', limits: { perBuyer: 9 }, ...left },
  { id: 'back-to-m1', seller: 'm1', ...left },
)

const leave = (buyer: string, more: { cart?: string; leftAt?: Date; sellers?: string[] } = {}) =>
  leaveCart(store, { buyer, cart: 'c1', leftAt: LEFT, ...more })
const sweep = (at: Date) => sweepCartsLeft(store, issuer, at)
const held = (buyer: string) => claimsHeld(store, buyer)

describe('a cart that is left (fg.one-time)', () => {
  it('issues its coupon after two days, once', async () => {
    await leave('a')
    expect(await sweep(new Date(hours(48).getTime() - 1))).toBe(0)
    expect(await sweep(hours(48))).toBe(1)
    expect(await held('a')).toEqual({ back: 1 })
    expect(await sweep(hours(49))).toBe(0)
    // Left once more, the same cart has had its coupon; another has not.
    await leave('a')
    await leave('a', { cart: 'c2' })
    expect(await sweep(hours(50))).toBe(2)
    expect(await held('a')).toEqual({ back: 2 })
  })

  it('that is touched again counts from then', async () => {
    await leave('b')
    await leave('b', { leftAt: hours(24) })
    expect(await sweep(hours(71))).toBe(0)
    expect(await sweep(hours(72))).toBe(1)
    expect(await held('b')).toEqual({ back: 1 })
  })

  it('that is bought or emptied issues none', async () => {
    await leave('c')
    await withdrawCart(store, { buyer: 'c', cart: 'c1' })
    expect(await sweep(hours(50))).toBe(0)
    expect(await held('c')).toEqual({})
  })

  it('that nobody looked at for three days is too late, and forgotten', async () => {
    await leave('d')
    expect(await sweep(hours(72))).toBe(1)
    expect(await sweep(hours(72))).toBe(0)
    expect(await held('d')).toEqual({})
  })

  it('wins the coupons of the sellers in it too', async () => {
    await leave('e', { sellers: ['m1', 'm1', 'm2'] })
    await sweep(hours(48))
    expect(await held('e')).toEqual({ back: 1, 'back-to-m1': 1 })
  })

  it('is fired once by any number of sweeps at once, beside buyers who come back', async () => {
    const { back: before = 0 } = await claimsHeld(store)
    await times(160, (place) => leave(`crowd-${place}`))
    const sweeps = times(6, () => sweep(hours(50)))
    const bought = times(40, (place) =>
      withdrawCart(store, { buyer: `crowd-${place}`, cart: 'c1' }),
    )
    const [swept] = await Promise.all([sweeps, bought])
    const { back = 0 } = await claimsHeld(store)
    expect(back - before).toBe(swept.reduce((sum, one) => sum + one, 0))
    expect(back - before).toBeGreaterThanOrEqual(120)
    expect(await store.db.selectFrom('carts_left').selectAll().execute()).toEqual([])
  })

  it('waits as long as the installation says', async () => {
    const rules = { cartLeftHours: { from: 1, until: 2 }, anniversaryDays: 1 }
    expect(await changeRules(store.db, TRIGGER_RULE_DOCUMENT, rules)).toEqual(rules)
    await leave('f')
    await sweep(hours(1))
    expect(await held('f')).toEqual({ back: 1 })
  })
})

describe('the sweep of anniversaries (fg.one-time)', () => {
  const anniversary = { obtain: 'trigger', limits: { perBuyer: 9 } } as const
  const registeredAt = new Date('2024-05-07T19:00:00Z')
  const NEW_YEAR = new Date('2026-01-01T00:00:00Z')

  it('issues what each account has reached, once a year', async () => {
    const store = await freshStore()
    const sweep = (at: string) => sweepAnniversaries(store, new Claims(store), new Date(at))
    const tier = (id: string, spentAtLeast: number) => ({
      ...{ id, ...anniversary, trigger: { on: 'anniversary' as const, spentAtLeast } },
    })
    await issue(store, tier('year-0', 0), tier('year-100', 10_000))
    await upsertBuyer(store, 'a', { registeredAt }, NEW_YEAR)
    const spent = { minor: 10_000, currency: 'USD' }
    await upsertBuyer(store, 'b', { registeredAt, spent }, NEW_YEAR)
    expect(await sweep('2026-05-07T06:59:59Z')).toBe(0)
    expect(await sweep('2026-05-07T07:00:00Z')).toBe(2)
    expect(await claimsHeld(store)).toEqual({ 'year-0': 1, 'year-100': 1 })
    // Facts that are told on the day do not bring it back.
    await upsertBuyer(store, 'a', { ordersPlaced: 3 }, new Date('2026-05-07T12:00:00Z'))
    expect(await sweep('2026-05-07T13:00:00Z')).toBe(1)
    expect(await claimsHeld(store)).toEqual({ 'year-0': 1, 'year-100': 1 })
    expect(await sweep('2027-05-07T13:00:00Z')).toBe(2)
    expect(await claimsHeld(store)).toEqual({ 'year-0': 2, 'year-100': 2 })
  })

  it('that comes too late waits for the next', async () => {
    const store = await freshStore()
    await issue(store, { id: 'year', ...anniversary, trigger: { on: 'anniversary' } })
    await upsertBuyer(store, 'a', { registeredAt }, NEW_YEAR)
    const sweep = (at: string) => sweepAnniversaries(store, new Claims(store), new Date(at))
    expect(await sweep('2026-06-01T00:00:00Z')).toBe(1)
    expect(await claimsHeld(store)).toEqual({})
    expect(await sweep('2027-05-08T00:00:00Z')).toBe(1)
    expect(await claimsHeld(store)).toEqual({ year: 1 })
  })
})
