import { createHmac } from 'node:crypto'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { derivedKey } from '../store/access/seal.ts'
import { readNow } from '../store/instants.ts'
import type { TestAnswer, TestPaymentTables } from '../store/payments/test-payment-tables.ts'
import { shardOf } from '../store/shards.ts'
import type { Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** How a test payment stands: who waits for whom. */
export type TestState =
  /** Nobody has chosen yet. */
  | 'open'
  /** Chosen, and the answer comes later, or never. */
  | 'checking'
  | 'paid'
  | 'failed'
  | 'cancelled'

/** A payment of the test provider, as its page shows it. */
export interface TestPayment {
  readonly reference: string
  readonly attempt: string
  readonly checkout: string
  readonly buyer: string
  readonly amountMinor: number
  readonly currency: string
  readonly description: string
  readonly returnUrl: string
  readonly state: TestState
  /** What was chosen on the page; null where nothing was. */
  readonly answer: TestAnswer | null
  /** When that comes true; null where it never does. */
  readonly answersAt: Date | null
  readonly returnedMinor: number
}

export type TestPaymentRow = Selectable<TestPaymentTables['test_payments']>

/** The reference of an attempt: always the same, and not to be guessed by who knows the attempt. */
export function testReference({ secret }: Pick<Store, 'secret'>, attempt: string): string {
  const key = derivedKey(secret, 'test payments: reference')
  return `tp_${createHmac('sha256', key).update(attempt).digest('hex').slice(0, 40)}`
}

/** The shard of a test payment and its events. */
export const testShard = ({ shards }: Pick<Store, 'shards'>, reference: string): number =>
  shardOf(reference, shards)

/** How it stands at an instant. */
export function testStateOf(row: TestPaymentRow, now: Date): TestState {
  if (row.cancelled_at !== null) return 'cancelled'
  if (row.answer === null) return 'open'
  if (row.answers_at === null || row.answers_at > now) return 'checking'
  return row.answer === 'pay' ? 'paid' : 'failed'
}

/** A test payment by its reference, or null where there is none. */
export async function readTestPayment(
  store: Store,
  reference: string,
  at?: Date,
): Promise<TestPayment | null> {
  const row = await rowQuery(store.db, store, reference).executeTakeFirst()
  return row ? testPaymentOf(row, await readNow(store.db, at)) : null
}

/** A row as it is shown. */
export function testPaymentOf(row: TestPaymentRow, now: Date): TestPayment {
  return {
    reference: row.reference,
    attempt: row.attempt,
    checkout: row.checkout_id,
    buyer: row.buyer_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    description: row.description,
    returnUrl: row.return_url,
    state: testStateOf(row, now),
    answer: row.answer,
    answersAt: row.answers_at,
    returnedMinor: row.returned_minor,
  }
}

/** What an act on a locked row can use. */
export interface TestWork {
  readonly trx: Transaction<Tables>
  readonly shard: number
  readonly row: TestPaymentRow
  readonly now: Date
}

/** Acts on a payment in one transaction, under its lock; null where there is none. */
export async function lockTestPayment<T>(
  store: Store,
  { reference, at }: { readonly reference: string; readonly at: Date | undefined },
  act: (work: TestWork) => Promise<T>,
): Promise<T | null> {
  return store.db.transaction().execute(async (plain) => {
    const trx = plain as unknown as Transaction<Tables>
    const row = await rowQuery(trx, store, reference).forUpdate().executeTakeFirst()
    if (!row) return null
    const shard = testShard(store, reference)
    return act({ trx, shard, row, now: await readNow(plain, at) })
  })
}

/** The row that is locked, with some columns changed. */
export async function changeTestPayment(
  { trx, shard, row }: TestWork,
  changes: Partial<Omit<TestPaymentRow, 'returned'>> & { readonly returned?: string },
): Promise<void> {
  await trx
    .updateTable('test_payments')
    .set(changes)
    .where('shard', '=', shard)
    .where('reference', '=', row.reference)
    .execute()
}

function rowQuery(db: Kysely<Tables>, store: Store, reference: string) {
  return db
    .selectFrom('test_payments')
    .selectAll()
    .where('shard', '=', testShard(store, reference))
    .where('reference', '=', reference)
}
