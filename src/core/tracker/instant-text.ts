import { type Instant, utcText } from '../base/instant.ts'

/** An instant as RFC 3339 in UTC, to the millisecond. */
export function instantText(at: Instant): string {
  const [day, time] = utcText(at).split(' ')
  const inMinute = Math.floor(at) - Math.floor(at / 60_000) * 60_000
  const seconds = String(Math.floor(inMinute / 1000)).padStart(2, '0')
  return `${day}T${time}:${seconds}.${String(inMinute % 1000).padStart(3, '0')}Z`
}
