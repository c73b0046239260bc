/** What whoever starts the tracker sees: a target is set at the sample shop, and an alert fires. */
import { describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { type Alert, beginning, evaluate, type Watch } from '../../src/core/tracker/alerts/watch.ts'
import { EMPTY, record } from '../../src/core/tracker/history/record.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { pageSource } from '../../src/shell/sources/page.ts'
import { shopDouble } from '../../src/shell/sources/shop/shop-double.ts'
import { SHOP_EVERY_MS, SHOP_PRODUCTS } from '../../src/shell/sources/shop/shop-prices.ts'
import { isUnseen, type ListedItem } from '../../src/shell/sources/source.ts'
import { localWeb } from './local-web.ts'

const START = Date.parse('2026-11-01T10:00:00Z')
const { client } = await localWeb()

/** Follows a listing for some minutes; every alert that it brings. */
async function alertsOf(item: ListedItem, { from, forMs }: { from: number; forMs: number }) {
  const clock = { now: from }
  const shop = shopDouble({ now: () => clock.now })
  const source = pageSource({ client: shop.around(client), now: () => clock.now })
  const product = SHOP_PRODUCTS.find(({ id }) => id === item.listing)
  if (!product) throw new Error('It is there.')
  const { lowMinor, shippingMinor } = product
  const target = Math.ceil(((lowMinor + shippingMinor) * 105) / 100)
  const watch: Watch = { id: 'w', kind: 'target', target }
  let state = beginning('target', { low: null, stock: 'in' })
  let tail = EMPTY
  const alerts: Alert[] = []
  for (; clock.now <= from + forMs; clock.now += SHOP_EVERY_MS) {
    const seen = await source.observe(item, { shipTo: 'US', currency: 'USD' })
    if (isUnseen(seen) || !seen.readings[0]) throw new Error(JSON.stringify(seen))
    const receipt = observed(seen.readings[0])
    if (isRefused(receipt)) throw new Error(JSON.stringify(receipt))
    const recorded = record(tail, receipt, { gapAfterMs: 60_000, median: () => null })
    tail = recorded.tail
    for (const admitted of recorded.admitted) {
      const evaluated = evaluate(watch, state, admitted)
      state = evaluated.state
      if (evaluated.alert) alerts.push(evaluated.alert)
    }
  }
  return alerts
}

describe.each(shopDouble().items)('a target at $listing', (item) => {
  test('fires within two minutes, whenever it is set (fg.t.alert)', async () => {
    for (let from = START; from < START + 100_000; from += 7_000) {
      const [first] = await alertsOf(item, { from, forMs: 120_000 })
      expect(first).toMatchObject({ kind: 'target' })
      expect((first as Alert).second - (first as Alert).first).toBeLessThanOrEqual(60_000)
    }
  })

  test('fires once for each time that the price comes down to it', async () => {
    const alerts = await alertsOf(item, { from: START, forMs: 600_000 })
    expect(new Set(alerts.map(({ key }) => key)).size).toBe(alerts.length)
    expect(alerts.length).toBeGreaterThanOrEqual(5)
    expect(alerts.length).toBeLessThanOrEqual(7)
  })
})
