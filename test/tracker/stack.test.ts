import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { layer, layerOffer } from '../../src/core/tracker/layers.ts'
import { type Observation, observation, reading } from '../../src/core/tracker/observation.ts'
import { layerOf } from '../../src/core/tracker/stack/public-layers.ts'
import { nextChange, observed, readingOf, type StackOptions } from '../../src/core/tracker/stack.ts'
import { aReading } from './reading.ts'

function receipt(read = aReading(), options: StackOptions = {}): Observation {
  expect(reading.ok(read)).toBe(true)
  const made = observed(read, options)
  if (isRefused(made)) throw new Error(JSON.stringify(made.refused))
  const faults: never[] = []
  observation.find(made, '', faults)
  expect(faults).toEqual([])
  return made
}

const outcomes = (made: Observation) =>
  made.layers.map(({ kind, amount, outcome }) => [kind, amount, outcome])

const storeCoupon = (off: number, spend: number, terms = {}) => ({
  kind: 'store-coupon' as const,
  source: 'page' as const,
  offer: layerOffer('store-coupon', {
    id: `store-${off}`,
    payer: 's1',
    benefit: { off },
    minimum: { spend },
    ...terms,
  }),
})

const code = (off: number, spend: number, terms = {}) =>
  layerOffer('code', { id: `code-${off}`, benefit: { off }, minimum: { spend }, ...terms })

describe('the public stack of a listing (fg.t.history)', () => {
  it('is list less the sale, less the cheapest choice of public offers, and shipping and tax', () => {
    const read = aReading({
      list: 5000,
      sale: 4000,
      shipping: 300,
      taxRate: 10,
      layers: [storeCoupon(500, 3000)],
    })
    const beside = [layerOf(code(300, 3500), 'feed'), layerOf(code(200, 1000), 'feed')]
    const made = receipt(read, { beside: beside.filter((one) => one !== null) })
    // 40.00 − 5.00 = 35.00 reaches the code's minimum; 10 % tax on 32.00; 3.00 to ship.
    expect(made).toMatchObject({ total: 3200 + 320 + 300, tax: 320, public: true })
    expect(outcomes(made)).toEqual([
      ['sku-sale', 1000, 'counted'],
      ['store-coupon', 500, 'counted'],
      ['code', 300, 'counted'],
      ['code', 0, 'not-chosen'],
    ])
  })

  it('tells what a basket would still need, and what is not in force', () => {
    const read = aReading({
      sale: 2000,
      layers: [storeCoupon(500, 6084), storeCoupon(100, 0, { until: '2026-01-01T00:00:00Z' })],
    })
    const made = receipt(read)
    expect(made.total).toBe(2000)
    expect(made.layers[0]).toMatchObject({ outcome: 'out-of-reach', short: 4084, shortOf: 'spend' })
    expect(made.layers[1]).toMatchObject({ outcome: 'not-in-force', amount: 0 })
  })

  it('leaves personal offers out and says what they would be worth (fg.t.personal)', () => {
    const welcome = layerOffer('welcome-coupon', { id: 'w', benefit: { off: 400 } })
    const read = aReading({
      sale: 2000,
      layers: [
        { kind: 'welcome-coupon', source: 'page', offer: welcome },
        { ...storeCoupon(150, 0), personal: 'held' },
      ],
    })
    const made = receipt(read)
    expect(made.total).toBe(2000)
    expect(made.layers.map(({ outcome, worth }) => [outcome, worth])).toEqual([
      ['could-be-yours', 400],
      ['could-be-yours', 150],
    ])
  })

  it('counts ladders, store discounts, coins and free shipping where the terms of 2020 put them (tc.19)', () => {
    const layers = [
      {
        kind: 'piece-ladder' as const,
        source: 'page' as const,
        offer: layerOffer('piece-ladder', {
          id: 'ladder',
          payer: 's1',
          benefit: { tiers: [{ quantity: 2, percent: 3 }] },
        }),
      },
      {
        kind: 'store-discount' as const,
        source: 'page' as const,
        offer: layerOffer('store-discount', {
          id: 'every',
          payer: 's1',
          benefit: { every: 1000, off: 100 },
        }),
      },
      {
        kind: 'coins' as const,
        source: 'page' as const,
        offer: layerOffer('coins', { id: 'coins', benefit: { percent: 5 }, coins: { max: 100 } }),
      },
      {
        kind: 'free-shipping' as const,
        source: 'page' as const,
        offer: layerOffer('free-shipping', {
          id: 'ship',
          benefit: { freeShipping: true },
          minimum: { spend: 1000 },
        }),
      },
    ]
    const made = receipt(aReading({ sale: 2000, shipping: 250, layers }))
    expect(outcomes(made)).toEqual([
      ['piece-ladder', 0, 'out-of-reach'],
      ['store-discount', 200, 'counted'],
      ['coins', 90, 'counted'],
      ['free-shipping', 250, 'counted'],
    ])
    expect(made.total).toBe(1710)
  })

  it('prices again from what was read, at another instant, without another look', () => {
    const until = '2026-06-24T00:00:00-07:00'
    const read = aReading({ sale: 2000, layers: [storeCoupon(300, 0, { until })] })
    const beside = [layerOf(code(100, 0), 'feed')].filter((one) => one !== null)
    const made = receipt(read, { beside })
    expect(made.total).toBe(1600)
    expect(nextChange(made, Date.parse(read.at))).toBe(Date.parse(until))
    const later = receipt(readingOf(made), { at: until })
    expect(later).toMatchObject({ total: 2000, at: until, readAt: read.at })
    expect(readingOf(later)).toEqual(readingOf(made))
  })

  it('refuses a layer whose offer is of another kind, and a total that does not add up', () => {
    expect(layer.ok({ ...storeCoupon(1, 0), kind: 'code' })).toBe(false)
    const made = receipt()
    expect(observation.ok({ ...made, total: made.total + 1 })).toBe(false)
    expect(reading.ok(aReading({ list: 1, sale: 2 }))).toBe(false)
  })
})
