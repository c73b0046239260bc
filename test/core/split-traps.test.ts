import { describe, test } from 'vitest'
import { ownTerms } from './generator-terms.ts'
import { home, isNotTrapped, left, line, ofHome, oneOf, type Traps } from './traps.ts'

const ofHall = { scope: { categories: [['home', 'hall']] } }
const list = { compare: 'reaches', of: 'list' } as const

const TRAPS: Traps = [
  [
    'two offers that need a part to be left, in two slots, need the same part',
    {
      terms: ownTerms({
        alpha: { step: '1' },
        beta: { step: '2', slot: oneOf('b'), minimum: left },
        gamma: { step: '2', slot: oneOf('c'), minimum: left },
      }),
      lines: [
        { ...line, id: 'l', unitPrice: 10_000 },
        { ...line, id: 'm', unitPrice: 10_000, store: 's2' },
      ],
      offers: [
        { id: 'a1', kind: 'alpha', funder: 'store:s1', benefit: { off: 3000 } },
        { id: 'a2', kind: 'alpha', funder: 'store:s2', benefit: { off: 3000 } },
        { id: 'b1', kind: 'beta', benefit: { off: 500 }, minimum: { spend: 6000 } },
        { id: 'b2', kind: 'beta', benefit: { off: 500 }, minimum: { spend: 6000 } },
        { id: 'c1', kind: 'gamma', benefit: { off: 500 }, minimum: { spend: 6000 } },
        { id: 'c2', kind: 'gamma', benefit: { off: 500 }, minimum: { spend: 6000 } },
      ],
      maxCheckouts: 2,
      total: 12_000,
      chosen: ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'],
    },
  ],
  [
    'the kinds of one place come before and after an offer that needs a part to be left',
    {
      terms: ownTerms({
        alpha: { step: '1', slot: { name: 'store', per: 'store' }, minimum: list },
        beta: { step: '2', slot: oneOf('code'), minimum: left },
        gamma: { step: '3', slot: { name: 'store', per: 'store' }, minimum: list },
      }),
      lines: [
        { ...line, id: 'l', unitPrice: 10_000 },
        { ...line, id: 'm', unitPrice: 10_000, store: 's2' },
      ],
      offers: [
        { id: 'a1', kind: 'alpha', funder: 'store:s1', benefit: { off: 2000 } },
        { id: 'a2', kind: 'alpha', funder: 'store:s2', benefit: { off: 2000 } },
        { id: 'b1', kind: 'beta', benefit: { off: 1000 }, minimum: { spend: 9500 } },
        { id: 'b2', kind: 'beta', benefit: { off: 1000 }, minimum: { spend: 9500 } },
        { id: 'c1', kind: 'gamma', funder: 'store:s1', benefit: { off: 1900 } },
        { id: 'c2', kind: 'gamma', funder: 'store:s2', benefit: { off: 1900 } },
      ],
      maxCheckouts: 2,
      total: 14_200,
      chosen: ['b1', 'b2', 'c1', 'c2'],
    },
  ],
  [
    'two offers of one step find their minimums beside one that takes from both (fg.base)',
    {
      terms: ownTerms({
        alpha: { step: '1', slot: oneOf('a') },
        beta: { step: '2', slot: { name: 'b', per: 'order' }, minimum: left },
      }),
      lines: [
        { ...line, id: 'k', unitPrice: 300 },
        { ...line, id: 'l', unitPrice: 700, store: 's2', category: ['home', 'hall'] },
        { ...line, id: 'm', unitPrice: 500, store: 's3', category: ['home'] },
        { ...line, id: 'n', unitPrice: 1000, store: 's4' },
      ],
      offers: [
        { id: 'a', kind: 'alpha', benefit: { off: 300 }, minimum: { spend: 300 }, ...ofHall },
        { id: 'a2', kind: 'alpha', benefit: { off: 10 }, ...ofHall },
        { id: 'b', kind: 'beta', benefit: { off: 400 }, minimum: { spend: 1000 } },
        {
          id: 'c',
          kind: 'beta',
          benefit: { off: 100 },
          minimum: { spend: 500 },
          scope: { stores: ['s1', 's2'] },
        },
        { id: 'd', kind: 'beta', benefit: { off: 100 }, minimum: { spend: 500 }, ...ofHome },
      ],
      maxCheckouts: 2,
      total: 1600,
      chosen: ['a', 'b', 'c', 'd'],
    },
  ],
  [
    'of the sellers’ offers as many are used as find something beside a code (fg.base)',
    {
      terms: 'aliexpress-2026',
      lines: ['s1', 's2', 's1', 's2'].map((store, at) => ({
        ...line,
        id: `l${at}`,
        store,
        unitPrice: 5000,
      })),
      offers: [
        { id: 'a', kind: 'store-coupon', funder: 'store:s1', benefit: { off: 1000 } },
        { id: 'b', kind: 'seller-coupon', funder: 'seller:m1', benefit: { off: 1000 } },
        { id: 'c', kind: 'store-coupon', funder: 'store:s2', benefit: { off: 1000 } },
        { id: 'd', kind: 'seller-coupon', funder: 'seller:m2', benefit: { off: 1000 } },
        { id: 'e', kind: 'code', benefit: { off: 3000 }, minimum: { spend: 9000 } },
        { id: 'f', kind: 'code', benefit: { off: 3000 }, minimum: { spend: 9000 } },
      ],
      maxCheckouts: 2,
      total: 12_000,
      chosen: ['a', 'b', 'e', 'f'],
    },
  ],
  [
    'an offer of another order holds a seller, and a code finds room where that drove one away (D-4)',
    {
      terms: 'aliexpress-2026',
      lines: [
        { ...home, id: 'k', listing: '2' },
        { ...line, id: 'l', method: 'express', category: ['hall'] },
        { ...home, id: 'm', store: 's2' },
        { ...line, id: 'n', store: 's3' },
      ],
      offers: [
        { id: 'a', kind: 'platform-select', benefit: { off: 400 }, minimum: { spend: 3000 } },
        { id: 'b', kind: 'platform-select', benefit: { off: 100 }, scope: { stores: ['s3'] } },
        {
          id: 'c',
          kind: 'seller-coupon',
          benefit: { off: 100 },
          scope: { categories: [['hall']] },
        },
        {
          id: 'd',
          kind: 'seller-coupon',
          benefit: { off: 200 },
          ...ofHome,
          stacksWith: ['platform-select', 'seller-coupon'],
        },
        { id: 'e', kind: 'code', benefit: { off: 300 }, scope: { listings: ['2'] } },
        { id: 'f', kind: 'code', benefit: { off: 300 }, scope: { stores: ['s3'] } },
      ],
      maxCheckouts: 2,
      total: 2600,
      chosen: ['a', 'b', 'c', 'd', 'e', 'f'],
    },
  ],
  [
    'two methods of a seller with many lines are parted, and none of them pays twice (fg.shipping)',
    {
      terms: 'aliexpress-2026',
      lines: Array.from({ length: 8 }, (_, at) => ({
        ...line,
        id: `l${at}`,
        ...(at % 2 === 0 ? {} : { method: 'express' }),
      })),
      fee: 150,
      offers: [
        {
          id: 'a',
          kind: 'store-coupon',
          funder: 'store:s1',
          benefit: { off: 100 },
          uses: { limit: 2, made: 0 },
        },
      ],
      maxCheckouts: 3,
      total: 8100,
      chosen: ['a', 'a'],
    },
  ],
  [
    'with fewer coins left a checkout costs less: a code finds its minimum (tc.18.a, tc.11.b)',
    {
      terms: 'aliexpress-2020-03',
      lines: [
        { ...line, id: 'l' },
        { ...line, id: 'm', store: 's2' },
      ],
      offers: [
        {
          id: 'coins',
          kind: 'coins',
          benefit: { off: 355 },
          coins: { max: 100 },
          uses: { limit: 2, made: 0 },
        },
        {
          id: 'code',
          kind: 'promo-code',
          benefit: { off: 533 },
          minimum: { spend: 889 },
          scope: { stores: ['s2'] },
        },
      ],
      coins: 120,
      maxCheckouts: 2,
      total: 1041,
      chosen: ['code', 'coins', 'coins'],
    },
  ],
  [
    'where tax is rounded down each part of a line saves what is lost of a unit',
    {
      terms: ownTerms({ alpha: { step: '1' } }, 'down'),
      lines: [{ ...line, id: 'l', unitPrice: 8, quantity: 5, taxRate: 10 }],
      offers: [],
      maxCheckouts: 5,
      units: true,
      total: 40,
      chosen: [],
    },
  ],
]

describe('what a search for a split could overlook', () => {
  test.each(TRAPS)('%s', (_, trap) => {
    isNotTrapped(trap)
  })
})
