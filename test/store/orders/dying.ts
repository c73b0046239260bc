/** Desks of orders whose process dies at a statement of our choice. */
import pg from 'pg'
import { OrderDesk } from '../../../src/shell/store/orders/order-desk.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import type { Shop } from './shop.ts'

/** When a process dies: before its nth statement is sent, or after it was answered. */
export interface Death {
  readonly statement: number
  readonly when: 'before' | 'after'
}

/** A desk that dies so. Nothing that it asks afterwards reaches the database. */
export function dyingDesk(shop: Shop, { statement, when }: Death): OrderDesk {
  let asked = 0
  let isDead = false
  class DyingClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super(config)
      const ask = this.query.bind(this) as (...parameters: unknown[]) => Promise<unknown>
      const die = () => {
        isDead = true
        // The server sees what it sees of a process that was killed.
        ;(
          this as unknown as { connection: { stream: { destroy(): void } } }
        ).connection.stream.destroy()
        throw new Error('killed')
      }
      const dying = async (...parameters: unknown[]) => {
        if (isDead) die()
        const isLast = ++asked === statement
        if (isLast && when === 'before') die()
        const answer = await ask(...parameters)
        return isLast ? die() : answer
      }
      this.query = dying as typeof this.query
    }
  }
  const { store } = shop
  const pool = { options: { ...store.pool.options, Client: DyingClient } }
  const dying = { ...store, pool } as unknown as Store
  return new OrderDesk({ ...shop, store: dying }, { time: shop.time, trustsClock: true })
}

const TABLES = `orders order_steps checkouts accepted_quotes payments payment_events order_marks
  order_money money_entries refunds refund_lines coin_entries coin_heads coin_products claims
  outbox`

/** All that acts on orders write, as one text. */
export async function allOf({ pool }: Store): Promise<string> {
  const digests = TABLES.split(/\s+/).map(
    (table) =>
      `select '${table}', md5(string_agg(t::text, e'\\n' order by t::text)) from ${table} t`,
  )
  const { rows } = await pool.query(digests.join(' union all '))
  return JSON.stringify(rows)
}
