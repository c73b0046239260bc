import type { ChangePoint, Gap, History, Worth } from '../../../core/tracker/history/point.ts'
import type { Change, Lane, Tail } from '../../../core/tracker/history/record.ts'
import { type HistoryKey, keyText, type Observation } from '../../../core/tracker/observation.ts'
import type { Ask, Statement } from '../claims/ask.ts'
import { textArray } from './text-array.ts'

/** A history as a transaction has it. */
export interface HeldHistory {
  readonly key: string
  readonly tail: Tail
  readonly intervalMs: number
}

const LOAD: Statement = {
  name: 'load-histories',
  text: `select key, tail, interval_ms as "intervalMs" from histories
    where shard = $1 and key = any($2::text[]) order by key for update`,
}

/** Takes histories, in the order of their keys, so that no two transactions wait for each other. */
export async function lockHistories(
  ask: Ask,
  shard: number,
  keys: readonly string[],
): Promise<Map<string, HeldHistory>> {
  const rows = await ask<{ key: string; tail: string; intervalMs: number }>(LOAD, [
    shard,
    [...new Set(keys)],
  ])
  return new Map(rows.map((row) => [row.key, { ...row, tail: JSON.parse(row.tail) }]))
}

const MAKE: Statement = {
  name: 'make-histories',
  text: `insert into histories (shard, key, listing_id, sku, ship_to, currency, surface, tail,
      interval_ms, added_at)
    select $1, h.*, $2::timestamptz
    from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::bigint[]) as h (key, listing_id, sku, ship_to, currency, surface, tail, interval_ms)
    order by h.key on conflict do nothing`,
}

/** Opens histories that nobody has asked for before. */
export async function makeHistories(
  ask: Ask,
  { shard, at }: { readonly shard: number; readonly at: string },
  made: readonly { readonly key: HistoryKey; readonly tail: Tail; readonly intervalMs: number }[],
): Promise<void> {
  if (made.length === 0) return
  await ask(MAKE, [
    shard,
    at,
    made.map(({ key }) => keyText(key)),
    made.map(({ key }) => key.listing),
    made.map(({ key }) => key.sku),
    made.map(({ key }) => key.shipTo),
    made.map(({ key }) => key.currency),
    made.map(({ key }) => key.surface),
    made.map(({ tail }) => JSON.stringify(tail)),
    made.map(({ intervalMs }) => intervalMs),
  ])
}

/** What an observation leaves of its history. */
export interface RecordedHistory {
  readonly key: string
  /** Null: as before. */
  readonly tail: Tail | null
  readonly changes: readonly Change[]
  /** The last observation that counts; null: none did. */
  readonly receipt: Observation | null
  readonly nextAt: number | null
  /** How often it is looked at from now on: a longer silence is a gap. Null: as before. */
  readonly intervalMs: number | null
  /** When an offer of its stack starts or ends next: it is priced again then, without a look. */
  readonly repriceAt: number | null
}

const WRITE: Statement = {
  name: 'write-histories',
  text: `update histories h
    set tail = coalesce(w.tail, h.tail), receipt = coalesce(w.receipt, h.receipt),
      total_minor = coalesce(w.total, h.total_minor),
      stack_off = coalesce(w.stack_off, h.stack_off), read_at = coalesce(w.read_at, h.read_at),
      warehouse = case when w.receipt is null then h.warehouse else w.warehouse end,
      figured_at = case when w.is_opened then null else h.figured_at end,
      next_at = coalesce(least(w.next_at, case when $2 then null else h.next_at end), h.next_at),
      interval_ms = coalesce(w.interval_ms, h.interval_ms),
      reprice_at = case when w.receipt is null then h.reprice_at else w.reprice_at end,
      leased_until = case when $2 then null else h.leased_until end,
      failures = case when $2 then 0 else h.failures end,
      fault = case when $2 then null else h.fault end
    from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::integer[], $8::timestamptz[],
      $9::text[], $10::boolean[], $11::timestamptz[], $12::bigint[], $13::timestamptz[])
      as w (key, tail, receipt, total, stack_off, read_at, warehouse, is_opened, next_at,
        interval_ms, reprice_at)
    where h.shard = $1 and h.key = w.key`,
}

