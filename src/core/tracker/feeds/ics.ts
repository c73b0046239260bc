import type { Instant } from '../../base/instant.ts'
import { oneLine } from '../../base/one-line.ts'
import { calendarDate } from './dates.ts'
import { pageAddress } from './page-address.ts'

/** A calendar of what is known to come (fg.t.promotions). */
export interface Calendar {
  readonly title: string
  readonly says: string
  /** When it was last changed: every reader gets the same text for the same calendar. */
  readonly at: Instant
  readonly events: readonly CalendarEvent[]
}

export interface CalendarEvent {
  /** Stays the same as long as it is the same event, so that a change moves it and adds none. */
  readonly id: string
  readonly title: string
  readonly says: readonly string[]
  readonly from: Instant
  /** The first instant after it; null for what has no known end. */
  readonly until: Instant | null
  readonly url: string
  /** How often it was changed. */
  readonly version?: number | undefined
}

const DESCRIPTION_MAX = 1_000

/**
 * A calendar as iCalendar (RFC 5545): instants in UTC, so that no reader has to know the Pacific coast,
 * lines folded at 75 octets and never within a character, texts escaped.
 */
export function ics({ title, says, at, events }: Calendar): string {
  const name = calendarText(oneLine(title))
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tessera//Promotions//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    `DESCRIPTION:${calendarText(oneLine(says, DESCRIPTION_MAX))}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...events.flatMap((one) => eventLines(one, at)),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n')
}

function eventLines(event: CalendarEvent, at: Instant): string[] {
  const address = pageAddress(event.url)
  const says = event.says.map((one) => oneLine(one, DESCRIPTION_MAX)).join('\n')
  return [
    'BEGIN:VEVENT',
    `UID:${calendarText(oneLine(event.id))}`,
    `DTSTAMP:${calendarDate(at)}`,
    `DTSTART:${calendarDate(event.from)}`,
    // An end that is not after the start would make readers throw the event away.
    ...(event.until !== null && event.until > event.from
      ? [`DTEND:${calendarDate(event.until)}`]
      : []),
    `SEQUENCE:${event.version ?? 0}`,
    `SUMMARY:${calendarText(oneLine(event.title))}`,
    ...(says === '' ? [] : [`DESCRIPTION:${calendarText(says)}`]),
    ...(address === null ? [] : [`URL:${address}`]),
    // A sale takes nobody's time: it must not make them busy.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** A text as the value of a property. */
function calendarText(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

/** What a line may hold, without its end. */
const OCTETS_MAX = 75

/** A line in pieces that are short enough; each but the first begins with a blank. */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    if (octets + size > OCTETS_MAX) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

/** How many octets a character takes in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) as number
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
