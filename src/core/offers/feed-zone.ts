/** A time on the clock of some place, without saying which. */
export interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

/** What the clocks of a zone (IANA name) show at an instant. */
export function wallOf(at: number, zone: string): Wall {
  const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of clockOf(zone).formatToParts(at)) {
    if (type in wall) wall[type as keyof typeof wall] = Number(value)
  }
  return wall
}

const asUtc = ({ year, month, day, hour, minute, second }: Wall): number =>
  Date.UTC(year, month - 1, day, hour, minute, second)

/** The instant at which the clocks of a zone show a time; null for one that they never show. */
export function instantAt(wall: Wall, zone: string): number | null {
  const utc = asUtc(wall)
  // The offset there may differ from the one half a day off: it is looked up again where it was guessed.
  let at = utc
  for (let tries = 0; tries < 3; tries++) {
    const gap = utc - asUtc(wallOf(at, zone))
    if (gap === 0) return isSame(wallOf(at, zone), wall) ? at : null
    at += gap
  }
  return null
}

function isSame(one: Wall, other: Wall): boolean {
  return (Object.keys(one) as (keyof Wall)[]).every((part) => one[part] === other[part])
}

/** A time with parts beyond their range brought into it: the 32nd of May is the 1st of June. */
export function normalised(wall: Wall): Wall {
  return wallOf(asUtc(wall), 'UTC')
}

/** An instant as RFC 3339 with the offset of a zone. */
export function zonedText(at: number, zone: string): string {
  const wall = wallOf(at, zone)
  const two = (part: number): string => String(part).padStart(2, '0')
  const offset = Math.round((asUtc(wall) - at) / 60_000)
  const hours = two(Math.floor(Math.abs(offset) / 60))
  const sign = offset < 0 ? '-' : '+'
  const { year, month, day, hour, minute, second } = wall
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  const time = `${two(hour)}:${two(minute)}:${two(second)}`
  return `${date}T${time}${sign}${hours}:${two(Math.abs(offset) % 60)}`
}
