import { type Instant, parseInstant } from '../../core/base/instant.ts'

/** A clock that people read: its name, and its offset from UTC at an instant. */
export interface Zone {
  readonly id: string
  readonly name: string
  readonly offsetAt: (at: Instant) => string
}

/** The marketplace's own clock: its days begin and end here. */
export const pacific: Zone = zoneNamed('America/Los_Angeles', 'Pacific time')
const utc: Zone = { id: 'UTC', name: 'UTC', offsetAt: () => 'Z' }

/** The clocks to choose from; the reader's own joins once the page runs in a browser. */
export const zones: readonly Zone[] = [pacific, utc]

export function zoneNamed(id: string, name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: id, timeZoneName: 'longOffset' })
  // The instant that was asked for last is mostly asked for again.
  let last: readonly [at: Instant, offset: string] = [Number.NaN, '']
  const offsetAt = (at: Instant): string => {
    if (last[0] !== at) last = [at, read(at)]
    return last[1]
  }
  const read = (at: Instant): string => {
    const part = format.formatToParts(at).find((one) => one.type === 'timeZoneName')?.value ?? ''
    return part.slice('GMT'.length).slice(0, 6) || 'Z'
  }
  return { id, name, offsetAt }
}

/** The reader's own clock. */
export function ownZone(): Zone {
  const id = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zoneNamed(id, `Your time (${id})`)
}

/** The clock by which an instant was written, if it is one of those known. */
export function zoneOf(at: string, known: readonly Zone[]): Zone | undefined {
  const instant = parseInstant(at)
  if (instant === null) return undefined
  const offset = offsetOf(at)
  return known.find((zone) => sameOffset(zone.offsetAt(instant), offset))
}

function sameOffset(one: string, other: string): boolean {
  const plain = (offset: string) => (/^[+-]00:00$/.test(offset) ? 'Z' : offset.toUpperCase())
  return plain(one) === plain(other)
}

/** The offset at the end of an instant: "Z", "-08:00". */
export function offsetOf(at: string): string {
  return /(?:[Zz]|[+-]\d\d:\d\d)$/.exec(at)?.[0] ?? 'Z'
}

/** The date and time on the clock by which an instant was written, as `datetime-local` takes it. */
export function wallOf(at: string): string {
  const wall = at.slice(0, 19).toUpperCase()
  return wall.endsWith(':00') ? wall.slice(0, 16) : wall
}

/** The instant at which a clock shows a date and time. In the hour that a clock skips, its start. */
export function instantAt(wall: string, zone: Zone): string {
  const full = wall.length === 16 ? `${wall}:00` : wall
  const asUtc = parseInstant(`${full}Z`)
  if (asUtc === null) return full
  const guess = parseInstant(`${full}${zone.offsetAt(asUtc)}`) ?? asUtc
  return `${full}${zone.offsetAt(guess)}`
}

/** The same instant, written by another clock. */
export function moveTo(zone: Zone, at: string): string {
  const instant = parseInstant(at)
  if (instant === null) return at
  const offset = zone.offsetAt(instant)
  return `${wallText(instant, offset)}${offset}`
}

function wallText(instant: Instant, offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? []
  const shiftMs = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  const moved = instant + (sign === '-' ? -shiftMs : shiftMs)
  return new Date(Math.floor(moved)).toISOString().slice(0, 19)
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** An instant for the eye, by the clock it was written by: "24 Jun 2026, 12:00 UTC". */
export function whenText(at: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d:\d\d)/.exec(at)
  if (!found) return at
  const [, year, month, day, time] = found
  const zone = zoneOf(at, zones)
  const clock = zone?.name ?? `UTC${offsetOf(at)}`
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}, ${time} ${clock}`
}

/** The day of an instant by the clock it was written by: "8 May 2026". */
export function dayText(at: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(at)
  return found ? `${Number(found[3])} ${MONTHS[Number(found[2]) - 1]} ${found[1]}` : at
}

/** A date for the eye, Pacific: "12 Mar 2020". */
export function dateText(instant: Instant): string {
  const [year, month, day] = wallText(instant, pacific.offsetAt(instant)).slice(0, 10).split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}
