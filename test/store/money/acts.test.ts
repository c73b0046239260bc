import { describe, expect, it, vi } from 'vitest'
import { postPayment } from '../../../src/shell/store/money/payments.ts'
import { orderStatement, sellerBalances } from '../../../src/shell/store/money/reading.ts'
import { withdrawMoney } from '../../../src/shell/store/money/seller-acts.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { CANCEL, deskOf } from './desk.ts'
import {
  balancesOf,
  buy,
  deliver,
  first,
  LATER,
  NOON,
  ORDERS,
  second,
  trials,
  within,
} from './shop.ts'

vi.setConfig(PATIENCE)

const store = await freshStore()

const desk = deskOf(store)
const { moneyOf } = desk

describe('a verified payment', () => {
  it('goes into the escrow of each order, what others fund beside it (faq.escrow)', async () => {
    const bought = await buy(store, { buyer: 'payer' })
    // 4000 less 400 of its store; the 600 and the 300 are shared by what is left, 3600 of 5600.
    expect(await moneyOf(first(bought))).toMatchObject({ paid: 3_321, escrow: 3_900, returned: 0 })
    expect(await moneyOf(second(bought))).toMatchObject({ paid: 2_079, escrow: 2_400 })
    const statement = await orderStatement(store, first(bought))
    expect(statement?.entries).toMatchObject([
      { posting: 'payment', debit: 'cash-in', credit: 'escrow', amount: 3_321, number: 1 },
      { debit: 'platform-subsidy', credit: 'escrow', amount: 386, escrowAfter: 3_707 },
      { debit: 'partner-subsidy', credit: 'escrow', amount: 193, party: 'bank', at: NOON },
    ])
  })

  it('is posted once, however often it is told', async () => {
    const { buyer, checkout, orders } = await buy(store, { buyer: 'twice' })
    const told = ORDERS.map(({ place }) => ({ place, order: orders[place] as string }))
    const again = await within(store, (work) =>
      postPayment(work, { buyer, checkout, orders: told }),
    )
    expect(again).toMatchObject({ cash: 5_400, currency: 'USD' })
    expect(again.orders.map(({ replayed }) => replayed)).toEqual([true, true])
    const statement = await orderStatement(store, first({ buyer, checkout, orders }))
    expect(statement?.entries).toHaveLength(3)
  })
})

describe('confirmation and the end of protection', () => {
  it('move a line at a time, shipping with the last, and the seller withdraws in the end (faq.escrow, bp.confirm)', async () => {
    const key = first(await buy(store, { buyer: 'confirmer' }))
    expect(await desk.confirm(key, ['b'])).toMatchObject({ replayed: false })
    const inPart = await moneyOf(key)
    expect(inPart).toMatchObject({ standing: 'held', confirmed: ['b'] })
    expect((inPart?.escrow ?? 0) + (inPart?.pending ?? 0)).toBe(3_900)
    expect(await desk.confirm(key, ['b'])).toMatchObject({ replayed: true })
    expect(await desk.confirm(key, ['x'])).toMatchObject({ refused: [{ path: '/lines/0' }] })
    await desk.confirm(key, ['a'])
    expect(await moneyOf(key)).toMatchObject({ escrow: 0, pending: 3_900, standing: 'completed' })
    expect(await desk.confirm(key, 'all')).toMatchObject({ replayed: true })
    expect(await desk.release(key)).toMatchObject({ replayed: false })
    expect(await desk.release(key)).toMatchObject({ replayed: true })
    expect(await moneyOf(key)).toMatchObject({ pending: 0, released: 3_900, standing: 'released' })
  })

  it('are the same at once, where nobody confirmed', async () => {
    const key = first(await buy(store, { buyer: 'silent' }))
    await desk.release(key)
    const statement = await orderStatement(store, key)
    expect(statement?.entries.slice(3)).toMatchObject([
      { posting: 'release', debit: 'escrow', credit: 'pending', amount: 3_900, at: LATER },
      { posting: 'release', debit: 'pending', credit: 'released', amount: 3_900 },
    ])
  })

  it('are of a paid order only, and of the buyer’s own', async () => {
    const key = first(await buy(store, { buyer: 'owner' }))
    expect(await desk.release({ ...key, order: 'nothing' })).toMatchObject({ refusal: 'not-paid' })
    expect(await desk.confirm({ buyer: 'stranger', order: key.order }, 'all')).toMatchObject({
      refusal: 'not-paid',
    })
  })
})

