import { assert } from '../base/faults.ts'
import type { Instant } from '../base/instant.ts'
import type { CalendarDay } from '../offers/pacific-day.ts'
import type { ClockDocument, DueDocument } from './clock-document.ts'
import type { Unit } from './figures.ts'
import { dayOf, daysBetween, endOfNthDay, lastDayBefore } from './pacific-time.ts'
import type { Process } from './process.ts'

/** A time in which a clock stands still; `until` is null while it does. */
export interface Pause {
  readonly from: Instant
  readonly until: Instant | null
}

/** What clocks are counted by: the moments of one order, its figures, what moved them. */
export interface ClockWorld {
  readonly flow: Process
  readonly moments: Readonly<Record<string, Instant | undefined>>
  readonly figure: (name: string) => { readonly amount: number; readonly unit: Unit }
  /** Days that were added to the clocks that can be extended (bp.extend). */
  readonly extendedDays: number
  /** In order of time, none of them overlapping another. */
  readonly pauses: readonly Pause[]
}

/** A due time, and the moment at which its clock began to run. */
interface Counted {
  readonly at: Instant
  readonly origin: Instant
}

const UNIT_MS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000 } as const

/**
 * When a clock is due, or null while it does not run: what it is counted from has not happened, or it
 * is paused. Days are Pacific and end at midnight (D-8), hours are exact; a pause gives back as many
 * days, or as much time, as it took.
 */
export function dueOf(
  { clock, due }: { readonly clock: ClockDocument; readonly due: DueDocument },
  world: ClockWorld,
): Instant | null {
  if (clock.paused && world.pauses.at(-1)?.until === null) return null
  return count(due, clock, world)?.at ?? null
}

function count(due: DueDocument, clock: ClockDocument, world: ClockWorld): Counted | null {
  if (due.earlierOf) return chosen(due.earlierOf, { clock, world, sign: 1 })
  if (due.laterOf) return chosen(due.laterOf, { clock, world, sign: -1 })
  const anchor = anchorOf(due.after as string, world)
  if (anchor === null) return null
  const { amount, unit } = world.figure((due.endOfDay ?? due.exact) as string)
  const moved = clock.extended ? world.extendedDays : 0
  const { origin } = anchor
  if (due.endOfDay !== undefined) {
    const paused = clock.paused ? pausedDays(world.pauses, origin) : 0
    return { at: endOfNthDay(anchor.day, amount + moved + paused), origin }
  }
  const paused = clock.paused ? pausedMs(world.pauses, origin) : 0
  return { at: anchor.at + amount * UNIT_MS[unit] + moved * UNIT_MS.days + paused, origin }
}

/** The earlier (sign 1) or the later (sign −1) of those that run. */
function chosen(
  parts: readonly DueDocument[],
  { clock, world, sign }: { clock: ClockDocument; world: ClockWorld; sign: 1 | -1 },
): Counted | null {
  let found: Counted | null = null
  for (const part of parts) {
    const counted = count(part, clock, world)
    if (counted === null) continue
    if (found === null || sign * (counted.at - found.at) < 0) found = counted
  }
  return found
}

/** What is counted from: a moment and its day, or another clock and the last day that it leaves. */
function anchorOf(name: string, world: ClockWorld): (Counted & { day: CalendarDay }) | null {
  const clock = world.flow.clocks.get(name)
  if (!clock) {
    const at = world.moments[name]
    return at === undefined ? null : { at, origin: at, day: dayOf(at) }
  }
  const [first] = clock.runs
  assert(first !== undefined, 'a clock runs somewhere')
  const counted = count(first.due, clock, world)
  return counted && { ...counted, day: lastDayBefore(counted.at) }
}

function pausedDays(pauses: readonly Pause[], since: Instant): number {
  let days = 0
  for (const { from, until } of pauses) {
    if (until === null || until <= since) continue
    days += daysBetween(dayOf(Math.max(from, since)), dayOf(until))
  }
  return days
}

function pausedMs(pauses: readonly Pause[], since: Instant): number {
  let ms = 0
  for (const { from, until } of pauses) {
    if (until !== null && until > since) ms += until - Math.max(from, since)
  }
  return ms
}
