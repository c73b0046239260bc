import { describe, expect, test } from 'vitest'
import process from '../../processes/order.json' with { type: 'json' }
import { readsOf } from '../../src/web/state/market/routes.ts'
import { codesIn } from '../../src/web/state/orders/basket.ts'
import { byDeadline } from '../../src/web/state/orders/by-deadline.ts'
import { stationsOf } from '../../src/web/state/orders/life.ts'
import type { Order } from '../../src/web/state/orders/order.ts'
import { addressOfList, orderFilterIn } from '../../src/web/state/orders/order-filter.ts'
import { pressing, timeLeft } from '../../src/web/state/orders/time-left.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('what is left of a deadline', () => {
  test.each([
    [12 * DAY + 4 * HOUR + MINUTE, '12 days 4 h'],
    [2 * DAY, '2 days 0 h'],
    [2 * DAY - 1, '47 h 59 min'],
    [HOUR, '1 h 00 min'],
    [HOUR - 1, '59 min 59 s'],
    [5_400, '0 min 05 s'],
    [0, '0 min 00 s'],
    [-1, null],
  ])('%d ms are told as %s', (ms, words) => {
    expect(timeLeft(ms)).toBe(words)
  })

  test('an hour presses, a week does not', () => {
    expect([HOUR, DAY, 7 * DAY].map(pressing)).toEqual(['now', 'soon', 'calm'])
  })
})

const anOrder = (of: Partial<Order>): Order =>
  ({
    party: 'seller',
    state: 'unpaid',
    since: '2026-05-03T12:00:00.000Z',
    moments: { placed: '2026-05-01T12:00:00.000Z' },
    silence: null,
    ...of,
  }) as Order

describe('the life of an order', () => {
  const marks = new Set(process.rows.flatMap(({ marks }) => marks ?? []))
  const open = process.states.filter(({ kind }) => kind === undefined)

  test.each(open)('$id waits for a station, and says what for', ({ id }) => {
    const stations = stationsOf(anOrder({ state: id as Order['state'] }))
    const current = stations.filter(({ isCurrent }) => isCurrent)
    expect(current).toHaveLength(1)
    expect(current[0]).toMatchObject({ isReached: false, ahead: expect.stringMatching(/\w/) })
  })

  test('its stations behind it have the times that the process marks', () => {
    expect([...marks]).toEqual(expect.arrayContaining(['placed', 'paid', 'shipped', 'confirmed']))
    const moments = Object.fromEntries([...marks].map((mark) => [mark, `at ${mark}`]))
    const stations = stationsOf(anOrder({ state: 'completed', moments }))
    expect(stations.map(({ at }) => at)).toEqual([
      'at placed',
      'at paid',
      'at shipped',
      'at confirmed',
      null,
    ])
  })

  test('ends where it was cancelled', () => {
    const stations = stationsOf(anOrder({ state: 'cancelled' }))
    expect(stations.map(({ name }) => name)).toEqual(['Placed', 'Cancelled'])
    expect(stations.at(-1)).toMatchObject({ at: '2026-05-03T12:00:00.000Z', isEnd: true })
  })
})

test('a seller reads first what silence would cost, the soonest in front', () => {
  const silence = (loses: string, at: string) => ({ loses, at }) as Order['silence']
  const orders = [
    anOrder({ id: 'over' }),
    anOrder({ id: 'others', silence: silence('buyer', '2026-05-02T00:00:00Z') }),
    anOrder({ id: 'later', silence: silence('seller', '2026-05-09T00:00:00Z') }),
    anOrder({ id: 'first', silence: silence('seller', '2026-05-04T00:00:00Z') }),
  ]
  expect(byDeadline(orders).map(({ id }) => id)).toEqual(['first', 'later', 'others', 'over'])
})

test('the address of a list keeps its filter, and leaves out words that are none', () => {
  const words = new URLSearchParams('state=unpaid&buyer=%20ana%20&seller=&page=9')
  expect(orderFilterIn(words)).toEqual({ state: 'unpaid', buyer: 'ana' })
  expect(orderFilterIn(new URLSearchParams('state=paid'))).toEqual({})
  expect(addressOfList('/orders', orderFilterIn(words))).toBe('/orders?state=unpaid&buyer=ana')
})

test('codes are read as people paste them', () => {
  expect(codesIn(' A, B;B\nC ')).toEqual(['A', 'B', 'C'])
  expect(codesIn('  ')).toEqual([])
})

describe('what a page is drawn from', () => {
  test.each([
    ['/orders/c1-1', ['/v1/orders/c1-1']],
    ['/orders/', ['/v1/orders?limit=25']],
    ['/orders?state=closed&x=1', ['/v1/orders?limit=25&state=closed']],
    ['/orders/..%2F..%2Fme', ['/v1/orders/..%2F..%2Fme']],
    ['/pay/tp_1', ['/pay/tp_1/payment']],
    ['/wallet', null],
    ['/nowhere', null],
  ])('%s: %j', (url, paths) => {
    expect(readsOf(url)).toEqual(paths)
  })
})