describe('an open dispute', () => {
  it('keeps the money where it is: it is neither confirmed, nor released, nor refunded (bp.d.secure)', async () => {
    const key = first(await buy(store, { buyer: 'disputer' }))
    expect(await desk.freeze(key)).toMatchObject({ replayed: false })
    expect(await desk.freeze(key)).toMatchObject({ replayed: true })
    const refusal = { refusal: 'frozen', clause: 'bp.d.secure' }
    expect(await desk.confirm(key, 'all')).toMatchObject(refusal)
    expect(await desk.confirm(key, ['a'])).toMatchObject(refusal)
    expect(await desk.release(key)).toMatchObject(refusal)
    expect(await desk.refund(key, CANCEL)).toMatchObject(refusal)
    expect(await moneyOf(key)).toMatchObject({ escrow: 3_900, frozenBy: ['d1'] })
    await desk.unfreeze(key)
    expect(await desk.release(key)).toMatchObject({ replayed: false })
  })

  it('does not keep back its own outcome, while another one is open (bp.d.secure)', async () => {
    const key = first(await buy(store, { buyer: 'two disputes' }))
    await desk.freeze(key, 'd1')
    await desk.freeze(key, 'd2')
    const outcome = (occasion: string, line: string) =>
      desk.refund(key, {
        cause: 'dispute',
        occasion,
        key: occasion,
        lines: [{ line, quantity: 1 }],
      })
    expect(await outcome('d1', 'a')).toMatchObject({ refund: { number: 1 } })
    expect(await outcome('d3', 'b')).toMatchObject({ refusal: 'frozen' })
    await desk.unfreeze(key)
    expect(await desk.release(key)).toMatchObject({ refusal: 'frozen' })
  })
})

describe('the seller', () => {
  it('has what was released, and owes what is refunded after it was withdrawn: no escrow is below zero (tc.8)', async () => {
    const key = second(await buy(store, { buyer: 'guaranteed' }))
    await deliver(store)
    const of = async () =>
      (await sellerBalances(store, 'm2')).find(({ currency }) => currency === 'USD')
    const before = await of()
    expect(before).toMatchObject({ available: 0 })
    await desk.release(key)
    await deliver(store)
    expect(await of()).toMatchObject({ available: 2_400 })
    const draw = (amount: number, name: string) =>
      within(store, (work) =>
        withdrawMoney(work, { seller: 'm2', currency: 'USD', amount, key: name }),
      )
    expect(await draw(2_401, 'w0')).toMatchObject({ refusal: 'not-enough-available' })
    expect(await draw(2_000, 'w1')).toMatchObject({ money: { available: 400 } })
    expect(await draw(2_000, 'w1')).toMatchObject({ replayed: true })
    await desk.refund(key, { cause: 'guarantee', occasion: 'g', key: 'g', lines: 'all' })
    await deliver(store)
    expect(await of()).toMatchObject({ available: 0, owed: 2_000, withdrawn: 2_000 })
    expect(await moneyOf(key)).toMatchObject({ escrow: 0, released: 0, due: 2_079 })
    const next = second(await buy(store, { buyer: 'next buyer' }))
    await desk.release(next)
    await deliver(store)
    expect(await of()).toMatchObject({ available: 400, owed: 0 })
  })
})

it('all that leaves the books in order, and each side of what was handed on the other’s', async () => {
  await deliver(store)
  const [orders, sellers] = await trials(store)
  expect(orders.faults).toEqual([])
  expect(sellers.faults).toEqual([])
  for (const trial of [orders, sellers]) {
    const sum = Object.values(balancesOf(trial)).reduce((all, one) => all + one, 0)
    expect(sum).toBe(0)
  }
  expect(balancesOf(orders).released).toBe(-(balancesOf(sellers).released as number))
})
