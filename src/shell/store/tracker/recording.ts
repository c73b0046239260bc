import { proofOf } from '../../../core/tracker/alerts/proof.ts'
import { evaluate } from '../../../core/tracker/alerts/watch.ts'
import { usualPrice } from '../../../core/tracker/history/figures.ts'
import { instantOf } from '../../../core/tracker/history/point.ts'
import {
  type Change,
  EMPTY,
  gapAfterMs,
  record,
  type Tail,
} from '../../../core/tracker/history/record.ts'
import { keyText, type Observation, type Reading } from '../../../core/tracker/observation.ts'
import { nextChange, readingOf } from '../../../core/tracker/stack.ts'
import type { Ask } from '../claims/ask.ts'
import { digestOf } from '../shards.ts'
import {
  type HeldHistory,
  lockHistories,
  makeHistories,
  type RecordedHistory,
  readHistoryRows,
  writeHistories,
} from './history-rows.ts'
import {
  type HeldWatch,
  lockWatches,
  type NewAlert,
  writeAlerts,
  writeWatches,
} from './watch-rows.ts'

/** How often a history is read by itself, unless its worth says otherwise; what others bring, once a day. */
const NORMAL_MS = 6 * 3_600_000
const FEED_MS = 24 * 3_600_000

/** When a history is to be read again, after an observation of it. */
export type NextLook = (asked: {
  readonly observation: Observation
  readonly watches: readonly HeldWatch[]
  readonly now: number
}) => PlannedLook | null

/** When it is looked at next, and how often from now on. */
export interface PlannedLook {
  readonly at: number
  readonly intervalMs: number
}

/** Observations of one shard, to be recorded together. */
export interface Recordings {
  readonly shard: number
  readonly observations: readonly Observation[]
  readonly now: number
  readonly nextLook: NextLook
  /** Whether somebody looked by schedule: then the next look is planned anew. */
  readonly isLook: boolean
}

/** What came of an observation. */
export interface RecordedObservation {
  readonly changes: readonly Change[]
  readonly admitted: readonly Observation[]
  readonly alerts: number
}

/**
 * Records observations in one transaction: change points, quarantine and gaps; the watches that they
 * touch; and alerts, written with the observation that brought them, so that neither comes without the
 * other (fg.t.alert).
 */
export async function recordObservations(
  ask: Ask,
  { shard, observations, now, nextLook, isLook }: Recordings,
): Promise<RecordedObservation[]> {
  const keys = observations.map(keyText)
  await makeHistories(
    ask,
    { shard, at: new Date(now).toISOString() },
    observations.map((key) => ({
      key,
      tail: EMPTY,
      intervalMs: key.source === 'feed' ? FEED_MS : NORMAL_MS,
    })),
  )
  const held = await lockHistories(ask, shard, keys)
  const acts: Act[] = []
  for (const [at, observation] of observations.entries()) {
    const history = held.get(keys[at] as string) as HeldHistory
    const act = await recordOne({ ask, shard }, history, observation)
    held.set(history.key, { ...history, tail: act.tail })
    acts.push({ ...act, key: history.key, observation })
  }
  const touched = acts.filter(({ admitted }) => admitted.length > 0).map(({ key }) => key)
  const watches = await lockWatches(ask, shard, [...new Set(touched)])
  const evaluated = evaluateAll(watches, acts)
  const planned = lastOf(acts).map((act) => {
    const own = evaluated.watches.filter(({ key }) => key === act.key)
    const soon = evaluated.readAgain.get(act.key) ?? null
    const later = isLook ? nextLook({ observation: act.observation, watches: own, now }) : null
    const confirmAt = soon === null ? null : now + (soon - now) / 3
    return rowOf(act, { now, nextAt: earlier(confirmAt, later?.at ?? null), later })
  })
  await writeHistories(ask, { shard, isLook, now }, planned)
  await writeWatches(ask, shard, evaluated.changed)
  await writeAlerts(ask, shard, evaluated.alerts)
  return acts.map(({ key, changes, admitted }) => ({
    changes,
    admitted,
    alerts: evaluated.alerts.filter(({ history }) => history === key).length,
  }))
}

