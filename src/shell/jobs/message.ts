import type { Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** A message of the outbox: what one key tells others, written in the transaction that caused it. */
export interface Message {
  /** The shard of the cause. With the number it names the message: whoever has acted on it knows. */
  readonly shard: number
  readonly number: number
  readonly topic: string
  readonly document: object
  readonly createdAt: Date
}

/**
 * Acts on messages of a topic, in no certain order. What it writes with `trx` is committed together with
 * the end of the messages, and so happens once; effects elsewhere may happen again, and must not mind.
 * If it throws, what it wrote is undone, and the messages come again: first each by itself.
 */
export type Consumer = (messages: readonly Message[], trx: Transaction<Tables>) => Promise<void>

/** Who acts on each topic, one after the other. Messages of other topics stay for those who know them. */
export type Consumers = Readonly<Record<string, readonly Consumer[]>>
