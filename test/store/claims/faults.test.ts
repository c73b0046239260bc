import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import { Lane } from '../../../src/shell/store/claims/lane.ts'
import { connectStore } from '../../../src/shell/store/store.ts'
import { afterwards } from '../../afterwards.ts'
import { freshDatabase } from '../database.ts'
import { gaugesOf } from './gauges.ts'
import { countClaims, counted } from './market.ts'
import { issue } from './market-offers.ts'

const database = await freshDatabase()
const store = await connectStore(database, { connections: 4 })
const claims = new Claims(store)
afterAll(async () => {
  await claims.close()
  await store.close()
})

describe('connections that are cut while everybody claims', () => {
  it('change nothing: exactly as many are granted as there are (fg.reject)', async () => {
    const offer = await issue(store, { id: 'cut', obtain: 'centre', uses: 1_500 })
    const code = await issue(store, { id: 'cut-code', obtain: 'code', uses: 100, budget: 900 })
    const client = new pg.Client(database)
    await client.connect()
    const answers: object[] = []
    let isDone = false
    // Each time that so many more were answered: no statement is cut as often as it is tried.
    const cutting = (async () => {
      for (let cuts = 1; cuts <= 8; cuts++) {
        while (answers.length < cuts * 200 && !isDone) await wait(1)
        if (isDone) return
        await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`)
      }
    })()
    // One after the other for each, so that they go on while connections are cut.
    const claimOn = async (n: number) => {
      for (let place = 0; place < 25; place++) {
        const buyer = `b${n}-${place}`
        answers.push(await claims.claim({ buyer, offer, key: 'k' }))
      }
    }
    const reserveOn = async (n: number) => {
      for (let place = 0; place < 4; place++) {
        const asked = { buyer: `r${n}-${place}`, order: 'o', key: 'k' }
        const offers = [{ offer: code, amountMinor: 10 }]
        const answer = await claims.reserve({ ...asked, offers })
        answers.push(answer)
      }
    }
    const each = Array.from({ length: 80 }, (_, n) => n)
    await Promise.all([...each.map(claimOn), ...each.slice(0, 30).map(reserveOn)])
    isDone = true
    await cutting
    await client.end()
    // The store may not have noticed yet that connections which rest were cut: who counts has its own.
    const outside = await connectStore(database, { connections: 2 })
    afterwards(() => outside.close())
    // 2,000 ask for 1,500; 120 orders for 90 times 10.
    expect(counted(answers)).toEqual({ granted: 1_590, exhausted: 500, 'budget-spent': 30 })
    expect(await countClaims(outside, offer)).toBe(1_500)
    expect(await gaugesOf(outside, code)).toEqual({
      uses: { given: 90, left: 10 },
      budget: { given: 900, left: 0 },
    })
  }, 30_000)
})

/** What waits in a lane of numbers. */
interface Number {
  readonly value: number
  readonly resolve: (value: number) => void
  readonly reject: (error: unknown) => void
}

function ask(lane: Lane<Number>, value: number): Promise<number> {
  return new Promise((resolve, reject) => lane.ask({ value, resolve, reject }))
}

describe('a lane', () => {
  it('carries out together what waited together, and never two batches at once', async () => {
    const batches: number[][] = []
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    let running = 0
    const lane = new Lane<Number>(async (batch) => {
      expect(++running).toBe(1)
      batches.push(batch.map(({ value }) => value))
      begun.resolve()
      await released.promise
      await wait(5)
      running--
      for (const { value, resolve } of batch) resolve(value)
      return []
    }, 3)
    const first = [1, 2].map((value) => ask(lane, value))
    await begun.promise
    const more = [3, 4, 5, 6].map((value) => ask(lane, value))
    released.resolve()
    expect(await Promise.all([...first, ...more])).toEqual([1, 2, 3, 4, 5, 6])
    await lane.drained()
    expect(batches).toEqual([[1, 2], [3, 4, 5], [6]])
  })

  it('tries again what failed by a fault of the moment, and tells of one that stays', async () => {
    let tries = 0
    const lane = new Lane<Number>(async (batch) => {
      if (++tries < 3) throw Object.assign(new Error('deadlock'), { code: '40P01' })
      for (const { value, resolve } of batch) resolve(value)
      return []
    }, 10)
    expect(await Promise.all([ask(lane, 1), ask(lane, 2)])).toEqual([1, 2])
    const broken = new Lane<Number>(async () => {
      throw new Error('no such column')
    }, 10)
    await expect(ask(broken, 1)).rejects.toThrow('no such column')
  })

  it('serves the others where one of them is at fault', async () => {
    const lane = new Lane<Number>(async (batch) => {
      if (batch.some(({ value }) => value === 3)) throw new Error('three')
      for (const { value, resolve } of batch) resolve(value)
      return []
    }, 10)
    const answers = await Promise.allSettled([1, 2, 3, 4, 5].map((value) => ask(lane, value)))
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
  })
})
