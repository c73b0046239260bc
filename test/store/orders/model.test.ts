import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawsFrom } from '../../core/draws.ts'
import { expectWhole, lampCoupon } from './acts.ts'
import { DAY, freshShop, HOUR, MINUTE } from './shop.ts'
import { type Common, compareAll, StoredWorld } from './worlds.ts'

/** How many commands: some thousand, always the same; ORDER_COMMANDS=200000 looks for what nobody has seen. */
const soak = process.env.ORDER_COMMANDS
const COMMANDS = Number(soak ?? 3_000)
const WORLDS = 120

const shop = await freshShop()
const { time } = shop
await shop.issue(lampCoupon('five'))
const common: Common = { shop, desks: [shop.orders, shop.another()], extensions: [] }
let commands = 0

/** All worlds at one instant: each does something, and sometimes somebody sweeps. */
class Moment implements fc.AsyncCommand<object, readonly StoredWorld[]> {
  readonly #choices: readonly number[]

  constructor(choices: readonly number[]) {
    this.#choices = choices
  }

  readonly check = () => true
  readonly toString = () => `a moment by ${this.#choices.length} choices`

  readonly run = async (_: object, worlds: readonly StoredWorld[]) => {
    const draws = drawsFrom(this.#choices)
    await pass(worlds, this.#choices)
    if (draws.oneIn(3)) await draws.pick(common.desks).sweep()
    const each = worlds.map((_, at) => drawsFrom(this.#choices.slice(10 + at * 8)))
    await Promise.all(worlds.map((world, at) => world.act(each[at] as (typeof each)[number])))
    commands += worlds.length
    await draws.pick(common.desks).sweep()
    await compareAll(shop, worlds)
  }
}

/** Time passes, or a deadline is reached to the millisecond; now and then everyone gets more time. */
async function pass(worlds: readonly StoredWorld[], choices: readonly number[]): Promise<void> {
  const draws = drawsFrom(choices.slice(3))
  const world = draws.pick(worlds)
  const due = [...world.plain.clocks().values()].sort((a, b) => a - b)[0]
  const now = time.now.getTime()
  if (draws.oneIn(2) && due !== undefined) {
    time.set(new Date(Math.max(now, due + draws.below(3) - 1)))
  } else time.pass(draws.pick([MINUTE, 30 * MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY]))
  if (!draws.oneIn(40)) return
  const id = `e${common.extensions.length}`
  const asked = { days: 3, shippedFrom: null, shippedUntil: null, countries: null }
  const announced = await shop.orders.extend(asked, { id, by: 'agent' })
  if ('refused' in announced) throw new Error('refused')
  const plain = { at: announced.at, days: 3, countries: null }
  common.extensions.push({ plain, announced })
  for (const one of worlds) one.plain.extensions.push(plain)
}

it(`the desk and the plain order do the same over ${COMMANDS} commands (faq.escrow, bp.confirm, tc.8)`, async () => {
  const worlds = Array.from({ length: WORLDS }, () => new StoredWorld(common))
  await Promise.all(worlds.map((world) => world.begin()))
  const choices = fc.array(fc.nat(2 ** 16 - 1), { minLength: 970, maxLength: 970 })
  const moments = fc.commands([fc.noBias(choices).map((some) => new Moment(some))], {
    maxCommands: 25,
    size: 'max',
  })
  for (let run = 0; commands < COMMANDS; run++) {
    const seed = soak === undefined ? { seed: 20_260_601 + run } : {}
    await fc.assert(
      fc.asyncProperty(moments, (all) =>
        fc.asyncModelRun(() => ({ model: {}, real: worlds }), all),
      ),
      // What happened in the store has happened: nothing smaller can be tried after it.
      { numRuns: 1, endOnFailure: true, ...seed },
    )
  }
  await expectWhole(shop)
  const seen = new Map<string, number>()
  for (const world of worlds) {
    for (const [what, times] of world.seen) seen.set(what, (seen.get(what) ?? 0) + times)
  }
  console.info(`${commands} commands: ${JSON.stringify(Object.fromEntries(seen))}`)
  const { events } = (await import('../../../src/core/orders/order-process.ts')).orderProcess
    .document
  expect(events.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual(['place'])
}, 3_600_000)
