import { beforeEach, describe, expect, it, test } from 'vitest'
import { importReadings } from '../../../src/shell/tracker/import-readings.ts'
import { aReading } from '../../tracker/reading.ts'
import { trackedWorld } from './tracker-world.ts'

const world = await trackedWorld()
const { market, time, visitor } = world
const HOUR_MS = 3_600_000

/** Figures from 10.00 list to what is said, as of now. */
const bring = (listing: string, sale: number, more: object = {}) =>
  importReadings(
    market,
    [
      aReading({
        listing,
        sku: null,
        at: new Date(time.now).toISOString(),
        list: 10_000,
        sale,
        source: 'feed',
        ...more,
      }),
    ],
    `Lamp ${listing}`,
  )

describe('a search (fg.t.search)', () => {
  const found = async (query = ''): Promise<string[]> => {
    const { body } = await visitor('GET', `/v1/tracker/search?text=lamp${query}`)
    return (body as { found: { listing: string }[] }).found.map(({ listing }) => listing)
  }

  it('finds what the public stack now takes 20 % or more off, the most first', async () => {
    await bring('a-19', 8_001)
    await bring('b-20', 8_000)
    await bring('c-40', 6_000)
    expect(await found()).toEqual(['c-40', 'b-20'])
    expect(await found('&percent=30')).toEqual(['c-40'])
    expect(await found('&percent=19')).toEqual(['c-40', 'b-20', 'a-19'])
  })

  it('counts a coupon of the stack, and shows when that was seen', async () => {
    const coupon = {
      kind: 'store-coupon',
      source: 'feed',
      offer: {
        id: 'c1',
        kind: 'store-coupon',
        funder: 'store:s1',
        benefit: { off: 2_500 },
        claimed: true,
      },
    }
    await bring('d-25', 10_000, { layers: [coupon] })
    expect(await found()).toContain('d-25')
    const { body } = await visitor('GET', '/v1/tracker/search?text=d-25')
    expect(body).toMatchObject({
      found: [{ stackOff: 2_500, totalMinor: 7_500, readAt: new Date(time.now).toISOString() }],
    })
  })

  it('no longer finds what is dear again, sold out, or cheap for some alone (fg.t.personal)', async () => {
    time.now += HOUR_MS
    await bring('c-40', 9_500)
    await bring('b-20', 8_000, { stock: 'out' })
    await bring('e-50', 5_000, { conditions: ['newcomer'] })
    expect(await found()).toEqual(['d-25'])
  })
})

describe('a listing, with a sale near (fg.wait, fg.calendar.events)', () => {
  beforeEach(() => bring('w', 8_000))

  // Pacific midnight of 1 October 2026; nothing with a name is announced or expected before it since June.
  const OCTOBER = Date.parse('2026-10-01T07:00:00Z')
  const MONTH_MS = 30 * 24 * HOUR_MS

  test.each([
    ['30 days and an hour before: nothing is said of waiting', OCTOBER - MONTH_MS - HOUR_MS, null],
    ['30 days before: wait', OCTOBER - MONTH_MS, 'party-ready-2026'],
    ['an hour before: wait', OCTOBER - HOUR_MS, 'party-ready-2026'],
    ['in the last days before 11.11: wait', OCTOBER + 40 * 24 * HOUR_MS, 'eleven-eleven-2026'],
  ])('%s', async (_, now, next) => {
    time.now = now
    const { body } = await visitor('GET', '/v1/tracker/listings/w')
    const { verdict, nextEvent } = body as {
      verdict: { kind: string; says: string }
      nextEvent: { id: string } | null
    }
    expect(nextEvent?.id ?? null).toBe(next)
    expect(verdict.kind === 'wait').toBe(next !== null)
    expect(verdict.says.includes('waiting is almost always right')).toBe(next !== null)
  })
})
