import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import offers from '../samples/campaign-offers.json' with { type: 'json' }
import index from '../samples/index.json' with { type: 'json' }
import listings from '../samples/listings.json' with { type: 'json' }
import { minorDigits } from '../src/core/base/iso4217.ts'
import { isRefused, prepareMarket, type Quote, quote } from '../src/tessera.ts'

interface SampleCart {
  readonly name: string
  readonly story: string
  readonly input: {
    readonly currency: string
    readonly lines: readonly { readonly listing: string; readonly unitPrice: number }[]
    readonly offers: readonly { readonly id: string; readonly kind: string }[]
  }
}

const SAMPLES = join(import.meta.dirname, '../samples')

const OUTCOMES = [
  {
    cart: 'us-may-2026',
    total: 11791,
    applied: `platform-select-8-off-99 hair-lab-8-percent sole-street-2-off-30 lumen-1-off-40
      USAFF8-2026-05-01 us-warehouse-free-shipping`,
    rejected: {
      'slot-taken': `beauty-week-6-off-50 hair-lab-3-off-30 USAFF5-2026-05-01 USAFF02-2026-05-01
        AFMC12-2026-05-01`,
      'not-new-buyer': `welcome-half-up-to-5 NEWUSOFF12-until-2026-07-01`,
      'not-claimed': `luthier-parts-2-off-20`,
      'wrong-channel': `stride-app-2-off-25`,
      'already-used': `nova-1-off-10`,
      'below-minimum 37101': `USAFF060-2026-05-01`,
      'below-minimum 25101': `USAFF045-2026-05-01`,
      'below-minimum 13101': `USAFF30-2026-05-01`,
      'below-minimum 6101': `USAFF23-2026-05-01`,
      'below-minimum 101': `USAFF015-2026-05-01`,
      expired: `USAFF8-2025-02-17`,
      'wrong-country': `CHOICEKR07-2026-05-01`,
      'wrong-currency': `DECD08-2026-05-01`,
      'not-started': `OTPRD15-2026-10-01`,
      'below-minimum 2128': `sole-street-free-shipping-from-49`,
    },
  },
  {
    cart: 'us-split',
    total: 9000,
    applied: `USAFF8-2026-05-01`,
    rejected: {
      'below-minimum 26100': `USAFF045-2026-05-01`,
      'below-minimum 14100': `USAFF30-2026-05-01`,
      'below-minimum 7100': `USAFF23-2026-05-01`,
      'below-minimum 1100': `USAFF015-2026-05-01`,
      'slot-taken': `USAFF5-2026-05-01 USAFF02-2026-05-01`,
    },
  },
  {
    cart: 'de-before-vat',
    total: 4035,
    applied: `curl-studio-1-off-25 comb-corner-5-percent DECD02-2026-05-01
      choice-free-shipping-from-25`,
    rejected: {
      'below-minimum 149': `curl-studio-3-off-30`,
      'below-minimum 2424': `DECD08-2026-05-01`,
      'below-minimum 424': `DECD05-2026-05-01`,
      'wrong-country': `FRFW05-2026-05-01`,
      'wrong-currency': `USAFF5-2026-05-01`,
    },
  },
  {
    cart: 'gb-vat',
    total: 9634,
    applied: `platform-select-2-off-60 court-shoes-1-off-35 tyne-1-off-20 AEUKCDX7-2026-05-01
      uk-free-shipping`,
    rejected: {
      'below-minimum 813': `step-by-step-4-off-60`,
      'below-minimum 6288': `AEUKCD18-2026-05-01`,
      'below-minimum 288': `AEUKCD12-2026-05-01`,
      'not-new-buyer': `UKNEW04-until-2026-07-10`,
      'wrong-currency': `USAFF8-2026-05-01`,
    },
  },
  {
    cart: 'in-customs-risk',
    total: 7074,
    applied: `platform-select-5-off-70 paws-and-fur-7-5-percent brush-bar-2-off-45 kaveri-1-off-5
      AFMC7-2026-05-01 paws-and-fur-free-shipping`,
    rejected: {
      'below-minimum 1325': `AFMC12-2026-05-01`,
      'slot-taken': `AFMC4-2026-05-01`,
      'wrong-country': `USAFF5-2026-05-01`,
      expired: `CHOICEKR04-2026-05-01`,
      'not-started': `AFSO10-2026-06-01`,
    },
  },
  {
    cart: 'singles-day-2020',
    total: 13062,
    applied: `hair-lab-buy-2 lumen-2-every-30 hair-lab-4-off-60 sole-street-coins pegs-coins
      select-2-1 select-2-2 select-2-3 select-2-4 select-2-5 sole-street-code
      singles-day-6-off-40 bank-3-percent`,
    rejected: {
      'below-minimum 2 items': `hair-lab-buy-3`,
      'slot-taken': `hair-lab-5-off-70`,
      'not-enough-coins': `rollers-coins`,
      'allowance-spent': `select-2-6`,
      'below-minimum 501': `platform-5-off-50`,
      'not-new-buyer': `nova-first-order`,
    },
  },
  {
    cart: 'terms-of-2018',
    total: 8372,
    applied: `court-shoes-sale curl-studio-2-off-30 select-2-a select-2-b platform-4-off-60
      site-1-percent`,
    rejected: {
      'slot-taken': `court-shoes-second-sale platform-1-off-10`,
      'allowance-spent': `select-2-c`,
      'wrong-channel': `mobile-2-percent`,
      'unknown-kind': `early-promo-code`,
    },
  },
  {
    cart: 'kw-fils',
    total: 17937,
    applied: `platform-select-2-off-20 hair-lab-6-5-percent sole-street-half-dinar dinar-code
      gulf-free-shipping`,
    rejected: {
      'wrong-currency': `GCCCD02-2026-05-01 AFMC7-2026-05-01`,
    },
  },
  {
    cart: 'br-freight',
    total: 44077,
    applied: `MAES3-2026-05-01 freight-up-to-40`,
    rejected: {
      'wrong-channel': `booming-20-off-150`,
      'below-minimum 34130': `MAES5-2026-05-01`,
      'below-minimum 2130': `MAES4-2026-05-01`,
      'slot-taken': `MAES2-2026-05-01 3c-free-freight`,
    },
  },
  {
    cart: 'ma-combined-order',
    total: 96149,
    applied: `combined-60 atlas-25`,
    rejected: {
      'below-minimum 1': `combined-100`,
      held: `tried-in-vain-80`,
      'does-not-stack': `souk-30`,
      'not-owner': `friend-15`,
      ended: `spring-20`,
    },
  },
] satisfies {
  cart: string
  total: number
  applied: string
  rejected: Readonly<Record<string, string>>
}[]

