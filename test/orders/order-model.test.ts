import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import { commandOf, fitting, possible } from './offered.ts'
import { DAY, HOUR, RULES } from './scene.ts'
import { World } from './world.ts'

/** How many commands: 20,000, always the same; ORDER_COMMANDS=200000 looks for what nobody has seen. */
const soak = process.env.ORDER_COMMANDS
const COMMANDS = Number(soak ?? 20_000)
const AT_ONCE = 100
const RUNS_AT_ONCE = 100

/** A fixed seed a batch, so that what passes today passes tomorrow; a soak has its own. */
const batch = (at: number) => ({
  numRuns: RUNS_AT_ONCE,
  ...(soak === undefined && { seed: 20_260_601 + at }),
})

const run = { commands: 0, accepted: 0, seen: new Map<string, number>() }

const saw = (what: string) => run.seen.set(what, (run.seen.get(what) ?? 0) + 1)

/** One thing that happens in a world; its name is what a counterexample shows. */
function happening(name: string, happen: (world: World) => void): fc.Command<object, World> {
  return {
    check: () => true,
    toString: () => name,
    run: (_, world) => {
      world.goOn()
      const before = world.steps.length
      happen(world)
      world.compare()
      run.commands++
      for (const step of world.steps.slice(before)) {
        run.accepted++
        saw(step.event)
        saw(step.to)
      }
    },
  }
}

const waits = fc.oneof(
  fc.integer({ min: 0, max: 48 * HOUR }),
  fc.integer({ min: 0, max: 20 }).map((days) => days * DAY),
  fc.constantFrom(30 * 60_000 - 1, 30 * 60_000, 48 * HOUR, 72 * HOUR),
)

const wait = waits.map((ms) =>
  happening(`wait ${ms} ms`, (world) => {
    world.now += ms
  }),
)

/** To a deadline, or the millisecond before or after it. */
const toDeadline = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 1 }))
  .map(([which, by]) =>
    happening(`go to deadline ${which}, ${by} ms`, (world) => {
      const due = [...world.plain.clocks().values()].sort((a, b) => a - b)[which]
      if (due !== undefined && due + by > world.now) world.now = due + by
    }),
  )

const clockStep = fc.integer({ min: 1, max: 400 * DAY }).map((ms) =>
  happening(`the clock is set back ${ms} ms`, (world) => {
    world.now -= ms
    world.lazy = null
  }),
)

const extension = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom(null, 'US', 'FR'))
  .map(([days, country]) =>
    happening(`everyone gets ${days} days, in ${country}`, (world) => {
      const countries = country === null ? null : [country]
      const one = { at: world.now, days, countries }
      world.plain.extensions.push(one)
      const id = `e${world.extensions.length}`
      world.extensions.push({ ...one, id, shippedFrom: null, shippedUntil: null })
    }),
  )

const lineId = fc.constantFrom('a', 'b', 'c', 'd')
const contents = fc.record({
  attempt: fc.constantFrom('p1', 'p2', 'p3'),
  cause: fc.constantFrom('insufficient-funds', 'wrong-security-code', 'no mood'),
  reason: fc.constantFrom('changed my mind', ' '),
  tracking: fc.constantFrom('LX1', ''),
  status: fc.constantFrom('departed', 'arrived-in-country', 'delivered', 'lost'),
  days: fc.constantFrom(1, 15, 30, 0, -1, 1.5, 366),
  lines: fc.uniqueArray(lineId, { maxLength: 3 }),
  line: lineId,
  refunded: fc.boolean(),
})

const events = RULES.process.document.events.filter(({ id }) => id !== 'place')

const anyCommand = fc
  .tuple(fc.constantFrom(...events), fc.integer({ min: 0, max: 9 }), contents)
  .map(([event, who, sent]) => {
    const by = who === 0 ? 'carrier' : (event.by[who % event.by.length] as string)
    const command: OrderCommand = commandOf(event.id, by, sent)
    return happening(JSON.stringify(command), (world) => world.send(command))
  })

/** What is possible, sent as it is offered: it is accepted (random commands mostly are not). */
const offered = fc.tuple(fc.nat(), contents).map(([which, sent]) =>
  happening(`offered ${which}`, (world) => {
    const one = possible(world.rules, world.swept, { which, at: world.now })
    if (!one) return
    const { action, lines = [] } = one.action
    world.send(commandOf(action, one.by, fitting(world.swept, { ...sent, which, lines })))
    const { now } = world
    expect(world.steps.some((step) => step.event === action && step.recorded === now)).toBe(true)
  }),
)

/** What is possible, sent with whatever comes: it is accepted if that fits. */
const nearly = fc.tuple(fc.nat(), contents).map(([which, sent]) =>
  happening(`${which} with ${JSON.stringify(sent)}`, (world) => {
    const one = possible(world.rules, world.swept, { which, at: world.now })
    if (one) world.send(commandOf(one.action.action, one.by, sent))
  }),
)

describe('the machine and the plain order do the same', () => {
  const scenery = fc.record({
    isEconomy: fc.boolean(),
    hasOffers: fc.boolean(),
    isSpecial: fc.boolean(),
  })
  // Through both changes of the clocks, on 8 March and 1 November.
  const start = fc.integer({ min: Date.UTC(2026, 0, 10), max: Date.UTC(2026, 11, 20) })
  const commands = fc.commands(
    [
      ...[anyCommand, anyCommand, nearly, nearly, nearly, offered, offered],
      ...[wait, toDeadline, clockStep, extension],
    ],
    { maxCommands: AT_ONCE, size: 'max' },
  )

  it(`over ${COMMANDS} commands (faq.escrow, bp.cancel.paid, bp.ship-by, bp.confirm, bp.extend)`, () => {
    for (let at = 0; run.commands < COMMANDS; at++) {
      fc.assert(
        fc.property(start, scenery, commands, (began, seen, all) => {
          fc.modelRun(() => ({ model: {}, real: new World(began, seen) }), all)
        }),
        batch(at),
      )
    }
    const { events, clocks, states } = RULES.process.document
    const happened = [...events, ...clocks, ...states].map(({ id }) => id)
    expect(happened.filter((one) => !run.seen.has(one))).toEqual(['place', 'new'])
  }, 600_000)

  afterAll(() => {
    console.info(`${run.commands} commands, ${run.accepted} steps`)
  })
})
