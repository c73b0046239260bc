import { describe, expect, it, vi } from 'vitest'
import { takeMessages } from '../../../src/shell/jobs/outbox.ts'
import { postReleases } from '../../../src/shell/store/money/order-acts.ts'
import { sellerBalances, sellerStatement } from '../../../src/shell/store/money/reading.ts'
import { refund } from '../../../src/shell/store/money/refunds.ts'
import { repayMoney, withdrawMoney } from '../../../src/shell/store/money/seller-acts.ts'
import { moneyConsumers } from '../../../src/shell/store/money/seller-messages.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { balancesOf, buy, deliver, first, LATER, second, trials, within } from './shop.ts'

vi.setConfig(PATIENCE)

type Key = ReturnType<typeof first>

const release = (store: Store, keys: readonly Key[]) =>
  within(store, (work) => postReleases(work, keys), LATER)
const of = async (store: Store, seller: string) => (await sellerBalances(store, seller))[0]

describe('what orders hand on to sellers', () => {
  it('arrives once, however often a message comes and whoever brings it', async () => {
    const store = await freshStore({ connections: 30 })
    const keys = await Promise.all(
      Array.from({ length: 30 }, async (_, place) => {
        const bought = await buy(store, { buyer: `b${place}` })
        return [first(bought), second(bought)]
      }),
    )
    for (const two of keys) await release(store, two)
    // Every message twice, as if the first worker had died after it acted and before it said so.
    await store.pool.query(
      `insert into outbox (shard, topic, document, due_at)
       select shard, topic, document, due_at from outbox where topic = 'seller-money'`,
    )
    const workers = Array.from({ length: 8 }, async (_, place) => {
      for (let at = 0; at < store.shards; at++) {
        const shard = (at + place) % store.shards
        await takeMessages(store, shard, moneyConsumers(store), LATER)
      }
    })
    await Promise.all(workers)
    await deliver(store)
    expect(await of(store, 'm1')).toMatchObject({ available: 30 * 3_900, escrow: 0 })
    expect(await of(store, 'm2')).toMatchObject({ available: 30 * 2_400, owed: 0 })
    const [orders, sellers] = await trials(store)
    expect([...orders.faults, ...sellers.faults]).toEqual([])
    expect(sellers.entries).toBe(60)
    expect(balancesOf(orders).released).toBe(-(balancesOf(sellers).released as number))
  })

  it('is undone with a worker that dies on the way, and arrives with the next one', async () => {
    const store = await freshStore()
    const key = first(await buy(store, { buyer: 'b' }))
    await release(store, [key])
    const dies = {
      'seller-money': [
        ...(moneyConsumers(store)['seller-money'] ?? []),
        async () => {
          throw new Error('killed')
        },
      ],
    }
    for (let shard = 0; shard < store.shards; shard++) {
      await takeMessages(store, shard, dies, LATER)
    }
    expect(await of(store, 'm1')).toMatchObject({ available: 0 })
    await deliver(store, new Date(LATER.getTime() + 60_000))
    expect(await of(store, 'm1')).toMatchObject({ available: 3_900 })
  })

  it('comes to the same in whatever order it arrives', async () => {
    const results = await Promise.all(
      [false, true].map(async (isReversed) => {
        const store = await freshStore()
        const key = first(await buy(store, { buyer: 'b' }))
        await release(store, [key])
        await within(
          store,
          (work) => {
            const lines = [{ line: 'a', quantity: 2 }]
            return refund(work, { ...key, cause: 'guarantee', occasion: 'g', key: 'g', lines })
          },
          LATER,
        )
        if (isReversed) {
          await store.pool.query(
            `update outbox set due_at = due_at - interval '1 day'
             where (document ->> 'amount')::int < 0`,
          )
          await deliver(store, new Date(LATER.getTime() - 1_000))
          expect(await of(store, 'm1')).toMatchObject({ available: 0, owed: expect.any(Number) })
        }
        await deliver(store)
        return of(store, 'm1')
      }),
    )
    expect(results[0]).toEqual(results[1])
    expect(results[0]).toMatchObject({ owed: 0, withdrawn: 0 })
  })
})

describe('a seller', () => {
  it('withdraws no more than is available, whoever asks at the same time', async () => {
    const store = await freshStore({ connections: 30 })
    await release(store, [first(await buy(store, { buyer: 'b' }))])
    await deliver(store)
    const chain = { seller: 'm1', currency: 'USD', amount: 1_000 }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        within(store, (work) => withdrawMoney(work, { ...chain, key: `${place}` })),
      ),
    )
    expect(answers.filter((one) => 'money' in one)).toHaveLength(3)
    expect(await of(store, 'm1')).toMatchObject({ available: 900, withdrawn: 3_000 })
  })

  it('pays back what is owed, no more, and reads each entry (tc.8)', async () => {
    const store = await freshStore()
    const key = first(await buy(store, { buyer: 'b' }))
    await release(store, [key])
    await deliver(store)
    const chain = { seller: 'm1', currency: 'USD' }
    await within(store, (work) => withdrawMoney(work, { ...chain, amount: 3_900, key: 'w' }))
    await within(store, (work) =>
      refund(work, { ...key, cause: 'dispute', occasion: 'd', key: 'd', lines: 'all' }),
    )
    await deliver(store)
    expect(await of(store, 'm1')).toMatchObject({ owed: 3_900 })
    const repay = (amount: number, name: string) =>
      within(store, (work) => repayMoney(work, { ...chain, amount, key: name }))
    expect(await repay(3_901, 'r0')).toMatchObject({ refusal: 'more-than-owed' })
    expect(await repay(3_000, 'r1')).toMatchObject({ money: { owed: 900, withdrawn: 900 } })
    expect(await repay(3_000, 'r1')).toMatchObject({ replayed: true })
    const { entries, next } = await sellerStatement(store, { ...chain, limit: 3 })
    expect(entries.map(({ posting }) => posting)).toEqual(['repayment', 'debit', 'withdrawal'])
    expect(next).toBe(2)
    const rest = await sellerStatement(store, { ...chain, before: 2 })
    expect(rest).toMatchObject({ entries: [{ posting: 'credit', order: key.order }], next: null })
    const [, sellers] = await trials(store)
    expect(sellers.faults).toEqual([])
  })
})
