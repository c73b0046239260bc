import { describe, expect, it, vi } from 'vitest'
import { COIN_RULE_DOCUMENT, earnCoins } from '../../../src/shell/store/coins/earning.ts'
import {
  giveBackCoins,
  releaseCoins,
  reserveCoins,
  spendCoins,
} from '../../../src/shell/store/coins/payments.ts'
import { revokeCoins } from '../../../src/shell/store/coins/revoking.ts'
import { coinStatement, coinsHeld, productsUsed } from '../../../src/shell/store/coins/wallet.ts'
import { changeRules } from '../../../src/shell/store/rule-documents.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { giveCoins, trialOf } from './purses.ts'

vi.setConfig(PATIENCE)

const store = await freshStore()
const NOON = new Date('2026-05-07T19:00:00Z')
const product = { store: 's1', listing: 'A' }
const given = (buyer: string, coins: number) => giveCoins(store, { buyer, coins })

describe('earning coins', () => {
  it('by a daily rule counts once each Pacific day, however it is told (bp.pst)', async () => {
    const checkIn = (at: string, reference = 'any') =>
      earnCoins(store, { buyer: 'daily', rule: 'check-in', reference, at: new Date(at) })
    expect(await checkIn('2026-05-07T07:00:00Z')).toMatchObject({ held: 5, replayed: false })
    expect(await checkIn('2026-05-08T06:59:59Z', 'other')).toMatchObject({
      held: 5,
      replayed: true,
    })
    expect(await checkIn('2026-05-08T07:00:00Z')).toMatchObject({ held: 10, replayed: false })
  })

  it('by what was spent counts once for each order, and nothing for too little', async () => {
    const completed = (reference: string, spentMinor: number) => {
      const order = { rule: 'order-completed', reference, spentMinor, currency: 'USD' }
      return earnCoins(store, { buyer: 'spender', ...order })
    }
    expect(await completed('o1', 2_599)).toMatchObject({ entry: { amount: 25 }, held: 25 })
    expect(await completed('o1', 9_999)).toMatchObject({ entry: { amount: 25 }, replayed: true })
    expect(await completed('o2', 99)).toEqual({ entry: null, held: 25, replayed: false })
  })

  it('by a rule with a most a day ends there, and goes on the day after', async () => {
    const review = (reference: string, at = NOON) =>
      earnCoins(store, { buyer: 'critic', rule: 'review', reference, at })
    for (const line of ['1', '2', '3', '4', '5']) await review(line)
    expect(await review('6')).toMatchObject({ refusal: 'already-claimed' })
    expect(await review('5')).toMatchObject({ replayed: true, held: 50 })
    expect(await review('6', new Date(NOON.getTime() + 86_400_000))).toMatchObject({ held: 60 })
  })

  it('by an unknown rule, or without what the rule asks, is refused with the place', async () => {
    const asked = { buyer: 'b', reference: 'r' }
    const unknown = await earnCoins(store, { ...asked, rule: 'lottery' })
    expect(unknown).toMatchObject({ refused: [{ path: '/rule' }] })
    expect(JSON.stringify(unknown)).toContain('check-in, order-completed')
    expect(await earnCoins(store, { ...asked, rule: 'order-completed' })).toMatchObject({
      refused: [{ path: '/spentMinor' }],
    })
    expect(await earnCoins(store, { ...asked, rule: 'goodwill', coins: 5_000 })).toMatchObject({
      refused: [{ path: '/coins' }],
    })
  })

  it('goes by the rules of the installation, which are refused where they are none', async () => {
    const other = await freshStore()
    const rule = { rule: 'quiz', title: 'Quiz', amount: 'fixed', coins: 7, once: 'occasion' }
    const rules = { validDays: null, earn: [rule] }
    expect(await changeRules(other.db, COIN_RULE_DOCUMENT, { earn: [] })).toMatchObject({
      refused: [{ path: '/validDays' }],
    })
    expect(await changeRules(other.db, COIN_RULE_DOCUMENT, rules)).toEqual(rules)
    const quiz = { buyer: 'b', rule: 'quiz', reference: '1' }
    expect(await earnCoins(other, quiz)).toMatchObject({ entry: { amount: 7, expiresAt: null } })
    expect(await earnCoins(other, { ...quiz, rule: 'check-in' })).toMatchObject({ refused: [{}] })
  })
})

