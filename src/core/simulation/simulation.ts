import { assert } from '../base/faults.ts'
import { type Instant, parseInstant } from '../base/instant.ts'
import type { Extension } from '../orders/extension.ts'
import { orderProcess } from '../orders/order-process.ts'
import { dayOf, startOfNthDay } from '../orders/pacific-time.ts'
import type { Process } from '../orders/process.ts'
import { faultOf, law, type SimulationFault } from './fault.ts'
import { type Market, marketOf, type Seller } from './market.ts'
import { placeVisit, visitsOf } from './placing.ts'
import type { SimulationOptions } from './simulation-options.ts'
import { reportOf, type SimulationReport } from './simulation-report.ts'
import { World } from './world.ts'

/** The virtual clock begins at a Pacific midnight five weeks before daylight saving does (D-7). */
const BEGIN = parseInstant('2026-02-02T08:00:00Z') as Instant

/** Half a day after midnight, when sellers and the platform are at their desks. */
const DESK_MS = 12 * 3_600_000

// What is placed on the last day is over within half a year, disputes and refunds included. An order
// that is not over long after that never will be.
const OVER_WITHIN_DAYS = 730

/**
 * Lives the life of many orders on a virtual clock: every cart is priced, placed and moved by the same
 * pure machine that moves real ones, and its money by the same functions. Laws are held after each step;
 * the first that breaks ends the run and is told with its seed and order.
 */
export function simulate(
  options: SimulationOptions,
  flow: Process = orderProcess,
): SimulationReport | SimulationFault {
  const { seed, orders } = options
  const world = new World(flow, BEGIN)
  const market = marketOf(seed, orders)
  const visits = visitsOf(options, BEGIN)
  try {
    for (const visit of visits) {
      world.later(visit.at, null, () => placeVisit(world, { market, flow, seed }, visit))
    }
    liveWhole(world, market, options)
  } catch (error) {
    const { acting, now } = world
    return faultOf(error, { seed, order: acting?.order.id ?? null, at: now })
  }
  return reportOf({ world, options, market, flow, from: BEGIN, visits })
}

function liveWhole(world: World, market: Market, options: SimulationOptions): void {
  planWithdrawals(world, market)
  // In fewer days nothing is on its way yet.
  if (options.days >= 20) planExtension(world, options.days)
  liveOn(world, options)
  for (const life of [...world.live]) world.look(life)
  for (const life of [...world.live]) world.close(life)
  world.checkBooks()
}

/** Day by day, with a look at the books at the end of each. */
function liveOn(world: World, { days, untilOver }: SimulationOptions): void {
  const first = dayOf(BEGIN)
  for (let day = 1; ; day++) {
    const midnight = startOfNthDay(first, day)
    world.runUntil(midnight)
    world.checkBooks()
    const money = world.books.now()
    world.tally.days.push({ at: midnight, money, underWay: world.live.size })
    const isOver = untilOver ? world.live.size === 0 : true
    if (day >= days && isOver) return
    const [left] = world.live
    const stuck = () => `It is not over ${OVER_WITHIN_DAYS} days after the last was placed.`
    law(day < days + OVER_WITHIN_DAYS, stuck, left?.order.id ?? null)
  }
}

function planWithdrawals(world: World, { sellers }: Market): void {
  const first = dayOf(BEGIN)
  const next = (seller: Seller, day: number) => {
    world.later(startOfNthDay(first, day) + DESK_MS, null, () => {
      world.books.withdraw(seller.id)
      next(seller, day + seller.habit.withdrawsDays)
    })
  }
  for (const [place, seller] of sellers.entries()) {
    next(seller, 1 + (place % seller.habit.withdrawsDays))
  }
}

/** The platform gives a week to everybody in one country, once (bp.extend). */
function planExtension(world: World, days: number): void {
  const at = startOfNthDay(dayOf(BEGIN), Math.floor(days * 0.4)) + DESK_MS
  const extension: Extension = {
    id: 'extension 1',
    at,
    days: 7,
    shippedFrom: at - 20 * 24 * 3_600_000,
    shippedUntil: at + 5 * 24 * 3_600_000,
    countries: ['DE'],
  }
  assert(at > BEGIN, 'the extension is given while the simulation runs')
  world.later(at, null, () => world.extendForAll(extension))
}