/** Minor units of the cart's currency for 100 cents, where a cart is not in its listing's currency. */
const RATES: Readonly<Record<string, number>> = { EUR: 86, GBP: 74, KWD: 306 }

function cartOf(name: string): SampleCart {
  return JSON.parse(readFileSync(join(SAMPLES, `carts/${name}.json`), 'utf8'))
}

function quoteOf(input: unknown): Quote {
  const answer = quote(input)
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer
}

/** Rejected ids by reason, with the shortfall where one was told: the shape of the table. */
function rejectionsOf({ rejected }: Quote): Record<string, string[]> {
  const byReason: Record<string, string[]> = {}
  for (const { offer, reason, short, shortOf } of rejected) {
    const shortfall = short === undefined ? '' : ` ${short}${shortOf === 'items' ? ' items' : ''}`
    byReason[`${reason}${shortfall}`] = [...(byReason[`${reason}${shortfall}`] ?? []), offer]
  }
  return byReason
}

const words = (text: string) => text.trim().split(/\s+/)

describe('the sample carts', () => {
  test('are listed, every one, with the name and the story that they have', () => {
    const files = readdirSync(join(SAMPLES, 'carts')).map((file) => `carts/${file}`)
    expect(index.map(({ file }) => file).toSorted()).toEqual(files.toSorted())
    for (const { file, name, story } of index) {
      expect({ name, story }).toEqual({ ...cartOf(file.slice(6, -5)), input: undefined })
    }
  })

  test.each(OUTCOMES)('$cart comes to $total', ({ cart, total, applied, rejected }) => {
    const answer = quoteOf(cartOf(cart).input)
    expect(answer.totals.total).toBe(total)
    expect(answer.applied.map(({ offer }) => offer)).toEqual(words(applied))
    const expected = Object.entries(rejected).map(([reason, ids]) => [reason, words(ids)])
    expect(rejectionsOf(answer)).toEqual(Object.fromEntries(expected))
  })

  test('an exclusive code is refused beside coupons, with their names, and wins alone', () => {
    const { input } = cartOf('us-exclusive-code')
    const exclusive = 'partner-exclusive-30-off-100'
    const without = quoteOf(cartOf('us-may-2026').input)
    const beside = quoteOf(input)
    const refusal = beside.rejected.find(({ offer }) => offer === exclusive)
    expect(refusal).toMatchObject({
      reason: 'does-not-stack',
      blockedBy: without.applied.slice(0, 4).map(({ offer }) => offer),
    })
    expect({ ...beside, rejected: beside.rejected.filter((one) => one !== refusal) }).toEqual(
      without,
    )
    expect(quoteOf({ ...input, choose: [exclusive] }).totals.total).toBe(11480)
  })

  test('the discounts on a line at risk in customs are provisional', () => {
    const risky = quoteOf(cartOf('in-customs-risk').input).applied
    const brush = ['straightening-brush']
    expect(risky.map(({ provisional }) => provisional)).toEqual([
      ['pet-dryer', ...brush],
      ['pet-dryer'],
      brush,
      brush,
      ['pet-dryer', ...brush],
      ['pet-dryer'],
    ])
  })

  test('three coupons cost the cart in the UK a better code', () => {
    const { input } = cartOf('gb-vat')
    const choose = ['AEUKCD12-2026-05-01', 'uk-free-shipping']
    expect(quoteOf({ ...input, choose }).totals.total).toBe(9534)
  })

  test.each(['de-before-vat', 'gb-vat'])('%s has the tax of its market', (cart) => {
    const { input } = cartOf(cart)
    const untaxed = JSON.parse(JSON.stringify(input), (key, value) =>
      key === 'taxRate' || key === 'pricesIncludeTax' ? undefined : value,
    )
    expect(prepareMarket(untaxed)).toMatchObject({ input })
  })

  test('hold listings at their price and published codes as published', () => {
    const listed = new Map(listings.map((listing) => [listing.id, listing]))
    const published = new Map(offers.map((offer) => [offer.id, offer]))
    for (const { file } of index) {
      const { input } = cartOf(file.slice(6, -5))
      for (const { listing, unitPrice } of input.lines) {
        const { unitPrice: price = Number.NaN, currency } = listed.get(listing) ?? {}
        const rate = currency === input.currency ? 100 : (RATES[input.currency] ?? Number.NaN)
        expect(unitPrice).toBe(Math.floor((2 * price * rate + 100) / 200))
      }
      const campaign = input.offers.filter(({ id }) => /-20\d\d-\d\d-\d\d$/.test(id))
      expect(campaign).toEqual(campaign.map(({ id }) => published.get(id)))
    }
  })
})

describe('the sample listings', () => {
  test('are priced in whole minor units, at most at their struck price', () => {
    expect(new Set(listings.map(({ id }) => id)).size).toBe(listings.length)
    for (const { id, currency, unitPrice, listPrice, shippingFee } of listings) {
      expect(minorDigits(currency), id).toBeDefined()
      expect(Number.isSafeInteger(unitPrice) && unitPrice > 0, id).toBe(true)
      expect(listPrice ?? Number.MAX_SAFE_INTEGER, id).toBeGreaterThan(unitPrice)
      expect(shippingFee ?? 0, id).toBeGreaterThanOrEqual(0)
    }
  })
})
