import { describe, expect, it } from 'vitest'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { freshMarket, granted } from './market.ts'
import { issue } from './market-offers.ts'

const { store, claims: all } = await freshMarket(1)
const claims = all[0] as Claims
let made = 0

async function endOf(claimedAt: string, offer: { validDays: number | null; usableUntil?: string }) {
  const id = await issue(store, { id: `valid-${made++}`, ...offer })
  const at = new Date(claimedAt)
  const claim = granted(await claims.claim({ buyer: 'b', offer: id, key: 'k', at }))
  // Both ways to a claim compute it alike: a second claim goes the other way.
  await store.db.updateTable('offers').set({ per_buyer: 2 }).where('id', '=', id).execute()
  const second = granted(await claims.claim({ buyer: 'b', offer: id, key: 'l', at }))
  expect(second).toMatchObject({ ordinal: 2, usableUntil: claim.usableUntil })
  return claim.usableUntil
}

describe('until when a claim can be used (tc.6)', () => {
  it.each([
    [
      'a day: to the end of the next Pacific day',
      '2026-05-10T19:00:00Z',
      1,
      '2026-05-12T07:00:00.000Z',
    ],
    ['just before midnight there', '2026-05-11T06:59:59.999Z', 1, '2026-05-12T07:00:00.000Z'],
    ['at midnight there', '2026-05-11T07:00:00Z', 1, '2026-05-13T07:00:00.000Z'],
    ['two weeks', '2026-05-10T19:00:00Z', 14, '2026-05-25T07:00:00.000Z'],
    ['over the change to summer time', '2026-03-07T20:00:00Z', 1, '2026-03-09T07:00:00.000Z'],
    ['over the change to standard time', '2026-10-31T19:00:00Z', 1, '2026-11-02T08:00:00.000Z'],
    ['on the day of the change', '2026-11-01T08:30:00Z', 0, '2026-11-02T08:00:00.000Z'],
    ['over the end of a year', '2026-12-31T20:00:00Z', 1, '2027-01-02T08:00:00.000Z'],
    ['at most two months (cp.2)', '2026-05-10T19:00:00Z', 62, '2026-07-11T07:00:00.000Z'],
    [
      'two months from a day that February has not (cp.2)',
      '2026-12-31T20:00:00Z',
      62,
      '2027-03-01T08:00:00.000Z',
    ],
    ['two months from a leap day (cp.2)', '2028-02-29T20:00:00Z', 62, '2028-04-30T07:00:00.000Z'],
    ['no days said: two months (cp.2)', '2026-05-10T19:00:00Z', null, '2026-07-11T07:00:00.000Z'],
  ] as const)('%s', async (_, claimedAt, validDays, end) => {
    expect(await endOf(claimedAt, { validDays })).toBe(end)
  })

  it('never longer than the offer (fg.valid)', async () => {
    const usableUntil = '2026-05-12T00:00:00.000Z'
    expect(await endOf('2026-05-10T19:00:00Z', { validDays: 14, usableUntil })).toBe(usableUntil)
  })

  it.each([
    ['2026-05-12T06:59:59.999Z', 'reserved'],
    ['2026-05-12T07:00:00.000Z', 'expired'],
  ])('used at %s it is %s: at its end it is void (tc.6)', async (at, expected) => {
    const offer = await issue(store, { id: `at ${at}`, validDays: 1 })
    const claimedAt = new Date('2026-05-10T19:00:00Z')
    granted(await claims.claim({ buyer: 'b', offer, key: 'k', at: claimedAt }))
    const offers = [{ offer, amountMinor: 0 }]
    const answer = await claims.reserve({
      buyer: 'b',
      order: at,
      key: at,
      at: new Date(at),
      offers,
    })
    expect(
      'claims' in answer ? answer.claims[0]?.state : 'refusal' in answer && answer.refusal,
    ).toBe(expected)
  })
})

describe('the same over ten years, as the calendar of the language counts', () => {
  const ZONE = 'America/Los_Angeles'

  it('ends at midnight after the last day', async () => {
    const offer = await issue(store, { id: 'decade', validDays: 30 })
    const instants = Array.from({ length: 400 }, (_, n) =>
      Temporal.Instant.from('2026-01-01T00:00:00Z').add({ hours: n * 219, minutes: n * 7 }),
    )
    const made = await Promise.all(
      instants.map((instant, n) =>
        claims.claim({ buyer: `b${n}`, offer, key: 'k', at: new Date(instant.epochMilliseconds) }),
      ),
    )
    const ends = made.map((claim) => granted(claim).usableUntil)
    const expected = instants.map((instant) => {
      const day = instant.toZonedDateTimeISO(ZONE).toPlainDate()
      const end = day.add({ days: 31 }).toZonedDateTime(ZONE)
      return new Date(end.epochMilliseconds).toISOString()
    })
    expect(ends).toEqual(expected)
  })
})
