import { parseInstant } from '../base/instant.ts'

/** One end of a half-open window, written as an instant; null or absent where there is none. */
export type Bound = string | null | undefined

/** The instant that an accepted text names. */
export const instantOf = (text: string): number => parseInstant(text) as number

/** Whether one lies before the other. An absent bound is no bound: nothing lies before or after it. */
export function isBefore(one: Bound, other: Bound): boolean {
  return Boolean(one && other) && instantOf(one as string) < instantOf(other as string)
}

/** Whether nothing is left between a start and an end. */
export function isEmpty(start: Bound, end: Bound): boolean {
  return Boolean(start && end) && instantOf(end as string) <= instantOf(start as string)
}

/** The earlier of two ends. */
export function earlier(one: Bound, other: Bound): string | null {
  return (isBefore(other, one) ? other : (one ?? other)) ?? null
}

/** The later of two starts. */
export function later(one: Bound, other: Bound): string | null {
  return (isBefore(one, other) ? other : (one ?? other)) ?? null
}

/** A window in words. */
export function windowText(starts: Bound, ends: Bound): string {
  if (starts && ends) return `${starts} to ${ends}`
  if (starts) return `from ${starts} on`
  return ends ? `until ${ends}` : 'at any time'
}
