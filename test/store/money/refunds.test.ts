import { describe, expect, it, vi } from 'vitest'
import { buyerKey } from '../../../src/shell/store/buyers.ts'
import { keepAcceptedQuote } from '../../../src/shell/store/money/accepted-quotes.ts'
import { dueRefunds } from '../../../src/shell/store/money/pay-outs.ts'
import { postPayment } from '../../../src/shell/store/money/payments.ts'
import { orderStatement } from '../../../src/shell/store/money/reading.ts'
import { refund } from '../../../src/shell/store/money/refunds.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { CANCEL, deskOf } from './desk.ts'
import { balancesOf, buy, CART, deliver, first, NOON, trials, within } from './shop.ts'

vi.setConfig(PATIENCE)

const store = await freshStore()

const desk = deskOf(store)
const { moneyOf } = desk

describe('a refund', () => {
  it('of all gives everybody back what they gave, shipping too (bp.cancel.paid, tc.8)', async () => {
    const key = first(await buy(store, { buyer: 'canceller' }))
    const answer = await desk.refund(key, CANCEL)
    expect(answer).toMatchObject({ refund: { number: 1, cash: 3_321, state: 'due' } })
    expect(await moneyOf(key)).toMatchObject({ escrow: 0, returned: 3_321, due: 3_321 })
    const moved = (await orderStatement(store, key))?.entries.slice(3)
    expect(moved).toMatchObject([
      { debit: 'escrow', credit: 'refunds-due', amount: 3_321 },
      { debit: 'escrow', credit: 'platform-subsidy', amount: 386 },
      { debit: 'escrow', credit: 'partner-subsidy', amount: 193, party: 'bank' },
    ])
    expect(await desk.refund(key, CANCEL)).toMatchObject({ replayed: true })
    expect(await desk.refund(key, { ...CANCEL, lines: [] })).toMatchObject({
      refusal: 'key-reused',
    })
    expect(await desk.refund(key, { ...CANCEL, key: 'k2' })).toMatchObject({
      refusal: 'already-refunded',
    })
  })

  it('of pieces is once for a line, a cause and its occasion, and no more than was bought', async () => {
    const key = first(await buy(store, { buyer: 'returner' }))
    const back = (key2: string, quantity: number, occasion = key2) =>
      desk.refund(key, { cause: 'return', occasion, key: key2, lines: [{ line: 'a', quantity }] })
    expect(await back('r1', 2)).toMatchObject({ refund: { number: 1 } })
    expect(await back('r2', 1, 'r1')).toMatchObject({ refusal: 'already-refunded', line: 'a' })
    expect(await back('r3', 2)).toMatchObject({ refusal: 'more-than-left', clause: 'tc.8' })
    expect(await back('r4', 1)).toMatchObject({ refund: { number: 2 } })
    expect(await back('r5', 1)).toMatchObject({ refusal: 'already-refunded' })
    const unknown = { cause: 'return', occasion: 'x', key: 'x' } as const
    expect(
      await desk.refund(key, { ...unknown, lines: [{ line: 'z', quantity: 0 }] }),
    ).toMatchObject({
      refused: [{ path: '/lines/0/line' }, { path: '/lines/0/quantity' }],
    })
  })

  it('less deductions leaves them to the seller, and a part of a price costs no payer (fr.8, fr.10)', async () => {
    const key = first(await buy(store, { buyer: 'deducted' }))
    const before = (await moneyOf(key))?.escrow as number
    const part = await desk.refund(key, {
      ...{ cause: 'dispute', occasion: 'd', key: 'part' },
      lines: [{ line: 'b', cash: 100 }],
    })
    expect(part).toMatchObject({ refund: { cash: 100 } })
    expect(await moneyOf(key)).toMatchObject({ escrow: before - 100 })
    const worn = await desk.refund(key, {
      ...{ cause: 'return', occasion: 'r', key: 'worn' },
      lines: [{ line: 'a', quantity: 3, deduct: 250 }],
    })
    expect(worn).toMatchObject({ refund: { record: { lines: [{ line: 'a', kept: 250 }] } } })
    expect(
      await desk.refund(key, {
        ...{ cause: 'return', occasion: 's', key: 'too much' },
        lines: [{ line: 'b', quantity: 1, deduct: 10_000 }],
      }),
    ).toMatchObject({ refused: [{ path: '/lines/0/deduct' }] })
  })

  it('is paid out once (bp.cancel.paid)', async () => {
    const key = first(await buy(store, { buyer: 'paid back' }))
    await desk.refund(key, CANCEL)
    const due = await Promise.all(
      Array.from({ length: store.shards }, (_, shard) =>
        dueRefunds(store, { shard, limit: 100, at: NOON }),
      ),
    )
    expect(due.flat().some(({ order }) => order === key.order)).toBe(true)
    const page = due.find((rows) => rows.length > 1) ?? []
    const { shard } = buyerKey(store, page[0]?.buyer as string)
    expect(await dueRefunds(store, { shard, limit: 1, at: NOON })).toEqual(page.slice(0, 1))
    expect(await dueRefunds(store, { shard, limit: 100, at: NOON, after: page[0] })).toEqual(
      page.slice(1),
    )
    const pay = (reference: string, number = 1) => desk.payOut(key, number, reference)
    expect(await pay('p1', 2)).toMatchObject({ refusal: 'not-due' })
    expect(await pay('p1')).toMatchObject({ refund: { state: 'paid', reference: 'p1' } })
    expect(await pay('p1')).toMatchObject({ replayed: true })
    expect(await pay('p2')).toMatchObject({ refusal: 'not-due' })
    expect(await moneyOf(key)).toMatchObject({ due: 0, returned: 3_321 })
  })

  it('of all that was paid brings the coins back, where the rest was cancelled before (tc.18.b)', async () => {
    const { buyer, checkout } = { buyer: 'half payer', checkout: 'half' }
    const coins = { id: 'coins', kind: 'coins', funder: 'platform', benefit: { off: 100 } } as const
    const input = { ...CART, offers: [...CART.offers, { ...coins, coins: { required: 50 } }] }
    const offers = input.offers.map(({ id }) => ({ offer: id, version: 1, document: {} }))
    const key = { buyer, order: 'half 1' }
    const answer = await within(store, async (work) => {
      await keepAcceptedQuote(work, { buyer, checkout, input, offers })
      const orders = [{ order: key.order, place: 'm1/standard' }]
      await postPayment(work, { buyer, checkout, orders })
      return refund(work, { ...key, ...CANCEL })
    })
    expect(answer).toMatchObject({ refund: { record: { coins: 50 } } })
    await store.pool.query(`delete from outbox where topic = 'coins-back'`)
  })

  it('of what was confirmed comes out of what is pending', async () => {
    const key = first(await buy(store, { buyer: 'late' }))
    await desk.confirm(key, ['a'])
    await desk.refund(key, {
      ...{ cause: 'dispute', occasion: 'd', key: 'd' },
      lines: [
        { line: 'a', quantity: 1 },
        { line: 'b', quantity: 1 },
      ],
    })
    const moved = (await orderStatement(store, key))?.entries.filter(
      ({ posting }) => posting === 'refund',
    )
    expect(new Set(moved?.map(({ debit }) => debit))).toEqual(new Set(['escrow', 'pending']))
  })
})

