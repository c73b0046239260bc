import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Observation, Reading } from '../../../core/tracker/observation.ts'
import { readingOf } from '../../../core/tracker/stack.ts'
import { type Ask, askIn, type Statement } from '../claims/ask.ts'
import { insist } from '../claims/database-faults.ts'
import type { Store } from '../store.ts'
import { timeText } from './history-rows.ts'
import { type Repriced, recordRepriced } from './recording.ts'
import { textArray } from './text-array.ts'

/** Every server knows a change within a second (tc.20): a price that is made sooner could be made of the old offer. */
const KNOWN_MS = 1_200

/** What cannot be recorded yet is priced again so much later. */
const AGAIN_MS = 60_000

/** So many are priced before others have their turn. */
const IN_A_TURN = 50

export interface Repricing {
  readonly shard: number
  readonly now: number
  /** Of a shard at once. */
  readonly most: number
  /** The receipt that a reading is now. */
  readonly priced: (reading: Reading) => Observation
}

/**
 * Prices histories of a shard again that are due, for an offer has changed that touches them or their stack
 * changes by itself (fg.t.history): in one transaction, so that whoever is stopped in the middle has done
 * nothing. It waits for no row that somebody holds, so any number of workers may do so. What cannot be priced
 * holds up no other: it is put off, and told. How many.
 */
export function repriceShard({ db }: Pick<Store, 'db'>, asked: Repricing): Promise<Done> {
  const { shard, now } = asked
  return insist(() =>
    db.transaction().execute(async (trx) => {
      const ask = askIn(trx)
      const due = await takeDue(ask, asked)
      if (due.length === 0) return { count: 0, faults: [] }
      const { repriced, faults } = await pricedInTurns(due, asked)
      const waiting = await recordRepriced(ask, { shard, now }, repriced)
      const late = [...waiting, ...faults.map(({ key }) => key)]
      await unmark(ask, asked, { due, late: new Set(late) })
      if (late.length > 0) {
        const instants = [now + AGAIN_MS, now - KNOWN_MS, now].map(timeText)
        await ask(PUT_OFF, [shard, textArray(late), ...instants])
      }
      return { count: due.length, faults: faults.map(({ fault }) => fault) }
    }),
  )
}

/** What was done of a shard. */
export interface Done {
  readonly count: number
  /** Why some could not be priced. */
  readonly faults: readonly Error[]
}

/** A history that is to be priced again. `changedAt`: the last change that touched it; null: it is due by itself. */
interface Due {
  readonly key: string
  readonly tail: string
  readonly receipt: string
  readonly intervalMs: number
  readonly changedAt: Date | null
}

const TAKE: Statement = {
  name: 'take-reprices',
  text: `with touched as materialized (
      select key, changed_at from reprices where shard = $1 and due_at <= $2::timestamptz
      order by due_at limit $4 for update skip locked
    ), switched as materialized (
      select key from histories where shard = $1 and reprice_at <= $3::timestamptz
      order by reprice_at limit $4 for update skip locked
    )
    select h.key, h.tail, h.receipt, h.interval_ms as "intervalMs", t.changed_at as "changedAt"
    from (select key from touched union select key from switched) as due
      join histories h on h.shard = $1 and h.key = due.key left join touched t on t.key = due.key
    where h.receipt is not null
    for update of h skip locked`,
}

/** Takes what is due, as soon as every server knows why. */
function takeDue(ask: Ask, { shard, now, most }: Repricing): Promise<Due[]> {
  return ask<Due>(TAKE, [shard, timeText(now - KNOWN_MS), timeText(now), most])
}

interface Failed {
  readonly key: string
  readonly fault: Error
}

async function pricedInTurns(due: readonly Due[], { priced }: Repricing) {
  const repriced: Repriced[] = []
  const faults: Failed[] = []
  for (const [at, { key, tail, receipt: text, intervalMs }] of due.entries()) {
    if (at % IN_A_TURN === IN_A_TURN - 1) await nextTurn()
    try {
      const before = JSON.parse(text) as Observation
      repriced.push({ key, tail, intervalMs, before, receipt: priced(readingIn(before)) })
    } catch (cause) {
      faults.push({ key, fault: new Error(`${key} cannot be priced again`, { cause }) })
    }
  }
  return { repriced, faults }
}

/** What was read of a receipt. A reading of this marketplace has no layers of its own: its offers are those of the book. */
function readingIn(receipt: Observation): Reading {
  const reading = readingOf(receipt)
  return reading.source === 'marketplace' ? { ...reading, layers: [] } : reading
}

const UNMARK: Statement = {
  name: 'unmark-reprices',
  text: `delete from reprices where shard = $1 and key = any($2::text[])`,
}

const MARK_AGAIN: Statement = {
  name: 'mark-reprices-again',
  text: `update reprices set due_at = changed_at where shard = $1 and key = any($2::text[])`,
}

/** What is recorded is due no more, unless another offer has changed since, which not every server knows yet. */
async function unmark(
  ask: Ask,
  { shard, now }: Repricing,
  { due, late }: { readonly due: readonly Due[]; readonly late: ReadonlySet<string> },
): Promise<void> {
  const done: string[] = []
  const again: string[] = []
  for (const { key, changedAt } of due) {
    // A mark that was not due yet, of what is due by itself, stays: this transaction does not hold it.
    if (changedAt === null || late.has(key)) continue
    if (changedAt.getTime() <= now - KNOWN_MS) done.push(key)
    else again.push(key)
  }
  if (done.length > 0) await ask(UNMARK, [shard, textArray(done)])
  if (again.length > 0) await ask(MARK_AGAIN, [shard, textArray(again)])
}

const PUT_OFF: Statement = {
  name: 'put-reprices-off',
  text: `with put as (
      update reprices set due_at = $3::timestamptz
      where shard = $1 and key = any($2::text[]) and due_at <= $4::timestamptz
    )
    update histories set reprice_at = $3::timestamptz
    where shard = $1 and key = any($2::text[]) and reprice_at <= $5::timestamptz`,
}
