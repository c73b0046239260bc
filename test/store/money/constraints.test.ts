import { describe, expect, it } from 'vitest'
import { freshStore } from '../database.ts'
import { deskOf } from './desk.ts'
import { buy, first } from './shop.ts'

const store = await freshStore()
const key = first(await buy(store, { buyer: 'constrained' }))
const asked = { cause: 'return', occasion: 'r', key: 'k' } as const
await deskOf(store).refund(key, { ...asked, lines: [{ line: 'a', quantity: 1 }] })

const columns = async (table: string, changed: Readonly<Record<string, string>>) => {
  const { rows } = await store.pool.query<{ names: string[] }>(
    `select array_agg(attname::text order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0`,
    [table],
  )
  return (rows[0]?.names ?? []).map((name) => changed[name] ?? name).join(', ')
}

/** The row again, with some of it changed. */
const again = async (table: string, changed: Readonly<Record<string, string>>) =>
  store.pool.query(`insert into ${table} select ${await columns(table, changed)} from ${table}
    where order_id = '${key.order}' limit 1`)

const UNIQUE = '23505'
const CHECK = '23514'

describe('the database itself, whoever writes to it', () => {
  it.each([
    ['refunds a line once for a cause and its occasion', 'refund_lines', { number: '2' }],
    ['takes a key of a refund once', 'refunds', { number: '2' }],
    ['posts an act once', 'money_entries', { number: '99' }],
    ['pays an order once', 'order_money', { checkout_id: `'other'` }],
  ])('%s', async (_, table, changed) => {
    await expect(again(table, changed)).rejects.toMatchObject({ code: UNIQUE })
  })

  it.each([
    ['no escrow goes below zero', 'order_money', 'escrow = -1'],
    ['no more goes back than was paid (tc.8)', 'order_money', 'returned = paid + 1'],
    ['no more is due than goes back', 'order_money', 'due = returned + 1'],
    ['no entry moves nothing', 'money_entries', 'amount = 0'],
    ['no entry moves to where it was', 'money_entries', 'credit = debit'],
    ['no money goes back into what it came from', 'money_entries', `credit = 'cash-in'`],
    ['no more is covered than was granted', 'refunds', 'covered = cash + 1'],
  ])('%s', async (_, table, set) => {
    const change = `update ${table} set ${set} where order_id = $1`
    await expect(store.pool.query(change, [key.order])).rejects.toMatchObject({ code: CHECK })
  })
})
