import { proofOf } from '../../../core/tracker/alerts/proof.ts'
import { evaluate } from '../../../core/tracker/alerts/watch.ts'
import { usualPrice } from '../../../core/tracker/history/figures.ts'
import { instantOf, isSame, worthOf } from '../../../core/tracker/history/point.ts'
import {
  type Change,
  EMPTY,
  gapAfterMs,
  record,
  type Tail,
} from '../../../core/tracker/history/record.ts'
import { keyText, type Observation } from '../../../core/tracker/observation.ts'
import { nextChange } from '../../../core/tracker/stack.ts'
import type { Ask } from '../claims/ask.ts'
import { digestOf } from '../shards.ts'
import {
  type HeldHistory,
  lockHistories,
  makeHistories,
  type RecordedHistory,
  readHistoryRows,
  updateHistories,
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
  const evaluated = evaluateAll(await watchesOf({ ask, shard }, acts), acts)
  const planned = lastOf(acts).map((act) => {
    const own = evaluated.watches.filter(({ key }) => key === act.key)
    const later = isLook ? nextLook({ observation: act.observation, watches: own, now }) : null
    return rowOf(act, { now, evaluated, later })
  })
  await writeHistories(ask, { shard, isLook, now }, planned)
  await writeEvaluated({ ask, shard }, evaluated)
  return acts.map(({ key, changes, admitted }) => ({
    changes,
    admitted,
    alerts: evaluated.alerts.filter(({ history }) => history === key).length,
  }))
}

/** A history that was priced again without a look, and its receipt until now. */
export interface Repriced extends Omit<HeldHistory, 'tail'> {
  /** Read only where the price is another. */
  readonly tail: string
  readonly before: Observation
  readonly receipt: Observation
}

/**
 * Records what was priced again, each history once, of which the transaction has the rows. Most are at the
 * same price as before: of these no watch is asked, and no point written. Answers the keys of prices that do
 * not count yet: not newer than what was seen, or so low that they wait for a second reading.
 */
export async function recordRepriced(
  ask: Ask,
  { shard, now }: { readonly shard: number; readonly now: number },
  repriced: readonly Repriced[],
): Promise<string[]> {
  const acts: Act[] = []
  const same: RecordedHistory[] = []
  for (const history of repriced) {
    const { key, receipt, before } = history
    if (isSame(worthOf(receipt), worthOf(before))) {
      same.push(sameRow(key, receipt, now))
    } else {
      const held = { ...history, tail: JSON.parse(history.tail) as Tail }
      const act = await recordOne({ ask, shard }, held, receipt)
      acts.push({ ...act, key, observation: receipt })
    }
  }
  const evaluated = evaluateAll(await watchesOf({ ask, shard }, acts), acts)
  const changed = acts.map((act) => rowOf(act, { now, evaluated, later: null }))
  await updateHistories(ask, { shard, isLook: false }, [...same, ...changed])
  await writeEvaluated({ ask, shard }, evaluated)
  return acts.flatMap(({ key, admitted }) => (admitted.length === 0 ? [key] : []))
}

interface Place {
  readonly ask: Ask
  readonly shard: number
}

function watchesOf({ ask, shard }: Place, acts: readonly Act[]): Promise<HeldWatch[]> {
  const touched = acts.flatMap(({ key, admitted }) => (admitted.length > 0 ? [key] : []))
  return lockWatches(ask, shard, [...new Set(touched)])
}

async function writeEvaluated({ ask, shard }: Place, { changed, alerts }: Evaluations) {
  await writeWatches(ask, shard, changed)
  await writeAlerts(ask, shard, alerts)
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
  { ask, shard }: Place,
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
  readonly evaluated: Evaluations
  readonly later: PlannedLook | null
}

function rowOf(
  { key, tail, changes, admitted }: Act,
  { now, evaluated, later }: Planned,
): RecordedHistory {
  const receipt = admitted.at(-1) ?? null
  const repriceAt = receipt && nextChange(receipt, now)
  const intervalMs = later?.intervalMs ?? null
  const soon = evaluated.readAgain.get(key) ?? null
  const confirmAt = soon === null ? null : now + (soon - now) / 3
  const nextAt = earlier(confirmAt, later?.at ?? null)
  return { key, tail, changes, receipt, nextAt, intervalMs, repriceAt }
}

/** The price is the same; offers that are not in it may be others. */
function sameRow(key: string, receipt: Observation, now: number): RecordedHistory {
  const repriceAt = nextChange(receipt, now)
  return { key, tail: null, changes: [], receipt, nextAt: null, intervalMs: null, repriceAt }
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
