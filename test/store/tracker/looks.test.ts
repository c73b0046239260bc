import { describe, expect, it } from 'vitest'
import { EMPTY } from '../../../src/core/tracker/history/record.ts'
import { type HistoryKey, keyText } from '../../../src/core/tracker/observation.ts'
import { askIn } from '../../../src/shell/store/claims/ask.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { connectStore, type Store } from '../../../src/shell/store/store.ts'
import { makeHistories } from '../../../src/shell/store/tracker/history-rows.ts'
import { keepListing } from '../../../src/shell/store/tracker/listings.ts'
import { leaseLooks } from '../../../src/shell/store/tracker/looks.ts'
import { freshDatabase } from '../database.ts'

const NOW = Date.parse('2026-05-03T12:00:00Z')
const VARIANTS = ['a', 'b', 'c', 'd']

async function stores(count: number): Promise<Store[]> {
  const connection = await freshDatabase()
  return Promise.all(Array.from({ length: count }, () => connectStore(connection)))
}

const keyOf = (listing: string, sku: string): HistoryKey => {
  return { listing, sku, shipTo: 'US', currency: 'USD', surface: 'site' }
}

/** A listing whose variants are due now, or later. */
async function dueListing(
  store: Store,
  id: string,
  { origin = 'shop', later = [] }: { origin?: string; later?: readonly string[] } = {},
): Promise<void> {
  const at = new Date(NOW)
  const shard = shardOf(id, store.shards)
  await keepListing(store, { id, origin }, at)
  const made = VARIANTS.map((sku) => ({ key: keyOf(id, sku), tail: EMPTY, intervalMs: 3_600_000 }))
  await makeHistories(askIn(store.db), { shard, at: at.toISOString() }, made)
  for (const sku of VARIANTS) {
    const dueAt = new Date(NOW + (later.includes(sku) ? 3_600_000 : -60_000))
    const due = store.db.updateTable('histories').set({ next_at: dueAt })
    await due.where('key', '=', keyText(keyOf(id, sku))).execute()
  }
}

describe('a lease of looks', () => {
  it('gives each listing to one worker, however many ask at once (fg.t.schedule)', async () => {
    const workers = await stores(4)
    const [store] = workers as [Store]
    const ids = Array.from({ length: 60 }, (_, at) => `shop.example:${at}`)
    for (const id of ids) await dueListing(store, id)
    // Seven is no multiple of four: a lease ends in the midst of the variants of a listing.
    const takers = workers.map(async (worker) => {
      const taken: string[] = []
      for (;;) {
        const due = await leaseLooks(worker, { now: new Date(NOW), most: 7 })
        if (due.length === 0) return taken
        taken.push(...new Set(due.map(({ of }) => of.listing)))
      }
    })
    const taken = (await Promise.all(takers)).flat().sort()
    expect(taken).toEqual(ids.toSorted())
    await Promise.all(workers.map((worker) => worker.close()))
  })

  it('takes every variant of a listing, those that are due later too: one page has them all', async () => {
    const [one, other] = (await stores(2)) as [Store, Store]
    await dueListing(one, 'shop.example:x', { later: ['c', 'd'] })
    const due = await leaseLooks(one, { now: new Date(NOW), most: 1 })
    expect(due.map(({ of }) => of.sku).toSorted()).toEqual(VARIANTS)
    expect(await leaseLooks(other, { now: new Date(NOW), most: 9 })).toEqual([])
    // Whoever had it is dead: a minute later another one takes it over.
    const over = await leaseLooks(other, { now: new Date(NOW + 60_000), most: 9 })
    expect(over).toHaveLength(4)
    await Promise.all([one.close(), other.close()])
  })

  it('is of the listings that are asked for, by whose they are', async () => {
    const [store] = (await stores(1)) as [Store]
    await dueListing(store, '1005001', { origin: 'marketplace' })
    await dueListing(store, 'shop.example:y')
    const due = await leaseLooks(store, { now: new Date(NOW), most: 9, origins: ['shop'] })
    expect(new Set(due.map(({ origin }) => origin))).toEqual(new Set(['shop']))
    await store.close()
  })
})