// An offer may have changed while the first price was made, which touched what was there: not yet this one.
// So it is priced once more, when every server knows what there was to know.
const MARK_FIRST: Statement = {
  name: 'mark-first',
  text: `insert into reprices (shard, key, due_at, changed_at)
    select shard, key, $2::timestamptz, $2::timestamptz from histories
    where shard = $1 and key = any($3::text[]) and receipt is null and listing_id ~ '^[0-9]+$'
    order by key on conflict do nothing`,
}

const POINTS: Statement = {
  name: 'write-points',
  text: `insert into price_points (shard, history_key, lane, from_at, seen_at, readings, total_minor,
      worth)
    select $1, p.* from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[],
      $6::integer[], $7::bigint[], $8::text[])
      as p (history_key, lane, from_at, seen_at, readings, total_minor, worth)
    on conflict (shard, history_key, lane, from_at) do update
    set seen_at = excluded.seen_at, readings = excluded.readings`,
}

const GAPS: Statement = {
  name: 'write-gaps',
  text: `insert into price_gaps (shard, history_key, from_at, until_at)
    select $1, g.* from unnest($2::text[], $3::timestamptz[], $4::timestamptz[])
      as g (history_key, from_at, until_at)
    on conflict do nothing`,
}

interface Writing {
  readonly shard: number
  /** Somebody looked, by schedule. */
  readonly isLook: boolean
  readonly now: number
}

/** Writes what observations left: tails, points and gaps; what has its first price is priced once more. */
export async function writeHistories(
  ask: Ask,
  writing: Writing,
  recorded: readonly RecordedHistory[],
): Promise<void> {
  // A first price opens a point.
  const opened = recorded.filter((one) => one.receipt !== null && isOpened(one))
  const keys = textArray(opened.map(({ key }) => key))
  if (opened.length > 0) await ask(MARK_FIRST, [writing.shard, timeText(writing.now), keys])
  await updateHistories(ask, writing, recorded)
}

/** The same of histories that have a price. */
export async function updateHistories(
  ask: Ask,
  { shard, isLook }: Omit<Writing, 'now'>,
  recorded: readonly RecordedHistory[],
): Promise<void> {
  if (recorded.length === 0) return
  const of = <T>(column: (one: RecordedHistory) => T): T[] => recorded.map(column)
  await ask(WRITE, [
    shard,
    isLook,
    textArray(of(({ key }) => key)),
    textArray(of(({ tail }) => tail && JSON.stringify(tail))),
    textArray(of(({ receipt }) => receipt && JSON.stringify(receipt))),
    of(({ receipt }) => receipt?.total ?? null),
    of(({ receipt }) => receipt && stackOff(receipt)),
    of(({ receipt }) => receipt && (receipt.readAt ?? receipt.at)),
    of(({ receipt }) => receipt?.warehouse ?? null),
    of(isOpened),
    of(({ nextAt }) => timeOrNull(nextAt)),
    of(({ intervalMs }) => intervalMs),
    of(({ repriceAt }) => timeOrNull(repriceAt)),
  ])
  await writePoints(ask, shard, recorded)
  await writeGaps(ask, shard, recorded)
}

const isOpened = ({ changes }: RecordedHistory): boolean =>
  changes.some((one) => one.change === 'open' && one.lane === 'line')

const timeOrNull = (at: number | null) => (at === null ? null : timeText(at))

/** What the public stack takes off the list price, in hundredths of a per cent (fg.t.search). */
export function stackOff({ list, shipping, tax, total }: Observation): number {
  const paid = Math.max(0, total - shipping - tax)
  return list === 0 ? 0 : Math.max(0, Math.floor(((list - paid) * 10_000) / list))
}

