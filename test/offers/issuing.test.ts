import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/core/base/faults.ts'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Campaign } from '../../src/core/offers/campaign.ts'
import { campaign as campaignSchema } from '../../src/core/offers/campaign.ts'
import { type IssuedOffer, issuedOffer } from '../../src/core/offers/issued-offer.ts'
import { checkIssued } from '../../src/core/offers/issuing.ts'
import { campaignChangeFaults, offerChangeFaults } from '../../src/core/offers/offer-changes.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { campaignOf, issuedOf } from './issuing-offer.ts'

function check(issued: IssuedOffer, campaign: Campaign = campaignOf()) {
  return checkIssued(issued, campaign, shippedTerms.get(campaign.terms))
}

function faultsOf(issued: IssuedOffer, campaign?: Campaign) {
  const checked = check(issued, campaign)
  return isRefused(checked)
    ? checked.refused.map((one) => [one.path, (one as { clause?: string }).clause])
    : []
}

function doubtsOf(issued: IssuedOffer) {
  const checked = check(issued)
  return isRefused(checked) ? null : checked.doubts.map(({ path, clause }) => [path, clause])
}

const panel = (more: Partial<IssuedOffer> = {}) => ({
  obtain: 'panel' as const,
  seller: 'm1',
  ...more,
})
const ofSeller = { funder: 'seller:m1' }

describe('an offer is issued', () => {
  it.each([
    ['by the platform in the centre (fg.center)', issuedOf('platform-select')],
    [
      'by the platform, paid by a partner',
      issuedOf('platform-select', {}, { funder: 'partner:bank' }),
    ],
    ['by a seller in the panel (fg.center)', issuedOf('store-coupon', panel(), ofSeller)],
    ['by a seller, paid by a store', issuedOf('store-coupon', panel(), { funder: 'store:s1' })],
    ['by code', issuedOf('code', { obtain: 'code' })],
    [
      'by itself, of a kind that is not claimed',
      issuedOf('free-shipping', { obtain: 'automatic' }),
    ],
    [
      'as a welcome, once an account (fg.types)',
      issuedOf('welcome-coupon', {}, { newBuyersOnly: true }),
    ],
  ])('%s', (_, issued) => {
    expect(issuedOffer.ok(issued)).toBe(true)
    expect(faultsOf(issued)).toEqual([])
    expect(doubtsOf(issued)).toEqual([])
  })

  it.each([...shippedTerms.all.map((terms) => terms.id)])(
    'of every kind of %s, and of no other (tc.1, fg.types)',
    (id) => {
      const campaign = campaignOf({ terms: id })
      for (const kind of shippedTerms.get(id)?.kinds.keys() ?? []) {
        expect(faultsOf(issuedOf(kind, { obtain: 'grant' }), campaign)).toEqual([])
      }
      expect(faultsOf(issuedOf('no-kind', { obtain: 'grant' }), campaign)).toEqual([
        ['/offer/kind', 'tc.1'],
      ])
    },
  )

  it.each([
    [
      'by a seller with the platform’s money',
      issuedOf('store-coupon', panel()),
      '/offer/funder',
      'tc.13.a',
    ],
    [
      'by a seller with another’s money',
      issuedOf('store-coupon', panel(), { funder: 'seller:m2' }),
      '/offer/funder',
      'tc.13.a',
    ],
    [
      'by a seller for another’s products',
      issuedOf('store-coupon', panel(), { ...ofSeller, scope: { sellers: ['m1', 'm2'] } }),
      '/offer/scope/sellers',
      'tc.13.a',
    ],
    [
      'by a seller in the centre',
      issuedOf('store-coupon', panel({ obtain: 'centre' }), ofSeller),
      '/obtain',
      'fg.center',
    ],
    [
      'by the platform in a panel',
      issuedOf('platform-select', { obtain: 'panel' }),
      '/obtain',
      'fg.center',
    ],
    [
      'by itself, of a kind that is claimed',
      issuedOf('platform-select', { obtain: 'automatic' }),
      '/obtain',
      'cp.1',
    ],
    [
      'as a welcome, twice an account',
      issuedOf('welcome-coupon', { limits: { perBuyer: 2 } }),
      '/limits/perBuyer',
      'fg.types',
    ],
  ])('not %s', (_, issued, path, clause) => {
    expect(issuedOffer.ok(issued)).toBe(true)
    const faults = faultsOf(issued)
    expect(faults.map(([where]) => where)).toEqual([path])
    if (clause !== 'cp.1') expect(faults[0]?.[1]).toBe(clause)
  })

  it('not in another seller’s campaign, nor under a rule-set that is unknown', () => {
    const coupon = issuedOf('store-coupon', panel(), ofSeller)
    expect(faultsOf(coupon, campaignOf({ seller: 'm2' }))).toEqual([['/seller', 'tc.1']])
    expect(faultsOf(coupon, campaignOf({ seller: 'm1' }))).toEqual([])
    expect(faultsOf(coupon, campaignOf({ terms: 'none' }))).toEqual([['/campaign', 'tc.22']])
  })

  it.each([
    [
      'everything off',
      issuedOf('code', { obtain: 'code' }, { benefit: { percent: 100 } }),
      '/offer/benefit/percent',
    ],
    [
      'an amount without a minimum (fg.nomin)',
      issuedOf('code', { obtain: 'code' }, { minimum: null }),
      '/offer/minimum',
    ],
    ['a welcome for everybody', issuedOf('welcome-coupon'), '/offer/newBuyersOnly'],
  ])('with a doubt: %s', (_, issued, path) => {
    expect(doubtsOf(issued)?.map(([where]) => where)).toEqual([path])
  })
})

