import { afterEach, describe, expect, it } from 'vitest'
import type { Order } from '../../src/core/orders/order.ts'
import { remindAtOf } from '../../src/core/orders/reminders.ts'
import { takeMessages } from '../../src/shell/jobs/outbox.ts'
import { mailConsumers } from '../../src/shell/mail/mails-of-orders.ts'
import { closeAccount } from '../../src/shell/store/access/accounts.ts'
import { askIn } from '../../src/shell/store/claims/ask.ts'
import { remindOf } from '../../src/shell/store/mails/order-reminders.ts'
import { ORDER_TOLD } from '../../src/shell/store/orders/messages.ts'
import { shardOf } from '../../src/shell/store/shards.ts'
import { DAY, HOUR, placedOrder, RULES, Story, storyIn } from '../orders/scene.ts'
import { freshStore } from '../store/database.ts'
import { statementsOf } from '../store/recorded.ts'

const store = await freshStore()
const shard = shardOf('ann', store.shards)
const BASE = 'https://market.example'

afterEach(async () => {
  for (const table of [
    'mails',
    'outbox',
    'outbox_parked',
    'orders',
    'order_reminders',
    'accounts',
  ]) {
    await store.pool.query(`delete from ${table}`)
  }
})

/** An account as somebody registers one; the password is nobody's. */
async function account(id: string, role: 'buyer' | 'seller', seller: string | null = null) {
  const row = { id, role, seller, shard: shardOf(id, store.shards), name: id, password_hash: '-' }
  await store.db
    .insertInto('accounts')
    .values({ ...row, email: `${id}@example.com`, closed_at: null })
    .execute()
}

/** An order as the desk keeps it. */
async function keep(order: Order) {
  const moment = new Date(order.at)
  await store.pool.query(
    `insert into orders (shard, id, checkout_id, buyer_id, seller_id, state, placed_at, changed_at,
       version, document) values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)
     on conflict (shard, id) do update set document = excluded.document`,
    [
      ...[shard, order.id, order.checkout, order.buyer, order.seller, order.state, moment],
      ...[order.version, JSON.stringify(order)],
    ],
  )
}

const of = ({ id, checkout, buyer, seller, version }: Order) => ({
  ...{ order: id, checkout, buyer, seller, version },
})

/** Tells something of an order, as the desk does. */
async function tell(order: Order, told: object) {
  const document = JSON.stringify({ ...of(order), at: order.at, ...told })
  await store.db.insertInto('outbox').values({ shard, topic: ORDER_TOLD, document }).execute()
}

async function consume(now?: number) {
  const clock = now === undefined ? {} : { at: () => new Date(now) }
  const consumers = mailConsumers(store, { baseUrl: BASE, ...clock })
  const { failed } = await takeMessages(store, shard, consumers, new Date('2099-01-01'))
  return failed.map(({ fault }) => fault)
}

const mails = () =>
  store.db
    .selectFrom('mails')
    .select(['shard', 'account_id', 'address', 'message', 'subject', 'text', 'lapses_at'])
    .orderBy('account_id')
    .execute()

describe('what sides of an order are told becomes mails (protection §4)', () => {
  it('a buyer gets one, every account of the seller gets one, nobody else does', async () => {
    const { order } = storyIn('awaiting-shipment')
    await keep(order)
    await account('ann', 'buyer')
    await account('sue', 'seller', 'shop')
    await account('sam', 'seller', 'shop')
    await account('eve', 'seller', 'other')
    await account('gone', 'seller', 'shop')
    await closeAccount(store, 'gone')
    await tell(order, { party: 'buyer', message: 'payment-verified' })
    await tell(order, { party: 'seller', message: 'ship-now' })
    await tell(order, { party: 'payment', message: 'ship-now' })
    expect(await consume(order.at)).toEqual([])
    expect((await mails()).map(({ account_id, message }) => `${account_id} ${message}`)).toEqual([
      'ann payment-verified',
      'sam ship-now',
      'sue ship-now',
    ])
    for (const mail of await mails()) {
      expect(mail.shard).toBe(shardOf(mail.account_id, store.shards))
      expect(mail.address).toBe(`${mail.account_id}@example.com`)
      expect(mail.text).toContain(`${BASE}/${mail.account_id === 'ann' ? 'orders' : 'selling'}/`)
    }
  })

  it('a message that is told twice is one mail; the same of a later step is another', async () => {
    const { order } = storyIn('awaiting-delivery')
    await keep(order)
    await account('ann', 'buyer')
    const extended = { party: 'buyer', message: 'extended', days: 3 }
    for (const version of [5, 5, 6]) await tell({ ...order, version }, extended)
    await consume(order.at)
    await tell({ ...order, version: 6 }, extended)
    await consume(order.at)
    expect(await mails()).toHaveLength(2)
  })

  it('a buyer without an account is told nothing, and holds nothing up', async () => {
    const { order } = storyIn('awaiting-shipment')
    await keep(order)
    await account('sue', 'seller', 'shop')
    await tell(order, { party: 'buyer', message: 'payment-verified' })
    await tell(order, { party: 'seller', message: 'ship-now' })
    expect(await consume()).toEqual([])
    expect(await mails()).toHaveLength(1)
  })

  it('what is told of an order that nobody knows is put off, and keeps no other waiting (E17)', async () => {
    const { order } = storyIn('awaiting-shipment')
    await keep(order)
    await account('ann', 'buyer')
    await tell({ ...order, id: 'lost' }, { party: 'buyer', message: 'shipped' })
    await tell(order, { party: 'buyer', message: 'payment-verified' })
    expect(await consume()).toEqual(['Order lost is told of and cannot be found'])
    expect(await mails()).toHaveLength(1)
  })
})

