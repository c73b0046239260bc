const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (count: number): string => String(count).padStart(2, '0')

/**
 * What is left until an instant, as exactly as it matters: "12 days 4 h", "5 h 07 min", "7 min 05 s".
 * Null where nothing is left.
 */
export function timeLeft(leftMs: number): string | null {
  const seconds = Math.floor(leftMs / 1000)
  if (seconds < 0) return null
  if (seconds >= 2 * DAY) {
    return `${Math.floor(seconds / DAY)} days ${Math.floor((seconds % DAY) / HOUR)} h`
  }
  const hours = Math.floor(seconds / HOUR)
  const minutes = Math.floor((seconds % HOUR) / MINUTE)
  if (hours > 0) return `${hours} h ${two(minutes)} min`
  return `${minutes} min ${two(seconds % MINUTE)} s`
}

/** How pressing a deadline is: nobody minds a week, and everybody minds an hour. */
export function pressing(leftMs: number): 'calm' | 'soon' | 'now' {
  if (leftMs < 6 * HOUR * 1000) return 'now'
  return leftMs < 2 * DAY * 1000 ? 'soon' : 'calm'
}

/** An instant by the reader's own clock: "Wed 13 May, 09:05 GMT+2". */
export function ownText(at: string): string {
  const parts = new Map(
    own()
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  )
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
  const day = `${of('weekday')} ${of('day')} ${of('month')}`
  return `${day}, ${of('hour')}:${of('minute')} ${of('timeZoneName')}`
}

let format: Intl.DateTimeFormat | undefined

function own(): Intl.DateTimeFormat {
  format ??= new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return format
}