interface PointRow {
  readonly key: string
  readonly lane: Lane
  readonly point: ChangePoint
}

async function writePoints(
  ask: Ask,
  shard: number,
  recorded: readonly RecordedHistory[],
): Promise<void> {
  const last = new Map<string, PointRow>()
  for (const { key, changes } of recorded) {
    for (const change of changes) {
      if (change.change !== 'open' && change.change !== 'extend') continue
      const { lane, point } = change
      last.set(`${key}\n${lane}\n${point.from}`, { key, lane, point })
    }
  }
  if (last.size === 0) return
  const rows = [...last.values()]
  await ask(POINTS, [
    shard,
    textArray(rows.map(({ key }) => key)),
    rows.map(({ lane }) => lane),
    rows.map(({ point }) => timeText(point.from)),
    rows.map(({ point }) => timeText(point.seen)),
    rows.map(({ point }) => point.readings),
    rows.map(({ point }) => point.total),
    textArray(rows.map(({ point }) => worthText(point))),
  ])
}

function worthText({ from: _, seen: __, readings: ___, ...worth }: ChangePoint): string {
  return JSON.stringify(worth satisfies Worth)
}

async function writeGaps(
  ask: Ask,
  shard: number,
  recorded: readonly RecordedHistory[],
): Promise<void> {
  const gaps = recorded.flatMap(({ key, changes }) =>
    changes.flatMap((one) => (one.change === 'gap' ? [{ key, gap: one.gap }] : [])),
  )
  if (gaps.length === 0) return
  await ask(GAPS, [
    shard,
    gaps.map(({ key }) => key),
    gaps.map(({ gap }) => timeText(gap.from)),
    gaps.map(({ gap }) => timeText(gap.until)),
  ])
}

const READ_POINTS: Statement = {
  name: 'read-points',
  text: `select lane, (extract(epoch from from_at) * 1000)::float8 as "from",
      (extract(epoch from seen_at) * 1000)::float8 as seen, readings, worth
    from price_points where shard = $1 and history_key = $2
      and seen_at >= case lane when 'line' then $3::timestamptz else $4::timestamptz end
    order by lane, from_at`,
}

const READ_GAPS: Statement = {
  name: 'read-gaps',
  text: `select (extract(epoch from from_at) * 1000)::float8 as "from",
      (extract(epoch from until_at) * 1000)::float8 as until
    from price_gaps where shard = $1 and history_key = $2 and until_at >= $3::timestamptz
    order by from_at`,
}

/** From when on a history is wanted, by its lanes: an aside may be of earlier than the line's end. */
export interface Since {
  readonly line: number
  readonly aside: number
}

interface PointOfLane {
  readonly lane: Lane
  readonly from: number
  readonly seen: number
  readonly readings: number
  readonly worth: string
}

/** Reads a history, or what of it reaches into the time since an instant. */
export async function readHistoryRows(
  ask: Ask,
  { shard, key, since = null }: { shard: number; key: string; since?: Since | null },
): Promise<History> {
  const text = (at: number | undefined) =>
    at === undefined || at === Number.NEGATIVE_INFINITY ? '-infinity' : timeText(at)
  const [line, aside] = [text(since?.line), text(since?.aside)]
  const [rows, gaps] = await Promise.all([
    ask<PointOfLane>(READ_POINTS, [shard, key, line, aside]),
    ask<Gap>(READ_GAPS, [shard, key, line]),
  ])
  const of = (lane: Lane): ChangePoint[] =>
    rows
      .filter((row) => row.lane === lane)
      .map(({ from, seen, readings, worth }) => ({
        ...(JSON.parse(worth) as Worth),
        from: Math.round(from),
        seen: Math.round(seen),
        readings,
      }))
  return { points: of('line'), asides: of('aside'), gaps }
}

/** An instant as the database takes it. */
export function timeText(at: number): string {
  return new Date(at).toISOString()
}