describe('an issued offer as it is written', () => {
  const faultsIn = (value: unknown) => {
    const faults: Fault[] = []
    issuedOffer.find(value, '', faults)
    return faults.map(({ path }) => path)
  }

  it.each([
    ['amount = minimum', { benefit: { off: 3900 } }, '/offer/benefit/off'],
    [
      'amount > minimum',
      { benefit: { off: 17_000 }, minimum: { spend: 2000 } },
      '/offer/benefit/off',
    ],
    ['every 30, 30 off', { benefit: { every: 3000, off: 3000 } }, '/offer/benefit/off'],
    [
      'a tier that is free',
      {
        benefit: {
          tiers: [
            { spend: 100, off: 10 },
            { spend: 200, off: 200 },
          ],
        },
      },
      '/offer/benefit/tiers/1/off',
    ],
    ['no code', { code: null }, '/offer/code'],
    ['a code that is none', { code: 'SAVE 20' }, '/offer/code'],
    ['half a character', { scope: { listings: ['\ud800'] } }, '/offer/scope/listings/0'],
  ])('is refused with %s', (_, terms, path) => {
    expect(faultsIn(issuedOf('code', { obtain: 'code' }, terms))).toEqual([path])
  })

  it('has a code only where it is obtained by it', () => {
    expect(faultsIn(issuedOf('code', { obtain: 'unique-code' }, { code: 'SAVE5' }))).toEqual([
      '/offer/code',
    ])
  })

  it('is claimed before the claims end', () => {
    const window = { claimFrom: '2026-05-02T00:00:00Z', claimUntil: '2026-05-02T00:00:00Z' }
    expect(faultsIn(issuedOf('platform-select', window))).toEqual(['/claimUntil'])
    const faults: Fault[] = []
    campaignSchema.find(campaignOf({ ends: '2026-05-01T07:00:00Z' }), '', faults)
    expect(faults.map(({ path }) => path)).toEqual(['/ends'])
  })
})

describe('nothing makes money of an offer (cp.7, tc.21)', () => {
  const base = issuedOf('platform-select')
  const refused = (value: unknown) => !issuedOffer.ok(value)

  it.each([
    'cash',
    'payout',
    'credit',
    'refund',
    'refundable',
    'transferable',
    'resale',
    'price',
    'value',
  ])('no field "%s" is known, of the offer or of its terms', (field) => {
    expect(refused({ ...base, [field]: true })).toBe(true)
    expect(refused({ ...base, offer: { ...base.offer, [field]: 500 } })).toBe(true)
    expect(refused({ ...base, limits: { [field]: 500 } })).toBe(true)
    expect(refused({ ...base, obtain: 'exchange', exchange: { coins: 10, [field]: 1 } })).toBe(true)
  })

  it.each(['owner', 'claimed', 'uses', 'budget', 'heldUntil', 'ended', 'id'])(
    'an issuer cannot write "%s": whose it is, and how often it was used, is known from claims (cp.8)',
    (field) => {
      expect(refused({ ...base, offer: { ...base.offer, [field]: 'b2' } })).toBe(true)
    },
  )

  it('a benefit lowers a price, and is never below zero', () => {
    for (const benefit of [{ off: -1 }, { off: 0.5 }, { percent: 101 }, { cash: 500 }, {}]) {
      expect(refused({ ...base, offer: { ...base.offer, benefit } })).toBe(true)
    }
  })

  it('a change gives it to nobody else and to no other payer (tc.20)', () => {
    expect(offerChangeFaults(base, { ...base, title: 'Other', validDays: 9 })).toEqual([])
    const next: IssuedOffer = {
      ...base,
      id: 'o2',
      campaign: 'june',
      seller: 'm1',
      obtain: 'grant',
      offer: { ...base.offer, kind: 'coins', funder: 'partner:x', currency: 'EUR' },
    }
    expect(offerChangeFaults(base, next).map(({ path }) => path)).toEqual([
      '/id',
      '/campaign',
      '/seller',
      '/obtain',
      '/offer/kind',
      '/offer/funder',
      '/offer/currency',
    ])
    const campaign = campaignOf()
    expect(campaignChangeFaults(campaign, { ...campaign, title: 'x', starts: null })).toEqual([])
    expect(campaignChangeFaults(campaign, { ...campaign, seller: 'm1' })).toHaveLength(1)
  })
})
