import { describe, expect, test } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import {
  allows,
  ORDER_ACCOUNTS,
  ORDER_POSTINGS,
  SELLER_ACCOUNTS,
  SELLER_POSTINGS,
} from '../../src/core/orders/money/accounts.ts'
import { MONEY_REFUSALS } from '../../src/core/orders/money/money-refusals.ts'
import { confirmation, release } from '../../src/core/orders/money/occasions.ts'
import { freeze, NO_MONEY, type OrderMoney, post } from '../../src/core/orders/money/order-money.ts'
import { acceptedTexts, replayAccepted } from '../../src/core/orders/money/replay.ts'
import {
  NO_SELLER_MONEY,
  orderMoves,
  repayment,
  withdrawal,
} from '../../src/core/orders/money/seller-money.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { PaidCheckout } from './money-purchases.ts'

interface PostingRow {
  readonly moves: readonly (readonly [debit: string, credit: string])[]
  readonly clause: string
}

/** Two orders; shipping of 5.00 each is free from 60.00 on, and somebody pays it. */
const cart = (funder: string): Input => ({
  terms: 'aliexpress-2020-03',
  at: '2026-05-07T18:00:00Z',
  currency: 'USD',
  buyer: { id: 'b1' },
  stores: { s1: { seller: 'm1' }, s2: { seller: funder.startsWith('seller') ? 'm1' : 'm2' } },
  lines: [
    { id: 'a', listing: 'A', sku: 'A', store: 's1', unitPrice: 2_000, quantity: 2 },
    { id: 'b', listing: 'B', sku: 'B', store: 's2', unitPrice: 2_000, method: 'express' },
  ],
  shipping: [
    { seller: 'm1', method: 'standard', fee: 500 },
    { seller: 'm1', method: 'express', fee: 500 },
    { seller: 'm2', method: 'express', fee: 500 },
  ],
  offers: [
    {
      ...{ id: 'free', kind: 'platform-instant-off', funder },
      ...{ benefit: { freeShipping: true as const }, minimum: { spend: 6_000 } },
    },
  ],
})

const back = (line: string, occasion: string) =>
  ({ cause: 'return', occasion, lines: [{ line, quantity: 1 }] }) as const

describe('a return that breaks a free shipping (fr.9)', () => {
  test('gives who had paid it the shipping of both orders back, out of the refund', () => {
    const checkout = new PaidCheckout(cart('platform'))
    expect(checkout.money('m1/standard')).toMatchObject({ paid: 4_000, escrow: 4_500 })
    checkout.refund('m1/standard', back('a', 'r1'))
    expect(checkout.records).toMatchObject([
      {
        cash: 1_000,
        deducted: [
          { place: 'm1/standard', payer: 'platform', amount: 500 },
          { place: 'm2/express', payer: 'platform', amount: 500 },
        ],
      },
    ])
    // Each seller still has its shipping: m1 a piece and 5.00, m2 all.
    expect(checkout.money('m1/standard')).toMatchObject({ escrow: 2_500, returned: 1_000 })
    expect(checkout.money('m2/express')).toMatchObject({ escrow: 2_500 })
  })

  test('leaves it to the seller who had gone without it', () => {
    const checkout = new PaidCheckout(cart('seller:m1'))
    expect(checkout.money('m1/standard')).toMatchObject({ paid: 4_000, escrow: 4_000 })
    checkout.refund('m1/standard', back('a', 'r1'))
    expect(checkout.money('m1/standard')).toMatchObject({ escrow: 3_000, returned: 1_000 })
  })

  test('costs nothing for an order whose shipping has gone back already', () => {
    const dearer = cart('platform')
    const [line, ...others] = dearer.lines as [Input['lines'][number], ...Input['lines']]
    const lines = [{ ...line, quantity: 4 }, ...others]
    const checkout = new PaidCheckout({ ...dearer, lines })
    const cancelled = { cause: 'cancellation', occasion: 'c', lines: 'all' } as const
    checkout.refund('m2/express', cancelled)
    checkout.refund('m1/standard', {
      cause: 'return',
      occasion: 'r',
      lines: [{ line: 'a', quantity: 2 }],
    })
    expect(checkout.records.map(({ deducted }) => deducted)).toEqual([
      [],
      [{ place: 'm1/standard', payer: 'platform', amount: 500 }],
    ])
    const platform = checkout.moves.reduce((sum, { debit, credit, amount }) => {
      if (debit === 'platform-subsidy') return sum - amount
      return credit === 'platform-subsidy' ? sum + amount : sum
    }, 0)
    expect(platform).toBe(0)
  })
})