describe('coins of a payment', () => {
  it('are put aside with the order and spent when the payment is verified', async () => {
    await given('payer', 500)
    const order = { buyer: 'payer', payment: 'o1', coins: 200 }
    expect(await reserveCoins(store, order)).toMatchObject({ held: 300, replayed: false })
    expect(await reserveCoins(store, order)).toMatchObject({ held: 300, replayed: true })
    expect(await reserveCoins(store, { ...order, coins: 201 })).toMatchObject({
      refusal: 'wrong-state',
    })
    expect(await spendCoins(store, { ...order, coins: 100 })).toMatchObject({
      refusal: 'wrong-state',
    })
    expect(await spendCoins(store, order)).toMatchObject({ entry: { cause: 'settle' }, held: 300 })
    expect(await spendCoins(store, order)).toMatchObject({ held: 300, replayed: true })
    expect(await releaseCoins(store, order)).toMatchObject({ refusal: 'wrong-state' })
  })

  it('can be spent at once, all or nothing (tc.18.a.i.1)', async () => {
    await given('direct', 100)
    const pay = (payment: string, coins: number) =>
      spendCoins(store, { buyer: 'direct', payment, coins })
    expect(await pay('o1', 101)).toMatchObject({ refusal: 'not-enough-coins' })
    expect(await pay('o1', 100)).toMatchObject({ entry: { cause: 'spend' }, held: 0 })
    expect(await pay('o2', 0)).toEqual({ entry: null, held: 0, replayed: false })
    expect(await pay('o3', 1)).toMatchObject({ refusal: 'not-enough-coins' })
  })

  it('of a buyer who never had any are too few', async () => {
    const order = { buyer: 'nobody', payment: 'o1', coins: 1 }
    expect(await reserveCoins(store, order)).toMatchObject({ refusal: 'not-enough-coins' })
    expect(await coinsHeld(store, 'nobody')).toBe(0)
    expect(await coinsHeld(store, 'unheard-of')).toBe(0)
  })

  it('come back when the order lapses unpaid, once, and the order is over', async () => {
    await given('lapser', 100)
    const order = { buyer: 'lapser', payment: 'o1', coins: 60 }
    await reserveCoins(store, order)
    expect(await releaseCoins(store, order)).toMatchObject({ held: 100, replayed: false })
    expect(await releaseCoins(store, order)).toMatchObject({ held: 100, replayed: true })
    expect(await spendCoins(store, order)).toMatchObject({ refusal: 'wrong-state' })
    expect(await releaseCoins(store, { ...order, payment: 'o2' })).toMatchObject({ entry: null })
  })

  it('come back only with the whole payment, never in part (tc.18.b)', async () => {
    await given('returner', 100)
    const order = { buyer: 'returner', payment: 'o1', coins: 60 }
    await reserveCoins(store, order)
    const back = (pieces: number, payment = 'o1') =>
      giveBackCoins(store, { buyer: 'returner', payment, bought: 3, back: pieces })
    expect(await back(3)).toMatchObject({ refusal: 'wrong-state' })
    await spendCoins(store, order)
    expect(await back(1)).toEqual({ entry: null, held: 40, replayed: false })
    expect(await back(2)).toEqual({ entry: null, held: 40, replayed: false })
    expect(await back(3)).toMatchObject({ entry: { amount: 60 }, held: 100, replayed: false })
    expect(await back(3)).toMatchObject({ held: 100, replayed: true })
    expect(await back(3, 'o2')).toEqual({ entry: null, held: 100, replayed: false })
  })

  it('of the platform are used once on the same product of a store (tc.18.a.i.1)', async () => {
    await given('once', 900)
    const order = (payment: string, products = [product]) =>
      reserveCoins(store, { buyer: 'once', payment, coins: 100, products })
    expect(await order('o1', [product, product])).toMatchObject({ held: 800 })
    expect(await order('o2')).toMatchObject({
      ...{ refusal: 'coins-used-on-product', clause: 'tc.18.a.i.1' },
      message: 'You have used coins on A before: they can be used on a product once.',
    })
    expect(await coinsHeld(store, 'once')).toBe(800)
    expect(await order('o3', [{ store: 's2', listing: 'A' }])).toMatchObject({ held: 700 })
    const asked = [product, { store: 's1', listing: 'B' }]
    expect(await productsUsed(store, 'once', asked)).toEqual([product])
    expect(await productsUsed(store, 'other', asked)).toEqual([])
  })

  it('that came back have been used on nothing (tc.18.a.i.1, tc.18.b)', async () => {
    await given('again', 100)
    const order = (payment: string) => ({
      ...{ buyer: 'again', payment, coins: 100, products: [product] },
    })
    await reserveCoins(store, order('o1'))
    await releaseCoins(store, order('o1'))
    expect(await spendCoins(store, order('o2'))).toMatchObject({ held: 0 })
    await giveBackCoins(store, { ...order('o2'), bought: 1, back: 1 })
    expect(await reserveCoins(store, order('o3'))).toMatchObject({ held: 0 })
  })

  it('of a seller are spent in any part, on the same product again and again (tc.18.a.ii)', async () => {
    await given('regular', 100)
    for (const [payment, coins] of [
      ['o1', 30],
      ['o2', 45],
      ['o3', 25],
    ] as const) {
      await spendCoins(store, { buyer: 'regular', payment, coins })
    }
    expect(await coinsHeld(store, 'regular')).toBe(0)
  })
})

