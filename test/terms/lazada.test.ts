import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/tessera.ts'
import { offer, priced, purchase } from './purchase.ts'
import { fees, exampleTerms as terms, testWorked, twoShops, type Worked } from './worked.ts'

const storeA = offer({
  id: 'store-a',
  kind: 'store-voucher',
  funder: 'store:A',
  benefit: { off: 1000 },
})
const storeB = { ...storeA, id: 'store-b', funder: 'store:B', benefit: { off: 500 } }
const platform = offer({
  id: 'platform',
  kind: 'platform-voucher',
  benefit: { percent: 10, cap: 800 },
  minimum: { spend: 15_000 },
})
const payment = offer({ id: 'payment', kind: 'payment-voucher', benefit: { off: 600 } })
const paymentCode = { ...payment, id: 'payment-code', kind: 'payment-code' }
const bonus = offer({ id: 'bonus', kind: 'bonus', benefit: { every: 4000, off: 200 } })
const shipping = offer({
  id: 'shipping',
  kind: 'shipping-voucher',
  benefit: { freeShipping: true, cap: 300 },
})

const lazada = (rows: Partial<Input>): Input =>
  purchase({ terms: 'lazada-2023', currency: 'MYR', lines: twoShops, shipping: fees, ...rows })

const rows: readonly Worked[] = [
  {
    // 90 + 45 = 135; 10 % is 13.50, capped at 8: 5.33 and 2.67; 6 of 127: 4 and 2; shipping 3.
    name: 'lz.stack, lz.own.order: one platform, one payment, one shipping, and one of each store',
    input: lazada({ offers: [shipping, payment, platform, storeA, storeB] }),
    outcomes: { 'store-a': 1000, 'store-b': 500, platform: 800, payment: 600, shipping: 300 },
    nets: [8067, 4033],
    total: 12_248,
  },
  {
    name: 'lz.stack: a second voucher of a store, of the platform, for payment and for shipping',
    // The second ones are for the other order, where nothing but the checkout's place bars them.
    input: lazada({
      offers: [
        storeA,
        { ...storeA, id: 'store-a-2' },
        ...[{ ...platform, minimum: null }, payment, shipping].flatMap((one) => [
          { ...one, scope: { stores: ['A'] } },
          { ...one, id: `${one.id}-2`, scope: { stores: ['B'] } },
        ]),
        { ...paymentCode, scope: { stores: ['B'] } },
      ],
    }),
    outcomes: {
      'store-a': 1000,
      'store-a-2': 'slot-taken',
      platform: 800,
      'platform-2': 'slot-taken',
      payment: 600,
      'payment-2': 'slot-taken',
      'payment-code': 'slot-taken',
      shipping: 249,
      'shipping-2': 'slot-taken',
    },
    // 100 − 10 − 8 − 6.
    nets: [7600, 5000],
    total: 12_799,
  },
  {
    name: 'lz.bonus, lz.payment-code: neither meets a platform voucher',
    input: lazada({ offers: [bonus, paymentCode, platform] }),
    outcomes: { platform: 800, bonus: 'does-not-stack', 'payment-code': 'does-not-stack' },
    nets: [9467, 4733],
    total: 14_648,
  },
  {
    // Every 40 of 150 is 3 times 2, for either bonus; the payment code takes 6 of 138.
    name: 'lz.bonus, lz.own.open: without a platform voucher they stand side by side',
    input: lazada({ offers: [bonus, { ...bonus, id: 'more' }, paymentCode] }),
    outcomes: { bonus: 600, more: 600, 'payment-code': 600 },
    nets: [8800, 4400],
    total: 13_648,
  },
  {
    name: 'lz.own.minimum: a cent below the minimum is refused',
    input: lazada({ offers: [{ ...platform, minimum: { spend: 15_001 } }] }),
    outcomes: { platform: 'below-minimum' },
    nets: [10_000, 5000],
    total: 15_448,
  },
]

describe('vouchers in the manner of Lazada, worked by hand', () => testWorked(rows))

test('lz.bonus: the refusal names the platform voucher and cites the rule', () => {
  const { rejected } = priced(lazada({ offers: [platform, bonus] }), terms)
  expect(rejected).toEqual([
    expect.objectContaining({
      offer: 'bonus',
      blockedBy: ['platform'],
      clause: 'lz.bonus',
      message: expect.stringContaining('"platform"'),
    }),
  ])
})
