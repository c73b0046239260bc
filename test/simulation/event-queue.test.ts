import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventQueue } from '../../src/core/simulation/event-queue.ts'
import { type Range, randomOf } from '../../src/core/simulation/random.ts'
import { effort } from '../core/draws.ts'

describe('the queue of events', () => {
  test('gives the earliest first, and of one instant what was planned first', () => {
    const plans = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), takes: fc.boolean() }))
    fc.assert(
      fc.property(plans, (planned) => {
        const queue = new EventQueue<number>()
        let expected: { at: number; event: number }[] = []
        for (const [event, { at, takes }] of planned.entries()) {
          queue.add(at, event)
          expected = [...expected, { at, event }].sort((a, b) => a.at - b.at || a.event - b.event)
          expect(queue.nextAt).toBe(expected[0]?.at)
          if (takes) expect(queue.take()).toMatchObject(expected.shift() as object)
        }
        for (const one of expected) expect(queue.take()).toMatchObject(one)
        expect(queue.take()).toBeNull()
        expect(queue.nextAt).toBeNull()
      }),
      effort(100),
    )
  })
})

describe('chance', () => {
  const draws = (seed: number, ...place: number[]) => {
    const random = randomOf(seed, ...place)
    return Array.from({ length: 50 }, () => random.within([0, 999]))
  }

  test('is the same for the same seed and place, and another for another', () => {
    expect(draws(1, 2)).toEqual(draws(1, 2))
    const others = [draws(1, 3), draws(2, 2), draws(1, 2, 0), draws(1)]
    for (const other of others) expect(other).not.toEqual(draws(1, 2))
  })

  test('stays in its range, and reaches both ends', () => {
    const random = randomOf(9)
    const ranges: Range[] = [
      [0, 0],
      [3, 5],
      [-2, 2],
    ]
    for (const [least, most] of ranges) {
      const drawn = Array.from({ length: 200 }, () => random.within([least, most]))
      expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([least, most])
    }
  })

  test('gives to each about what its weight says', () => {
    const random = randomOf(4)
    const entries = [
      { id: 'often', weight: 90 },
      { id: 'rarely', weight: 10 },
      { id: 'never', weight: 0 },
    ]
    const drawn = Array.from({ length: 2000 }, () => random.weighted(entries).id)
    const rarely = drawn.filter((id) => id === 'rarely').length
    expect(rarely).toBeGreaterThan(140)
    expect(rarely).toBeLessThan(260)
    expect(drawn).not.toContain('never')
    expect(Array.from({ length: 50 }, () => random.chance(0))).not.toContain(true)
    expect(Array.from({ length: 50 }, () => random.chance(100))).not.toContain(false)
  })
})
