import { sql } from 'kysely'
import { instantOf } from '../access/clock.ts'
import type { Store } from '../store.ts'

/** A worker, and for how long it takes up something that only one may do. */
export interface Turn {
  readonly name: string
  readonly worker: string
  readonly seconds: number
}

/**
 * Whether it is this worker's turn: whoever has it keeps it by asking again in time, and loses it by
 * dying. Of Telegram's messages, say, only one may ask at a time.
 */
export async function takeTurn(
  { db }: Pick<Store, 'db'>,
  { name, worker, seconds }: Turn,
  at?: Date,
): Promise<boolean> {
  const { rows } = await sql`
    with now as (select extract(epoch from ${instantOf(at)})::float8 as seconds)
    insert into settings (name, value)
    select ${`turn ${name}`}, jsonb_build_object('worker', ${worker}::text,
      'until', now.seconds + ${seconds}::float8) from now
    on conflict (name) do update set value = excluded.value
    where settings.value ->> 'worker' = ${worker}
      or (settings.value ->> 'until')::float8 <= (excluded.value ->> 'until')::float8 - ${seconds}::float8
    returning name
  `.execute(db)
  return rows.length > 0
}