describe('the chart of accounts', () => {
  const rows = [
    [ORDER_ACCOUNTS, ORDER_POSTINGS],
    [SELLER_ACCOUNTS, SELLER_POSTINGS],
  ] as const

  test('has a use for each account, and a clause for each occasion', () => {
    for (const [accounts, postings] of rows) {
      const used = new Set(Object.values(postings).flatMap(({ moves }) => moves.flat()))
      expect([...used].sort()).toEqual(Object.keys(accounts).sort())
      for (const { clause, moves } of Object.values<PostingRow>(postings)) {
        expect(clauseById(clause), clause).toBeDefined()
        expect(moves.every(([debit, credit]) => debit !== credit)).toBe(true)
      }
    }
    for (const { clause } of MONEY_REFUSALS) expect(clauseById(clause), clause).toBeDefined()
  })

  test('lets money out of escrow only to the buyer, the payers, the provider, and what waits for the seller (faq.escrow)', () => {
    const out = Object.values<PostingRow>(ORDER_POSTINGS).flatMap(({ moves }) =>
      moves.flatMap(([debit, credit]) => (debit === 'escrow' ? [credit] : [])),
    )
    expect([...new Set(out)].sort()).toEqual([
      ...['partner-subsidy', 'pending', 'platform-subsidy', 'provider-settled', 'refunds-due'],
    ])
    expect(allows(ORDER_POSTINGS.release, { ...moved, credit: 'released' })).toBe(false)
  })

  const moved = { debit: 'escrow', credit: 'pending', amount: 1, party: null } as const

  test('is no way around: what an occasion may not move, or what is not there, is a fault of ours', () => {
    const money: OrderMoney = { ...NO_MONEY, paid: 5, escrow: 5 }
    expect(() => post(money, 'payment', [moved])).toThrow('payment: escrow to pending')
    expect(() => post(money, 'confirmation', [{ ...moved, amount: 6 }])).toThrow('would be -1')
    expect(() => post(money, 'confirmation', [{ ...moved, amount: 0.5 }])).toThrow('no amount')
    const twice = { ...money, returned: 5 }
    const granted = { ...moved, credit: 'refunds-due' } as const
    expect(() => post(twice, 'refund', [granted])).toThrow('(tc.8)')
  })
})

describe('an open dispute (bp.d.secure)', () => {
  test('refuses every way out, and what was done before is still no fault', () => {
    const money = { ...NO_MONEY, paid: 10, escrow: 6, pending: 4, confirmed: ['a'] }
    const frozen = freeze(money, 'd')
    const one = { lines: new Map([['b', 3]]), completes: false }
    expect(confirmation(frozen, one)).toMatchObject({ refusal: 'frozen' })
    expect(release(frozen)).toMatchObject({ refusal: 'frozen' })
    expect(confirmation(frozen, { lines: new Map([['a', 4]]), completes: false })).toEqual({
      ...{ posting: 'confirmation', money: frozen, moves: [] },
    })
  })
})

describe('a seller', () => {
  test('settles a debt before anything is available', () => {
    const owing = orderMoves(NO_SELLER_MONEY, -70).money
    expect(owing).toEqual({ available: 0, owed: 70, withdrawn: 0 })
    const after = orderMoves(owing, 100)
    expect(after.money).toEqual({ available: 30, owed: 0, withdrawn: 0 })
    expect(after.moves.map(({ credit, amount }) => [credit, amount])).toEqual([
      ['receivable', 70],
      ['available', 30],
    ])
    expect(withdrawal(after.money, 31)).toMatchObject({ refusal: 'not-enough-available' })
    expect(repayment(owing, 71)).toMatchObject({ refusal: 'more-than-owed' })
  })
})

describe('a replay (tc.22)', () => {
  test('tells a quote that is not what its input comes to, and terms that are not there', () => {
    const texts = acceptedTexts(cart('platform'))
    if (texts === null) throw new Error('refused')
    expect(replayAccepted(texts)?.same).toBe(true)
    expect(replayAccepted({ ...texts, shares: texts.shares.replace('4000', '4001') })?.same).toBe(
      false,
    )
    const elsewhere = { ...cart('platform'), terms: 'elsewhere' }
    expect(replayAccepted({ ...texts, input: JSON.stringify(elsewhere) })).toBe(null)
  })
})
