import { describe, expect, it } from 'vitest'
import { importReadings } from '../../../src/shell/tracker/import-readings.ts'
import { aReading } from '../../tracker/reading.ts'
import { trackedWorld } from './tracker-world.ts'

const HOUR_MS = 3_600_000
const ITEM = '1005001234567890'
const READINGS = 400

const { market, time, visitor } = await trackedWorld()
const at = (k: number) => new Date(time.now - (READINGS - k) * HOUR_MS).toISOString()
await importReadings(
  market,
  Array.from({ length: READINGS }, (_, k) =>
    aReading({ at: at(k), sale: 2_000 + ((k * 37) % 101), source: 'feed', listing: ITEM }),
  ),
  'A lamp',
)

interface Answer {
  readonly chosen: {
    readonly figures: object
    readonly suggestion: object
    readonly history: {
      readonly points: readonly { readonly from: string }[]
      readonly pointsKnown: number
    }
  }
}

const PATH = `/v1/tracker/listings/${ITEM}`
const asked = async (query: string) => {
  const { status, body } = await visitor('GET', `${PATH}${query}`)
  expect(status).toBe(200)
  return body as Answer
}

describe('a long history', async () => {
  const whole = await asked('')
  const thin = await asked('?points=150')

  it('is answered whole, unless less is enough for a drawing (fg.t.speed)', () => {
    expect(whole.chosen.history.points).toHaveLength(READINGS)
    expect(whole.chosen.history.pointsKnown).toBe(READINGS)
    expect(thin.chosen.history.points.length).toBeLessThanOrEqual(150)
    expect(thin.chosen.history.pointsKnown).toBe(READINGS)
    const known = new Set(whole.chosen.history.points.map((point) => JSON.stringify(point)))
    for (const point of thin.chosen.history.points) {
      expect(known).toContain(JSON.stringify(point))
    }
  })

  it('has its figures and its target from the whole, however little is drawn', () => {
    expect(thin.chosen.figures).toEqual(whole.chosen.figures)
    expect(thin.chosen.suggestion).toEqual(whole.chosen.suggestion)
  })

  it('counts what is known of the days that are asked', async () => {
    const { history } = (await asked('?days=5&points=100')).chosen
    expect(history.pointsKnown).toBe(5 * 24)
    expect(history.points.length).toBeLessThanOrEqual(100)
  })

  it('is exported whole', async () => {
    const { body } = await visitor('GET', `${PATH}/history.json`)
    const exported = body as { readonly points: readonly object[] }
    expect(exported.points).toEqual(whole.chosen.history.points)
    expect(Object.keys(exported)).toEqual(['key', 'points', 'asides', 'gaps'])
  })

  it('is thinned for a paste, too, and never to fewer than can be drawn', async () => {
    const paste = { text: ITEM, currency: 'USD', shipTo: 'US' }
    const pasted = await visitor('POST', '/v1/tracker/links', { ...paste, points: 100 })
    const { listing } = pasted.body as { readonly listing: Answer }
    expect(listing.chosen.history.pointsKnown).toBe(READINGS)
    expect(listing.chosen.history.points.length).toBeLessThanOrEqual(100)
    expect((await visitor('GET', `${PATH}?points=99`)).status).toBe(400)
    expect((await visitor('POST', '/v1/tracker/links', { ...paste, points: 99 })).status).toBe(400)
  })
})
