import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import { withPurse } from '../../../src/shell/store/coins/in-purse.ts'
import type { Purse } from '../../../src/shell/store/coins/purse.ts'
import { freshStore } from '../database.ts'
import { trialOf } from './purses.ts'
import { chanceOf, tamper } from './tampering.ts'

const store = await freshStore()
const SEED = 20_261_111
const TAMPERED = 1_000
const UNTOUCHED = 200
const ENTRIES = 5

const nameOf = (place: number) => `buyer ${place}`

/** A life of some entries, as acts make them. */
async function live(purse: Purse): Promise<void> {
  const expiresAt = purse.place.now.getTime() + 86_400_000
  const acts = [
    { cause: 'earn', amount: 100, reference: 'goodwill/1', expiresAt },
    { cause: 'reserve', amount: 30, reference: 'o1', expiresAt: null },
    { cause: 'settle', amount: 30, reference: 'o1', expiresAt: null },
    { cause: 'exchange', amount: 20, reference: 'coupon/1', expiresAt: null },
    { cause: 'earn', amount: 5, reference: 'check-in/2026-05-07', expiresAt: null },
  ] as const
  for (const act of acts) {
    if (isRefusal(purse.move(act, `${act.cause} ${act.reference}`))) throw new Error(act.cause)
  }
}

describe('the check of the ledger', () => {
  it(`finds ${TAMPERED} of ${TAMPERED} random tamperings, and names nobody else`, async () => {
    await store.db.transaction().execute(async (trx) => {
      for (let place = 0; place < TAMPERED + UNTOUCHED; place++) {
        await withPurse(store, { trx, buyer: nameOf(place) }, live)
      }
    })
    expect((await trialOf(store)).faults).toEqual([])
    // Rows are tampered with by their buyer alone, wherever they are.
    for (const table of ['coin_entries', 'coin_heads']) {
      await store.pool.query(`create index on ${table} (buyer_id)`)
    }
    const chance = chanceOf(SEED)
    const statements = new Map<string, readonly unknown[]>()
    const client = await store.pool.connect()
    await client.query('begin')
    for (let place = 0; place < TAMPERED; place++) {
      const target = { buyer: nameOf(place), number: 1 + chance(ENTRIES), chance }
      statements.set(target.buyer, await tamper(client, target))
    }
    await client.query('commit')
    client.release()
    const named = new Set((await trialOf(store)).faults.map((fault) => fault.chain))
    const missed = [...statements].filter(([buyer]) => !named.has(buyer))
    expect(missed, `seed ${SEED}`).toEqual([])
    for (let place = TAMPERED; place < TAMPERED + UNTOUCHED; place++) {
      expect(named.has(nameOf(place))).toBe(false)
    }
  }, 120_000)
})