describe('a claim that the payment provider paid (bp.d.paypal)', () => {
  it('of everything gives the payers their shares back, and lowers what can be refunded to zero', async () => {
    const key = first(await buy(store, { buyer: 'claimer' }))
    await desk.freeze(key)
    expect(await desk.reimburse(key, 3_321)).toMatchObject({
      refund: { cash: 3_321, state: 'settled' },
    })
    expect(await desk.reimburse(key, 3_321)).toMatchObject({ replayed: true })
    expect(await desk.reimburse(key, 1)).toMatchObject({ refusal: 'key-reused' })
    expect(await moneyOf(key)).toMatchObject({ escrow: 0, returned: 3_321, due: 0 })
    expect(await desk.refund(key, CANCEL)).toMatchObject({ refusal: 'reimbursed' })
  })

  it('is not paid twice: what was granted and is still due is settled by it', async () => {
    const key = first(await buy(store, { buyer: 'both ways' }))
    await desk.refund(key, { ...CANCEL, lines: [{ line: 'a', quantity: 3 }] })
    const due = (await moneyOf(key))?.due as number
    await desk.reimburse(key, due)
    expect(await moneyOf(key)).toMatchObject({ due: 0, returned: due, reimbursed: true })
    const refunds = (await orderStatement(store, key))?.refunds
    expect(refunds?.map(({ state }) => state)).toEqual(['settled', 'settled'])
    expect(await desk.payOut(key, 1, 'p')).toMatchObject({ refusal: 'not-due' })
  })

  it('of a part leaves the rest to the seller, and nothing to refund', async () => {
    const key = first(await buy(store, { buyer: 'partly' }))
    await desk.reimburse(key, 500)
    expect(await moneyOf(key)).toMatchObject({ escrow: 3_400, returned: 500 })
    expect(await desk.refund(key, CANCEL)).toMatchObject({ refusal: 'reimbursed' })
    await desk.confirm(key, ['a'])
    await desk.release(key)
    expect(await moneyOf(key)).toMatchObject({ released: 3_400 })
  })

  it('of more than is left is the platform’s loss', async () => {
    const key = first(await buy(store, { buyer: 'lossy' }))
    await desk.refund(key, CANCEL)
    await desk.payOut(key, 1, 'p')
    await desk.reimburse(key, 3_321)
    const last = (await orderStatement(store, key))?.entries.at(-1)
    expect(last).toMatchObject({
      ...{ posting: 'reimbursement', debit: 'platform-revenue', amount: 3_321 },
      credit: 'provider-settled',
    })
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
