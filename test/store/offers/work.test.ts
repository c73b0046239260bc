import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { changesSince } from '../../../src/shell/store/feed.ts'
import { working } from '../../../src/shell/store/offers/work.ts'
import { freshStore } from '../database.ts'

const store = await freshStore({ connections: 4 })

/** Resolves once it was called so often. */
function barrier(callers: number): () => Promise<void> {
  let open: () => void = () => {}
  const all = new Promise<void>((resolve) => {
    open = resolve
  })
  let came = 0
  return () => {
    if (++came >= callers) open()
    return all
  }
}

describe('an act on offers', () => {
  it('that waits for another which waits for it is carried out again, once the other is done', async () => {
    const bothHoldOne = barrier(2)
    let attempts = 0
    const act = (first: number, second: number) =>
      working(store, undefined, async ({ trx, told }) => {
        attempts++
        const lock = (which: number) => sql`select pg_advisory_xact_lock(99, ${which})`.execute(trx)
        await lock(first)
        await bothHoldOne()
        await lock(second)
        told.push({ topic: 'offer.changed', subject: `${first}`, document: { first, second } })
        return first
      })
    expect(await Promise.all([act(1, 2), act(2, 1)])).toEqual([1, 2])
    expect(attempts).toBe(3)
    const told = await changesSince(store, 0)
    expect(told.map(({ subject }) => subject).sort()).toEqual(['1', '2'])
  }, 30_000)

  it('that fails tells nothing and keeps nothing', async () => {
    const before = await changesSince(store, 0)
    const failing = working(store, undefined, async ({ trx, told }) => {
      told.push({ topic: 'offer.changed', subject: 'x', document: {} })
      await sql`select 1 / 0`.execute(trx)
    })
    await expect(failing).rejects.toThrow('division by zero')
    expect(await changesSince(store, 0)).toEqual(before)
  })

  it('takes the clock of the database, or the instant that it is given', async () => {
    const at = new Date('2026-05-05T00:00:00Z')
    expect(await working(store, at, async (work) => work.at)).toEqual(at)
    const now = await working(store, undefined, async (work) => work.at)
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(60_000)
  })
})
