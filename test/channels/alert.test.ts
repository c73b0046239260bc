import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { endings } from '../../src/core/tracker/alerts/endings.ts'
import { proofOf } from '../../src/core/tracker/alerts/proof.ts'
import { beginning, evaluate } from '../../src/core/tracker/alerts/watch.ts'
import { layerOffer } from '../../src/core/tracker/layers.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { ALERT_LAPSES_MS, type Alert } from '../../src/shell/channels/alert.ts'
import { alertFeed } from '../../src/shell/channels/alert-feed.ts'
import { alertWords } from '../../src/shell/channels/alert-words.ts'
import { type Delivery, retryAfterSeconds } from '../../src/shell/channels/channel.ts'
import { ALERT_RETRY_SECONDS, attempted } from '../../src/shell/channels/retries.ts'
import { endingAlert, toldAlert } from '../../src/shell/channels/told-alert.ts'
import { HOUR, MINUTE, NOON, seenAt } from '../tracker/observed.ts'
import { aReading } from '../tracker/reading.ts'
import { AT, anAlert } from './alerts.ts'

const setting = {
  list: 'l1',
  title: 'Cable',
  variant: 'Black',
  proofUrl: 'https://market.example/alerts/a1',
  watchUrl: 'https://market.example/watch/secret',
}

const until = new Date(NOON + 3 * HOUR).toISOString()
const coupon = {
  kind: 'store-coupon' as const,
  source: 'page' as const,
  title: 'Store: 3 off 15',
  until,
  offer: layerOffer('store-coupon', {
    ...{ id: 'c1', payer: 's1', until },
    ...{ benefit: { off: 300 }, minimum: { spend: 1_500 } },
  }),
}

describe('what the machine of alerts tells, as channels hand it over (fg.t.alert)', () => {
  it('a target: the total of the second reading, the target, and the key as its id', () => {
    const watch = { id: 'w1', kind: 'target' as const, target: 1_900 }
    const first = seenAt(0, 1_850, { list: 2_500 })
    const second = seenAt(MINUTE / 2, 1_850, { list: 2_500 })
    const begun = evaluate(watch, beginning('target', { low: null, stock: 'in' }), first)
    const { alert } = evaluate(watch, begun.state, second)
    if (alert === null) throw new Error('It tells nothing')
    const proof = proofOf(alert, watch, [first, second])
    expect(toldAlert({ key: alert.key, watch: 'w1', proof }, setting)).toEqual({
      id: `w1:target:${NOON}`,
      watch: 'w1',
      list: 'l1',
      kind: 'target',
      at: NOON + MINUTE / 2,
      listing: { id: '1005001234567890', title: 'Cable', variant: 'Black' },
      totalMinor: 1_850,
      currency: 'USD',
      shipTo: 'US',
      targetMinor: 1_900,
      formerLowMinor: undefined,
      layers: [{ name: 'Sale price', amountMinor: 650 }],
      endsAt: null,
      proofUrl: setting.proofUrl,
      watchUrl: setting.watchUrl,
    })
  })

  it('an ending: until when, and what it costs then', () => {
    const seen = observed(aReading({ sale: 2_000, layers: [coupon] }))
    if (isRefused(seen)) throw new Error(JSON.stringify(seen.refused))
    const [ending] = endings('w1', seen, { at: NOON })
    if (!ending) throw new Error('Nothing ends')
    const alert = endingAlert(ending, { watch: 'w1', seen, at: NOON }, setting)
    expect(alert).toMatchObject({
      kind: 'ending',
      totalMinor: 1_700,
      thenMinor: 2_000,
      id: ending.key,
    })
    expect(alert.layers).toEqual([{ name: 'Store: 3 off 15', amountMinor: 300 }])
    expect(alertWords(alert).headline).toBe(
      'A coupon ends: USD 17.00 until 2026-06-23 15:00 UTC, then USD 20.00',
    )
  })
})

describe('what an alert says', () => {
  it.each<[Partial<Alert>, string]>([
    [{}, 'Now USD 9.50: your target was USD 10.00'],
    [{ currency: 'JPY' }, 'Now JPY 950: your target was JPY 1000'],
    [{ targetMinor: null }, 'Now USD 9.50: your target is reached'],
    [{ kind: 'restock' }, 'Back in stock, at USD 9.50'],
    [{ kind: 'new-low' }, 'Never lower: now USD 9.50'],
    [{ kind: 'ending' }, 'A coupon ends soon: still USD 9.50'],
  ])('%j: %s', (more, headline) => {
    expect(alertWords(anAlert(more)).headline).toBe(headline)
  })

  it('of many layers the first eight; the proof has all', () => {
    const layers = Array.from({ length: 50 }, (_, n) => ({ name: `Layer ${n}`, amountMinor: n }))
    const { facts } = alertWords(anAlert({ layers }))
    expect(facts.filter(({ name }) => name.startsWith('Layer'))).toHaveLength(8)
  })
})