/** What the sweep does with orders that are to be looked at. */
function remind(now: number, orders: readonly Order[]) {
  return store.db.transaction().execute((trx) =>
    remindOf(
      { ask: askIn(trx), shard, now: new Date(now) },
      orders.map((order) => ({ rules: RULES, order })),
    ),
  )
}

const remindAt = async ({ id }: Order) =>
  (await store.pool.query('select remind_at from orders where id = $1', [id])).rows[0].remind_at

const waiting = async () =>
  (await store.pool.query("select document from outbox where topic = 'order.due-soon'")).rows

describe('reminders (protection §1)', () => {
  it('is told once for an order, a clock and its due time, by sweeps beside each other (E11)', async () => {
    const order = placedOrder()
    await keep(order)
    const due = order.clocks['pay-by'] as number
    const first = remindAtOf(RULES, order) as number
    expect(await remind(first - 1, [order])).toEqual(new Map([[order.id, new Date(first)]]))
    expect(await waiting()).toEqual([])
    expect(await remindAt(order)).toEqual(new Date(first))
    const answers = await Promise.all([1, 2, 3, 4].map((n) => remind(first + n, [order, order])))
    expect(answers).toEqual([1, 2, 3, 4].map(() => new Map([[order.id, null]])))
    expect(await remindAt(order)).toBeNull()
    expect((await waiting()).map(({ document }) => document)).toEqual([
      {
        ...of(order),
        ...{ party: 'buyer', clock: 'pay-by', due, at: expect.any(Number) },
      },
    ])
  })

  it('after an extension there is a new one (bp.extend)', async () => {
    const story = storyIn('awaiting-delivery')
    const due = story.order.clocks['deliver-by'] as number
    const next = await remind(due - HOUR, [story.order])
    expect(next.get(story.order.id)?.getTime()).toBeGreaterThan(due)
    story.did(due - HOUR, { event: 'extend', by: 'seller', days: 10 })
    await remind(due - HOUR, [story.order])
    expect(await waiting()).toHaveLength(1)
    await remind(due + 10 * DAY - HOUR, [story.order])
    expect(await waiting()).toHaveLength(2)
  })

  it('becomes a mail that lapses at the deadline, with what to do and what silence does', async () => {
    const order = placedOrder()
    const due = order.clocks['pay-by'] as number
    await keep(order)
    await account('ann', 'buyer')
    await remind(due - HOUR, [order])
    expect(await consume(due - HOUR)).toEqual([])
    const [mail] = await mails()
    expect(mail).toMatchObject({ message: 'reminder pay-by', lapses_at: new Date(due) })
    expect(mail?.subject).toMatch(/^Reminder: your order is not paid/)
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
      'Unless you act by end of Sun 21 Jun 2026, Pacific time (2026-06-22 07:00 UTC)',
    )
  })

  it('of what is settled before the mail is written, or has passed, nobody is reminded', async () => {
    const story = new Story(placedOrder())
    const due = story.order.clocks['pay-by'] as number
    await account('ann', 'buyer')
    await remind(due - HOUR, [story.order])
    story.did(due - HOUR + 1, { event: 'cancel', by: 'buyer' })
    await keep(story.order)
    expect(await consume(due - HOUR + 2)).toEqual([])
    const late = { ...placedOrder(), id: 'late' }
    await keep(late)
    await remind(due - HOUR, [late])
    await consume(due)
    expect(await mails()).toEqual([])
  })

  it('a sweep of thousands is one statement (E14)', async () => {
    const order = placedOrder()
    const orders = Array.from({ length: 2_000 }, (_, n) => ({ ...order, id: `o${n}` }))
    const now = (order.clocks['pay-by'] as number) - HOUR
    const statementsFor = async (some: readonly Order[]) =>
      (await statementsOf(store, () => remind(now, some))).length
    const forOne = await statementsFor(orders.slice(0, 1))
    expect(await statementsFor(orders.slice(1))).toBe(forOne)
    expect(await waiting()).toHaveLength(2_000)
  })
})
