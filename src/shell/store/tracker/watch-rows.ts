import type { Watch, WatchState } from '../../../core/tracker/alerts/watch.ts'
import type { Observation } from '../../../core/tracker/observation.ts'
import type { Ask, Statement } from '../claims/ask.ts'
import { timeText } from './history-rows.ts'

/** A watch as a transaction has it, with the first of two readings where it waits for the second. */
export interface HeldWatch extends Watch {
  readonly list: string
  readonly key: string
  readonly state: WatchState
  readonly first: Observation | null
}

const LOAD: Statement = {
  name: 'load-watches',
  text: `select id, list_id as list, history_key as key, kind, target_minor as target, state, first
    from watches where shard = $1 and history_key = any($2::text[]) order by id for update`,
}

type WatchRow = Omit<HeldWatch, 'state' | 'first'> & {
  readonly state: string
  readonly first: string | null
}

/** The watches of some histories. */
export async function lockWatches(
  ask: Ask,
  shard: number,
  keys: readonly string[],
): Promise<HeldWatch[]> {
  if (keys.length === 0) return []
  const rows = await ask<WatchRow>(LOAD, [shard, keys])
  return rows.map(({ state, first, ...row }) => ({
    ...row,
    state: JSON.parse(state),
    first: first === null ? null : JSON.parse(first),
  }))
}

const WRITE: Statement = {
  name: 'write-watches',
  text: `update watches w set state = u.state, first = u.first
    from unnest($2::text[], $3::text[], $4::text[]) as u (id, state, first)
    where w.shard = $1 and w.id = u.id`,
}

/** Writes where watches stand now. */
export async function writeWatches(
  ask: Ask,
  shard: number,
  watches: readonly Pick<HeldWatch, 'id' | 'state' | 'first'>[],
): Promise<void> {
  if (watches.length === 0) return
  await ask(WRITE, [
    shard,
    watches.map(({ id }) => id),
    watches.map(({ state }) => JSON.stringify(state)),
    watches.map(({ first }) => first && JSON.stringify(first)),
  ])
}

/** An alert as it is written. */
export interface NewAlert {
  readonly id: string
  readonly key: string
  readonly watch: string
  readonly list: string
  readonly history: string
  readonly kind: string
  readonly proof: object
  readonly at: number
}

/** Alerts are handed over from the list that they are of: it hears by messages of this topic. */
export const ALERT_TOPIC = 'tracker.alert'

const ALERT: Statement = {
  name: 'write-alerts',
  text: `with written as (
      insert into alerts (shard, id, key, watch_id, list_id, history_key, kind, document, at)
      select $1, a.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::text[], $9::timestamptz[])
        as a (id, key, watch_id, list_id, history_key, kind, document, at)
      on conflict do nothing returning id, list_id
    )
    insert into outbox (shard, topic, document)
    select $1, '${ALERT_TOPIC}', json_build_object('alert', id, 'list', list_id, 'shard', $1::integer)
    from written`,
}

/** Writes alerts, each once, and the word to the lists that they are of. */
export async function writeAlerts(
  ask: Ask,
  shard: number,
  alerts: readonly NewAlert[],
): Promise<void> {
  if (alerts.length === 0) return
  await ask(ALERT, [
    shard,
    alerts.map(({ id }) => id),
    alerts.map(({ key }) => key),
    alerts.map(({ watch }) => watch),
    alerts.map(({ list }) => list),
    alerts.map(({ history }) => history),
    alerts.map(({ kind }) => kind),
    alerts.map(({ proof }) => JSON.stringify(proof)),
    alerts.map(({ at }) => timeText(at)),
  ])
}
