import { describe, expect, it } from 'vitest'
import { type Extension, readExtension } from '../../src/core/orders/extension.ts'
import { nextDue } from '../../src/core/orders/order-clocks.ts'
import type { OrderStep } from '../../src/core/orders/order-step.ts'
import { at, DAY, placedOrder, type Story, shippedStory } from './scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const SHIPPED = '2026-06-03T19:00:00Z'
/** 30 days after 3 June, and the 15th day after that: each to the end of the day. */
const DELIVER_BY = at('2026-07-04T00:00:00-07:00')
const PROTECTION_END = at('2026-07-19T00:00:00-07:00')

const onItsWay = (): Story => shippedStory(placedOrder(), { paid: PAID, shipped: SHIPPED })

const stepsOf = (story: Story): OrderStep[] =>
  story.outcomes.flatMap(({ steps }) => steps as OrderStep[])

describe('more time (bp.extend)', () => {
  const extend = (by: string, days: number) => ({ event: 'extend', by, days })

  it.each(['seller', 'platform'])('given by the %s moves delivery time and protection', (by) => {
    const story = onItsWay()
    story.did('2026-06-20T19:00:00Z', extend(by, 10))
    expect(story.order.clocks).toEqual({
      'deliver-by': at('2026-07-14T00:00:00-07:00'),
      'protection-end': at('2026-07-29T00:00:00-07:00'),
    })
  })

  it('given after delivery time was over lets it end again', () => {
    const story = onItsWay().look(DELIVER_BY)
    story.did(DELIVER_BY + DAY, extend('seller', 10))
    const again = at('2026-07-14T00:00:00-07:00')
    expect(nextDue(story.order)).toEqual({ clock: 'deliver-by', due: again })
    story.look(again)
    expect(stepsOf(story).filter(({ event }) => event === 'deliver-by')).toHaveLength(2)
  })

  const march: Extension = {
    id: '2020',
    at: at('2026-06-10T00:00:00Z'),
    days: 30,
    shippedFrom: at('2026-06-03T00:00:00-07:00'),
    shippedUntil: at('2026-07-01T00:00:00-07:00'),
    countries: ['US', 'CA'],
  }

  it.each<[string, Partial<Extension>, boolean]>([
    ['reaches an order shipped in its period', {}, true],
    ['reaches every country', { countries: null }, true],
    ['leaves out other countries', { countries: ['CA'] }, false],
    ['leaves out what was shipped before', { shippedFrom: at('2026-06-04T00:00:00Z') }, false],
    ['leaves out what is shipped at its end (D-10)', { shippedUntil: at(SHIPPED) }, false],
    ['has a period without ends', { shippedFrom: null, shippedUntil: null }, true],
  ])('by the platform for all %s', (_, changes, isReached) => {
    const story = onItsWay()
    story.extensions = [{ ...march, ...changes }]
    story.look(march.at - 1)
    expect(story.order.extensions).toEqual([])
    story.look(march.at).look(march.at + DAY)
    expect(story.order.extensions).toEqual(
      isReached ? [{ days: 30, by: 'platform', at: march.at, extension: '2020' }] : [],
    )
  })

  it('for all is asked for by whom it reaches', () => {
    const asked = { days: 30, shippedFrom: SHIPPED, shippedUntil: null, countries: ['US'] }
    const given = { id: 'e', at: march.at }
    expect(readExtension(asked, given)).toEqual({ ...given, ...asked, shippedFrom: at(SHIPPED) })
    const wrong = { ...asked, days: 0, countries: [] }
    expect(readExtension(wrong, given)).toMatchObject({
      refused: [{ path: '/days' }, { path: '/countries' }],
    })
    expect(readExtension({ ...asked, shippedUntil: PAID }, given)).toMatchObject({
      refused: [{ path: '/shippedUntil' }],
    })
  })

  it('for all reaches an order that is shipped afterwards, from its shipping on', () => {
    const story = shippedStory(placedOrder({ shipDays: 30 }), {
      paid: PAID,
      shipped: '2026-06-12T19:00:00Z',
    })
    story.extensions = [march]
    story.look('2026-06-12T19:00:00Z')
    expect(story.order.extensions).toMatchObject([{ at: at('2026-06-12T19:00:00Z') }])
  })

  it('for all comes too late for what is over at that instant (D-10)', () => {
    const late = onItsWay()
    late.extensions = [{ ...march, at: PROTECTION_END, shippedUntil: null }]
    expect(late.look(PROTECTION_END).order.state).toBe('closed')
    const inTime = onItsWay()
    inTime.extensions = [{ ...march, at: PROTECTION_END - 1, shippedUntil: null }]
    expect(inTime.look(PROTECTION_END).order.state).toBe('awaiting-delivery')
  })
})
