import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/tessera.ts'
import { line, nets, offer, priced, purchase } from './purchase.ts'
import { exampleTerms as terms, testWorked, type Worked } from './worked.ts'

const store = (rows: Partial<Input>): Input =>
  purchase({
    terms: 'woocommerce-like',
    currency: 'EUR',
    lines: [line('a', 6000), line('b', 4000)],
    shipping: [{ seller: 'm-s1', method: 'standard', fee: 490 }],
    ...rows,
  })

const percent = offer({ id: 'TEN', kind: 'percent-code', benefit: { percent: 10 } })
const fixed = offer({ id: 'FIVE', kind: 'fixed-code', benefit: { off: 500 } })
const free = offer({
  id: 'SHIP',
  kind: 'shipping-code',
  benefit: { freeShipping: true },
  minimum: { spend: 10_000 },
})

const rows: readonly Worked[] = [
  {
    // 100 − 10 = 90, − 5 = 85: and not 100 − 5 = 95, − 9.50 = 85.50.
    name: 'wc.codes, wc.own.order: percentages go before fixed amounts, however they were typed',
    input: store({ offers: [free, fixed, percent] }),
    outcomes: { TEN: 1000, FIVE: 500, SHIP: 490 },
    nets: [5100, 3400],
    total: 8500,
  },
  {
    // 10 % of 100, then 20 % of the 90 that are left.
    name: 'wc.codes, wc.own.open: several percentages are taken one after another',
    input: store({ offers: [percent, { ...percent, id: 'TWENTY', benefit: { percent: 20 } }] }),
    outcomes: { TEN: 1000, TWENTY: 1800 },
    nets: [4320, 2880],
    total: 7690,
  },
  {
    name: 'wc.individual: a code for individual use is refused beside one that came before it',
    input: store({ offers: [percent, { ...fixed, exclusive: true }] }),
    outcomes: { TEN: 1000, FIVE: 'does-not-stack' },
    nets: [5400, 3600],
    total: 9490,
  },
  {
    name: 'wc.individual: where it comes first, the others are refused',
    input: store({ offers: [{ ...percent, exclusive: true }, fixed, free] }),
    outcomes: { TEN: 1000, FIVE: 'does-not-stack', SHIP: 'does-not-stack' },
    nets: [5400, 3600],
    total: 9490,
  },
  {
    // After 90 % only 10 are left, and the minimum of 100 is still reached.
    name: 'wc.minimum: it looks at the subtotal, whatever other codes take off',
    input: store({ offers: [{ ...percent, benefit: { percent: 90 } }, free] }),
    outcomes: { TEN: 9000, SHIP: 490 },
    nets: [600, 400],
    total: 1000,
  },
  {
    // 10 % of 395 and of 295 is 39.5 and 29.5, together 69.
    name: 'wc.rounding: without decimals one line rounds up and the other down',
    input: store({
      currency: 'JPY',
      lines: [line('a', 395), line('b', 295)],
      shipping: [],
      offers: [percent],
    }),
    outcomes: { TEN: 69 },
    nets: [355, 266],
    total: 621,
  },
]

describe('a store with codes, worked by hand', () => testWorked(rows))

test('wc.split is not followed: a fixed amount follows prices, so that no line is given away', () => {
  const input = store({
    lines: [line('a', 500), line('b', 200), line('c', 100)],
    shipping: [],
    offers: [{ ...fixed, benefit: { off: 600 } }],
  })
  // 6 off 8 is three quarters of each: in equal parts of 2 the second line and the third would be 0, the first 2.
  expect(nets(priced(input, terms))).toEqual([125, 50, 25])
})
