/**
 * How an observation enters a history: one step on the last rows of it, whatever its length. The shell
 * keeps rows and carries out the effects; a replay folds them.
 */
import type { Instant } from '../../base/instant.ts'
import type { Observation } from '../observation.ts'
import { type ChangePoint, type Gap, instantOf, isSame, type Worth, worthOf } from './point.ts'

/** The end of a history: all that the next observation is held against. */
export interface Tail {
  /** The last point of the line, and of the prices that stand aside. */
  readonly open: ChangePoint | null
  readonly aside: ChangePoint | null
  /** When the price itself was last read; pricing again without a look does not move it. */
  readonly lastRead: Instant | null
  /** The highest total so far: what is not far below it is not far below any median. */
  readonly high: number
  /** In quarantine: waits for a second reading. */
  readonly waiting: Observation | null
}

export const EMPTY: Tail = { open: null, aside: null, lastRead: null, high: 0, waiting: null }

export interface Recording {
  /** Silence for longer than this is a gap: see `gapAfterMs`. */
  readonly gapAfterMs: number
  /** The median of the 30 days before, asked only where a price falls; null where there is none yet. */
  readonly median: () => number | null
}

export type Lane = 'line' | 'aside'

/** What changes in the rows of a history. */
export type Change =
  | { readonly change: 'open' | 'extend'; readonly lane: Lane; readonly point: ChangePoint }
  | { readonly change: 'gap'; readonly gap: Gap }
  | { readonly change: 'hold'; readonly why: Suspicion; readonly observation: Observation }
  /** What waited was not confirmed: it never happened. */
  | { readonly change: 'drop'; readonly observation: Observation }
  /** It is not newer than what is known. */
  | { readonly change: 'late'; readonly observation: Observation }

export type Suspicion = 'zero' | 'outlier'

export interface Recorded {
  readonly tail: Tail
  readonly changes: readonly Change[]
  /** Observations of the line that count from now on: alerts are asked with these, in order. */
  readonly admitted: readonly Observation[]
}

/** Less than this part of the 30-day median is not believed at once, in per cent. */
export const OUTLIER_PERCENT = 35

/**
 * Times the interval of the schedule after which silence is a gap: a run that was late by its jitter, or
 * failed once, is none; more than two would draw a line over an outage.
 */
const SILENT_INTERVALS = 2.2

/** How long a silence may last under a schedule before it is a gap. */
export const gapAfterMs = (intervalMs: number): number => intervalMs * SILENT_INTERVALS

/**
 * Takes an observation into a history: it extends the open point, opens the next, or waits. A sale price
 * of 0 never enters; one far below the median enters with a second reading that is as low. A price that
 * not everybody gets stands aside, so that it can neither set a low nor end what the line proves.
 */
export function record(tail: Tail, observation: Observation, recording: Recording): Recorded {
  const at = instantOf(observation.at)
  const isAside = observation.conditions.length > 0
  const open = isAside ? tail.aside : tail.open
  const last = isAside ? null : tail.waiting
  if ((open && at <= open.seen) || (last && at <= instantOf(last.at))) {
    return { tail, changes: [{ change: 'late', observation }], admitted: [] }
  }
  if (isAside) return recordAside(tail, observation)
  const why = suspicionOf(observation, tail, recording)
  // A price of 0 is no second reading of anything, nor does anything confirm it.
  const first = tail.waiting === null || tail.waiting.sale === 0 ? null : tail.waiting
  if (why === 'zero' || (why === 'outlier' && first === null)) {
    const dropped = dropOf(tail)
    const changes: Change[] = [...dropped, { change: 'hold', why, observation }]
    return { tail: { ...tail, waiting: observation }, changes, admitted: [] }
  }
  const rest = { ...tail, waiting: null }
  if (why === null || first === null) {
    return joined(rest, [observation], { recording, before: dropOf(tail) })
  }
  return joined(rest, [first, observation], { recording, before: [] })
}

function dropOf({ waiting }: Tail): Change[] {
  return waiting === null ? [] : [{ change: 'drop', observation: waiting }]
}

/** Why a price is not believed at once. One that is not below the price before it is no outlier. */
function suspicionOf(
  { sale, total }: Observation,
  { open, high }: Tail,
  { median }: Recording,
): Suspicion | null {
  if (sale === 0) return 'zero'
  if (open === null || total >= open.total || !isFarBelow(total, high)) return null
  const usual = median()
  return usual !== null && isFarBelow(total, usual) ? 'outlier' : null
}

const isFarBelow = (total: number, usual: number): boolean => total * 100 < usual * OUTLIER_PERCENT

function joined(
  tail: Tail,
  observations: readonly Observation[],
  { recording, before }: { recording: Recording; before: readonly Change[] },
): Recorded {
  const changes = [...before]
  let next = tail
  for (const observation of observations) next = join(next, observation, { recording, changes })
  return { tail: next, changes, admitted: observations }
}

function join(
  tail: Tail,
  observation: Observation,
  { recording, changes }: { recording: Recording; changes: Change[] },
): Tail {
  const at = instantOf(observation.at)
  const isRead = !observation.readAt
  const { open, lastRead } = tail
  if (isRead && open && lastRead !== null && at - lastRead > recording.gapAfterMs) {
    changes.push({ change: 'gap', gap: { from: open.seen, until: at } })
  }
  const worth = worthOf(observation)
  const read = isRead ? at : (lastRead ?? instantOf(observation.readAt as string))
  // Priced again to the same: nothing was seen, so nothing is proved further.
  if (!isRead && open && isSame(open, worth)) return tail
  const { point, change } = continued(open, worth, { at, isRead })
  changes.push({ change, lane: 'line', point })
  return { ...tail, open: point, lastRead: read, high: Math.max(tail.high, point.total) }
}

function recordAside(tail: Tail, observation: Observation): Recorded {
  const look = { at: instantOf(observation.at), isRead: !observation.readAt }
  const { point, change } = continued(tail.aside, worthOf(observation), look)
  const changes = [{ change, lane: 'aside', point } as const]
  return { tail: { ...tail, aside: point }, changes, admitted: [] }
}

function continued(
  open: ChangePoint | null,
  worth: Worth,
  { at, isRead }: { at: Instant; isRead: boolean },
): { point: ChangePoint; change: 'open' | 'extend' } {
  const readings = isRead ? 1 : 0
  if (open !== null && isSame(open, worth)) {
    return { point: { ...open, seen: at, readings: open.readings + readings }, change: 'extend' }
  }
  return { point: { ...worth, from: at, seen: at, readings }, change: 'open' }
}