interface Act {
  readonly key: string
  readonly observation: Observation
  readonly tail: Tail
  readonly changes: readonly Change[]
  readonly admitted: readonly Observation[]
}

/** The median of the last month is read only where a price falls far: nearly never. */
async function recordOne(
  { ask, shard }: { readonly ask: Ask; readonly shard: number },
  { key, tail, intervalMs }: HeldHistory,
  observation: Observation,
) {
  let isAsked = false
  const silence = gapAfterMs(intervalMs)
  const first = record(tail, observation, {
    gapAfterMs: silence,
    median: () => {
      isAsked = true
      return null
    },
  })
  if (!isAsked) return first
  const at = instantOf(observation.at)
  const history = await readHistoryRows(ask, {
    ...{ shard, key },
    since: { line: at - MONTH_MS, aside: at },
  })
  return record(tail, observation, {
    gapAfterMs: silence,
    median: () => usualPrice(history, at),
  })
}

const MONTH_MS = 31 * 86_400_000

interface Evaluations {
  readonly watches: readonly HeldWatch[]
  readonly changed: readonly HeldWatch[]
  readonly alerts: readonly NewAlert[]
  /** By history: until when the second reading is to come. */
  readonly readAgain: ReadonlyMap<string, number>
}

function evaluateAll(watches: readonly HeldWatch[], acts: readonly Act[]): Evaluations {
  const alerts: NewAlert[] = []
  const readAgain = new Map<string, number>()
  const after = watches.map((held) => {
    let watch = held
    for (const { key, admitted } of acts) {
      if (key !== held.key) continue
      for (const seen of admitted) {
        const { state, alert, readAgainBy } = evaluate(watch, watch.state, seen)
        if (alert && watch.first) {
          const proof = proofOf(alert, watch, [watch.first, seen])
          alerts.push(newAlert(watch, { key: alert.key, kind: alert.kind, proof, seen }))
        }
        if (readAgainBy !== null) readAgain.set(key, readAgainBy)
        const isFirst = state.first === instantOf(seen.at)
        watch = {
          ...watch,
          state,
          first: isFirst ? seen : state.first === null ? null : watch.first,
        }
      }
    }
    return watch
  })
  const changed = after.filter((watch, at) => watch !== watches[at])
  return { watches: after, changed, alerts, readAgain }
}

/** The id of an alert's page: public, it names no watch. The same key gives the same id. */
export function publicAlertId(key: string): string {
  return digestOf(`alert ${key}`).toString('hex').slice(0, 32)
}

function newAlert(
  { id, list, key: history }: HeldWatch,
  {
    key,
    kind,
    proof,
    seen,
  }: { key: string; kind: string; proof: NewAlert['proof']; seen: Observation },
): NewAlert {
  return {
    id: publicAlertId(key),
    key,
    watch: id,
    list,
    history,
    kind,
    proof,
    at: instantOf(seen.at),
  }
}

/** What each history came to: the last act, with the changes of all. */
function lastOf(acts: readonly Act[]): Act[] {
  const byKey = Map.groupBy(acts, ({ key }) => key)
  return [...byKey.values()].map((some) => {
    const last = some.at(-1) as Act
    const admitted = some.flatMap((act) => act.admitted)
    return { ...last, changes: some.flatMap(({ changes }) => changes), admitted }
  })
}

interface Planned {
  readonly now: number
  readonly nextAt: number | null
  readonly later: PlannedLook | null
}

function rowOf(
  { key, tail, changes, admitted }: Act,
  { now, nextAt, later }: Planned,
): RecordedHistory {
  const receipt = admitted.at(-1) ?? null
  const reading = receipt && storedReading(receipt)
  const repriceAt = receipt && nextChange(receipt, now)
  const intervalMs = later?.intervalMs ?? null
  return { key, tail, changes, receipt, reading, nextAt, intervalMs, repriceAt }
}

/** A reading of this marketplace has no layers of its own: its offers are those of the book. */
function storedReading(receipt: Observation): Reading {
  const reading = readingOf(receipt)
  return reading.source === 'marketplace' ? { ...reading, layers: [] } : reading
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
