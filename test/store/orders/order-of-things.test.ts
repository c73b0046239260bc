import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { OrderDesk } from '../../../src/shell/store/orders/order-desk.ts'
import { drawn, drawsFrom, effort, PATIENCE } from '../../core/draws.ts'
import { expectWhole, forAll, lampCoupon } from './acts.ts'
import { outcome, story, type Telling, tell } from './script.ts'
import { DAY, freshShop } from './shop.ts'

vi.setConfig(PATIENCE)

const shop = await freshShop()
const { time, store } = shop
await shop.issue(lampCoupon('five'), forAll('three'))

/** Processes that have seen nothing yet: the clock of one that has does not turn back. */
const processes = (count: number) =>
  Array.from({ length: count }, () => new OrderDesk(shop, { time, trustsClock: true }))

let told = 0

it('what comes of orders does not depend on who looks when (D-10, cp.9, bp.ship-by)', async () => {
  const cases = fc.tuple(drawn(story), fc.array(fc.nat(2 ** 16 - 1), { minLength: 40 }))
  await fc.assert(
    fc.asyncProperty(cases, async ([moments, choices]) => {
      const began = time.now
      const named = (name: string) => `${name}${told}x`
      told++
      const plain: Telling = {
        ...{ prefix: named('p'), desks: processes(1) },
        ...{ atOnce: () => false, desk: () => 0, sweeps: () => [] },
      }
      const draws = drawsFrom(choices)
      const ways = moments.map(() => ({
        desk: draws.below(3),
        atOnce: draws.oneIn(2),
        sweeps: draws.list(0, 3, () => draws.below(3)),
      }))
      const random: Telling = {
        ...{ prefix: named('r'), desks: processes(3) },
        desk: (at) => ways[at]?.desk ?? 0,
        atOnce: (at) => ways[at]?.atOnce ?? false,
        sweeps: (at) => ways[at]?.sweeps ?? [],
      }
      const answers: string[][] = []
      const ends: string[] = []
      // Each way begins at the same instant: a clock that is set back would be another story.
      for (const way of [plain, random]) {
        time.set(began)
        await store.pool.query('delete from order_clocks')
        answers.push((await tell(shop, moments, way)).map((one) => one.replaceAll(way.prefix, '')))
        time.pass(400 * DAY)
        await way.desks[0]?.sweep()
        await Promise.all(way.desks.map((desk) => desk.close()))
        ends.push(await outcome(store, way.prefix))
      }
      expect(answers[1]).toEqual(answers[0])
      expect(ends[1]).toBe(ends[0])
      time.set(began)
      await store.pool.query('delete from order_clocks')
    }),
    effort(8),
  )
  await expectWhole(shop)
})
