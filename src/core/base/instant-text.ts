import { type Instant, utcText } from './instant.ts'

/**
 * An instant as RFC 3339 in UTC, always to the millisecond, so that texts of one length sort as their
 * instants do. What is finer is cut off. For the years 0 to 9999: RFC 3339 writes no others.
 */
export function instantText(at: Instant): string {
  const [day, time] = utcText(at).split(' ')
  const inMinute = Math.floor(at) - Math.floor(at / 60_000) * 60_000
  const seconds = String(Math.floor(inMinute / 1000)).padStart(2, '0')
  return `${day}T${time}:${seconds}.${String(inMinute % 1000).padStart(3, '0')}Z`
}

/** The same without a fraction of nothing: how sources and the terms of offers write an instant. */
export function shortInstantText(at: Instant): string {
  return instantText(at).replace('.000Z', 'Z')
}
