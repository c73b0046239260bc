import { describe, expect, it } from 'vitest'
import {
  byClaimEnd,
  type Claimable,
  categoriesOf,
  isInCentre,
  isOfCategory,
  isOnPanel,
} from '../../src/core/offers/centre.ts'
import type { IssuedOffer } from '../../src/core/offers/issued-offer.ts'
import { compileOffer } from '../../src/core/pricing/offer.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { offer } from '../store/offers/marketplace.ts'

const AT = Date.parse('2026-05-03T12:00:00Z')

function row(
  more: Partial<IssuedOffer> = {},
  terms: Partial<OfferDocument> = {},
  rest: Partial<Claimable> = {},
): Claimable {
  const issued = offer({ obtain: 'centre', ...more } as IssuedOffer, terms)
  return {
    issued,
    validity: { claimFrom: null, claimUntil: null },
    exhausted: false,
    offer: compileOffer({ ...issued.offer, id: issued.id }, 0),
    ...rest,
  }
}

describe('the coupon centre (fg.center)', () => {
  it.each<[string, Claimable, boolean]>([
    ['a coupon of the platform', row(), true],
    [
      'what is had for coins (tc.18.a.i.2)',
      row({ obtain: 'exchange', exchange: { coins: 5 } }),
      true,
    ],
    ['a coupon of a seller', row({ seller: 'm1' }), false],
    ['what a panel shows', row({ obtain: 'panel' }), false],
    ['what a trigger issues', row({ obtain: 'trigger' }), false],
    ['what applies by itself', row({ obtain: 'automatic' }), false],
    ['what is all taken', row({}, {}, { exhausted: true }), false],
    [
      'what opens at this instant',
      row({}, {}, { validity: { claimFrom: '2026-05-03T12:00:00Z', claimUntil: null } }),
      true,
    ],
    [
      'what opens later (cp.1)',
      row({}, {}, { validity: { claimFrom: '2026-05-03T12:00:01Z', claimUntil: null } }),
      false,
    ],
    [
      'what closes at this instant (cp.1)',
      row({}, {}, { validity: { claimFrom: null, claimUntil: '2026-05-03T12:00:00Z' } }),
      false,
    ],
  ])('lists %s: %#', (_, one, expected) => expect(isInCentre(one, AT)).toBe(expected))

  it.each<[string, readonly (readonly string[])[] | undefined, readonly string[], boolean]>([
    ['of no category', undefined, ['home'], true],
    ['of the category', [['home']], ['home'], true],
    ['of one below it', [['home', 'light']], ['home'], true],
    ['of one above it', [['home']], ['home', 'light'], true],
    ['of one beside it', [['home', 'light']], ['home', 'kitchen'], false],
    ['of a category of a like name', [['homeware']], ['home'], false],
    ['of several, this one among them', [['toys'], ['home']], ['home'], true],
  ])('filters by category: an offer %s (fg.center)', (_, categories, wanted, expected) => {
    const scope = categories && { categories }
    expect(isOfCategory(row({}, { scope }).issued, wanted)).toBe(expected)
  })

  it('counts its categories, each offer once in each', () => {
    const of = (...categories: string[][]) => row({}, { scope: { categories } })
    const rows = [of(['home', 'light'], ['home', 'kitchen']), of(['toys'], ['home']), row()]
    expect(categoriesOf(rows)).toEqual([
      { category: 'home', offers: 2 },
      { category: 'toys', offers: 1 },
    ])
  })

  it('is in the order in which the claims close', () => {
    const closing = (id: string, claimUntil: string | null) =>
      row({ id }, {}, { validity: { claimFrom: null, claimUntil } })
    const rows = [
      closing('c', null),
      closing('b', '2026-05-05T00:00:00Z'),
      closing('d', '2026-05-04T00:00:00Z'),
      closing('a', '2026-05-05T00:00:00Z'),
    ]
    expect(byClaimEnd(rows).map(({ issued }) => issued.id)).toEqual(['d', 'a', 'b', 'c'])
  })
})

describe('the panel of a listing (fg.center)', () => {
  const listing = {
    listing: 'L1',
    store: 'lamps',
    seller: 'lumen',
    category: ['home', 'light'],
    warehouse: 'CN',
  }
  const panel = (terms: Partial<OfferDocument>, more: Partial<IssuedOffer> = {}) =>
    row({ obtain: 'panel', ...more }, { kind: 'store-coupon', ...terms })

  it.each<[string, Claimable, boolean]>([
    ['of its store', panel({ funder: 'store:lamps' }), true],
    ['of its seller', panel({ funder: 'seller:lumen' }), true],
    ['of another store', panel({ funder: 'store:pots' }), false],
    ['of another seller', panel({ funder: 'seller:terra' }), false],
    [
      'of its store, for its category',
      panel({ funder: 'store:lamps', scope: { categories: [['home']] } }),
      true,
    ],
    [
      'of its store, for another listing',
      panel({ funder: 'store:lamps', scope: { listings: ['L2'] } }),
      false,
    ],
    [
      'of its store, from another warehouse',
      panel({ funder: 'store:lamps', scope: { warehouses: ['US'] } }),
      false,
    ],
    ['of its store, in the centre', row({}, { funder: 'store:lamps' }), false],
    ['of its store, all taken', { ...panel({ funder: 'store:lamps' }), exhausted: true }, false],
  ])('shows a coupon %s: %#', (_, one, expected) =>
    expect(isOnPanel(one, listing, AT)).toBe(expected),
  )
})