describe('what comes of an attempt', () => {
  const outcome = (delivery: Delivery, attempts: number, more = {}) =>
    attempted(delivery, { alert: { at: AT }, attempts, nowMs: AT, chance: 0.5, ...more })

  it.each<[Delivery, number, object, object]>([
    ['delivered', 1, {}, { state: 'delivered' }],
    [{ gone: 'left' }, 1, {}, { state: 'gone', fault: 'left' }],
    [{ retry: 'busy' }, 1, {}, { state: 'waiting', inSeconds: 5, fault: 'busy' }],
    [{ retry: 'busy' }, 1, { chance: 0 }, { state: 'waiting', inSeconds: 4.5, fault: 'busy' }],
    [
      { retry: 'busy', afterSeconds: 30 },
      1,
      {},
      { state: 'waiting', inSeconds: 30, fault: 'busy' },
    ],
    [{ retry: 'busy', afterSeconds: 3 }, 3, {}, { state: 'waiting', inSeconds: 60, fault: 'busy' }],
    [{ retry: 'busy' }, 10, {}, { state: 'given-up', fault: 'busy' }],
    [
      { retry: 'busy', afterSeconds: 60 },
      1,
      { nowMs: AT + ALERT_LAPSES_MS - 60_000 },
      { state: 'given-up', fault: 'busy' },
    ],
  ])('%j, attempt %d, %j', (delivery, attempts, more, expected) => {
    expect(outcome(delivery, attempts, more)).toEqual(expected)
  })

  it('never sooner than was asked for, never after the day, and an end after few attempts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, asked, chance) => {
          const delivery =
            asked === undefined ? { retry: 'x' } : { retry: 'x', afterSeconds: asked }
          const came = outcome(delivery, attempts, { chance })
          if (came.state !== 'waiting') return
          expect(came.inSeconds).toBeGreaterThanOrEqual(asked ?? 0)
          expect(came.inSeconds * 1_000).toBeLessThan(ALERT_LAPSES_MS)
          expect(attempts).toBeLessThanOrEqual(ALERT_RETRY_SECONDS.length)
        },
      ),
    )
  })
})

it.each([
  ['120', 120],
  ['0', 0],
  [' 7 ', 7],
  ['99999999', 21_600],
  ['Wed, 24 Jun 2026 12:01:00 GMT', 60],
  ['Wed, 24 Jun 2026 11:00:00 GMT', 0],
  [['5', '9'], 5],
  ['-1', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
] as const)('Retry-After %j is %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, AT)).toBe(seconds)
})

it('a fee that nobody knows is told as such by proof and message, never as free (fg.shipping)', () => {
  const watch = { id: 'w1', kind: 'target' as const, target: 1_900 }
  const seen = (at: number) => ({ ...seenAt(at, 1_850, { list: 2_500 }), isShippingUnknown: true })
  const [first, second] = [seen(0), seen(MINUTE / 2)]
  const begun = evaluate(watch, beginning('target', { low: null, stock: 'in' }), first)
  const { alert } = evaluate(watch, begun.state, second)
  if (alert === null) throw new Error('It tells nothing')
  const proof = proofOf(alert, watch, [first, second])
  expect(proof.says).toContain('without shipping')
  const { facts } = alertWords(toldAlert({ key: alert.key, watch: 'w1', proof }, setting))
  expect(facts).toContainEqual({ name: 'Shipping', value: 'not known, and not in the price' })
})

describe('a watch list’s alerts as a feed (fg.t.alert)', () => {
  const feed = {
    name: 'Cables',
    pageUrl: 'https://market.example/watch/secret',
    feedUrl: 'https://market.example/watch/secret.rss',
    madeAt: NOON,
  }

  it('the newest first, fifty at most, each by its key', () => {
    const alerts = Array.from({ length: 60 }, (_, n) => anAlert({ id: `w1:${n}`, at: AT + n }))
    const { entries, at, title } = alertFeed(feed, alerts)
    expect({ title, at, count: entries.length }).toEqual({
      ...{ title: 'Price alerts: Cables', at: AT + 59, count: 50 },
    })
    expect(entries[0]).toMatchObject({
      id: 'w1:59',
      title: 'Now USD 9.50: your target was USD 10.00 · USB-C cable, 2 m',
      url: alerts[0]?.proofUrl,
    })
    expect(entries.at(-1)?.id).toBe('w1:10')
  })

  it('without alerts it is as old as the list', () => {
    expect(alertFeed({ ...feed, name: null }, [])).toMatchObject({
      ...{ title: 'Price alerts', at: NOON, entries: [] },
    })
  })
})