describe('coins that were got wrongly (tc.9, cp.12)', () => {
  it('are taken back as far as they are held, once for each case', async () => {
    await given('cheat', 100)
    const revoke = (coins: number, reference: string) =>
      revokeCoins(store, { buyer: 'cheat', coins, reference })
    expect(await revoke(30, 'fraud-1')).toMatchObject({ entry: { amount: 30 }, held: 70 })
    expect(await revoke(30, 'fraud-1')).toMatchObject({ held: 70, replayed: true })
    expect(await revoke(500, 'fraud-2')).toMatchObject({ entry: { amount: 70 }, held: 0 })
    expect(await revoke(1, 'fraud-3')).toEqual({ entry: null, held: 0, replayed: false })
  })
})

describe('a statement', () => {
  it('tells the newest entries first, page by page', async () => {
    await given('reader', 100)
    for (const payment of ['o1', 'o2', 'o3']) {
      await spendCoins(store, { buyer: 'reader', payment, coins: 10 })
    }
    const first = await coinStatement(store, { buyer: 'reader', limit: 3 })
    expect(first.entries.map(({ reference }) => reference)).toEqual(['o3', 'o2', 'o1'])
    expect(first).toMatchObject({ held: 70, next: 2 })
    const second = await coinStatement(store, { buyer: 'reader', limit: 3, before: 2 })
    expect(second.entries).toMatchObject([{ number: 1, cause: 'earn', heldAfter: 100 }])
    expect(second.next).toBe(null)
  })

  it('of ids that are no text in PostgreSQL is of the text that it keeps', async () => {
    const buyer = 'half \ud83d of one'
    await giveCoins(store, { buyer, coins: 10, reference: '\udc00' })
    await giveCoins(store, { buyer, coins: 10, reference: '\udc00' })
    expect(await coinsHeld(store, buyer)).toBe(10)
  })
})

it('all that leaves the books in order', async () => {
  const trial = await trialOf(store)
  expect(trial.faults).toEqual([])
  expect(trial.entries).toBeGreaterThan(40)
})
