import { describe, test } from 'vitest'
import { ownTerms } from './generator-terms.ts'
import { home, isNotTrapped, left, line, ofHome, oneOf, type Traps } from './traps.ts'

const TRAPS: Traps = [
  [
    'each of two slots holds an offer that needs a part to be left',
    {
      terms: ownTerms({
        alpha: { step: '1', slot: oneOf('a'), minimum: left },
        beta: { step: '2', slot: oneOf('b'), minimum: left },
      }),
      lines: [{ ...line, id: 'l', unitPrice: 10_000 }],
      offers: [
        { id: 'a5', kind: 'alpha', benefit: { off: 500 }, minimum: { spend: 1000 } },
        { id: 'a12', kind: 'alpha', benefit: { off: 1200 }, minimum: { spend: 1000 } },
        { id: 'b10', kind: 'beta', benefit: { off: 1000 }, minimum: { spend: 1000 } },
      ],
      total: 7800,
      chosen: ['a12', 'b10'],
    },
  ],
  [
    'of one slot two kinds need a part to be left, with a percentage between their turns',
    {
      terms: ownTerms({
        zeta: { step: '1', slot: oneOf('a') },
        alpha: { step: '1', slot: oneOf('a'), minimum: left },
        beta: { step: '2' },
        gamma: { step: '3', slot: oneOf('a'), minimum: left },
      }),
      lines: [{ ...line, id: 'l', unitPrice: 10_000 }],
      offers: [
        { id: 'z', kind: 'zeta', benefit: { off: 3200 } },
        { id: 'a', kind: 'alpha', benefit: { off: 1000 }, minimum: { spend: 100 } },
        { id: 'b', kind: 'beta', benefit: { percent: 50 } },
        { id: 'c', kind: 'gamma', benefit: { off: 2000 }, minimum: { spend: 100 } },
      ],
      total: 3000,
      chosen: ['b', 'c'],
    },
  ],
  [
    'a place is better taken after a percentage than before it (tc.19)',
    {
      terms: 'aliexpress-2020-03',
      lines: [{ ...line, id: 'l', unitPrice: 3000 }],
      offers: [
        { id: 'instant', kind: 'instant-discount', benefit: { off: 200 } },
        { id: 'store', kind: 'store-coupon', benefit: { off: 300 } },
        { id: 'half', kind: 'coins', benefit: { percent: 50 }, coins: { required: 100 } },
        { id: 'platform', kind: 'platform-coupon', benefit: { off: 300 } },
      ],
      coins: 100,
      total: 1200,
      chosen: ['half', 'platform'],
    },
  ],
  [
    'a place is better taken after a percentage that needs a part to be left',
    {
      terms: ownTerms({
        zeta: { step: '1' },
        alpha: { step: '1', slot: oneOf('a') },
        beta: { step: '2', slot: oneOf('b'), minimum: left },
        gamma: { step: '3', slot: oneOf('a') },
      }),
      lines: [{ ...line, id: 'l', unitPrice: 10_000 }],
      offers: [
        { id: 'z', kind: 'zeta', benefit: { off: 7000 }, exclusive: true },
        { id: 'a', kind: 'alpha', benefit: { off: 3000 } },
        { id: 'b', kind: 'beta', benefit: { percent: 50 }, minimum: { spend: 1000 } },
        { id: 'c', kind: 'gamma', benefit: { off: 3000 } },
      ],
      total: 2000,
      chosen: ['b', 'c'],
    },
  ],
  [
    'a percentage is of lines, and free shipping with a minimum leaves these alone (fg.base)',
    {
      terms: 'aliexpress-2026',
      lines: [{ ...line, id: 'l', unitPrice: 3000 }],
      fee: 240,
      offers: [
        { id: 'code', kind: 'code', benefit: { off: 250 } },
        { id: 'free', kind: 'code', benefit: { freeShipping: true }, minimum: { spend: 1000 } },
        { id: 'half', kind: 'free-shipping', benefit: { percent: 50 } },
      ],
      total: 1500,
      chosen: ['free', 'half'],
    },
  ],
  [
    'free shipping takes a place after an offer that needs a part to be left',
    {
      terms: ownTerms({
        zeta: { step: '1' },
        alpha: { step: '1', slot: oneOf('a') },
        beta: { step: '2', slot: oneOf('b'), minimum: left },
        gamma: { step: '3', slot: oneOf('a') },
      }),
      lines: [{ ...line, id: 'l', unitPrice: 10_000 }],
      fee: 600,
      offers: [
        { id: 'z', kind: 'zeta', benefit: { off: 1400 }, exclusive: true },
        { id: 'a', kind: 'alpha', benefit: { off: 500 } },
        { id: 'b', kind: 'beta', benefit: { off: 1000 }, minimum: { spend: 9800 } },
        { id: 'c', kind: 'gamma', benefit: { freeShipping: true } },
      ],
      total: 9000,
      chosen: ['b', 'c'],
    },
  ],
  [
    'of two that are alike the one that ends later comes before an offer that would narrow it',
    {
      terms: 'aliexpress-2020-03',
      lines: [
        { ...home, id: 'l' },
        { ...line, id: 'm', method: 'express' },
      ],
      offers: [
        { id: 'late', kind: 'platform-coupon', benefit: { off: 600 }, ...ofHome },
        { id: 'wide', kind: 'platform-coupon', benefit: { off: 600 } },
        {
          id: 'soon',
          kind: 'platform-coupon',
          benefit: { off: 600 },
          ...ofHome,
          until: '2028-01-01T00:00:00Z',
        },
      ],
      total: 800,
      chosen: ['late', 'wide'],
    },
  ],
  [
    'of two that are alike the one that ends later comes before the coins are spent (tc.18.a)',
    {
      terms: 'aliexpress-2020-03',
      lines: [
        { ...home, id: 'l' },
        { ...line, id: 'm', store: 's2' },
      ],
      offers: [
        {
          id: 'late',
          kind: 'coins',
          benefit: { off: 200 },
          ...ofHome,
          coins: { required: 50 },
        },
        {
          id: 'other',
          kind: 'coins',
          benefit: { off: 100 },
          funder: 'store:s2',
          coins: { max: 100 },
        },
        {
          id: 'soon',
          kind: 'coins',
          benefit: { off: 200 },
          ...ofHome,
          coins: { required: 50 },
          until: '2028-01-01T00:00:00Z',
        },
      ],
      coins: 100,
      total: 1750,
      chosen: ['late', 'other'],
    },
  ],
]

describe('what a search for a choice could overlook', () => {
  test.each(TRAPS)('%s', (_, trap) => {
    isNotTrapped(trap)
  })
})
