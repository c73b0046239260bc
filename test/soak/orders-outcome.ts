import type { Store } from '../../src/shell/store/store.ts'

/** What came of all checkouts: a digest for each part of each, and how much there is. */
export interface Outcome {
  readonly digests: Readonly<Record<string, string>>
  readonly counts: Readonly<Record<string, number>>
}

/** Each part by its checkout, to the byte, but for when a step was written down. */
const PARTS = {
  orders: `select checkout_id as of, id as at, document as part from orders`,
  steps: `select regexp_replace(order_id, '-\\d+$', ''), order_id || lpad(version::text, 9, '0'),
    concat_ws('|', event, by, effective, key,
      regexp_replace(document, '"recorded":\\d+,', '')) from order_steps`,
  postings: `select regexp_replace(order_id, '-\\d+$', ''), order_id || lpad(number::text, 9, '0'),
    concat_ws('|', posting, debit, credit, party, amount, escrow_after, key, leg, at)
    from money_entries`,
  refunds: `select checkout_id, order_id || number, concat_ws('|', cash, record, granted_at)
    from refunds`,
  payments: `select checkout_id, attempt, concat_ws('|', amount_minor, state, cause) from payments`,
  marks: `select regexp_replace(order_id, '-\\d+$', ''), order_id || mark,
    concat_ws('|', party, member_id, at) from order_marks`,
  claims: `select 'c' || substr(buyer_id, 2), offer_id || ordinal,
    concat_ws('|', state, order_id, amount_minor, drew_use, held_until) from claims`,
} as const

/** Reads what came of everything. */
export async function outcomeOf({ pool }: Pick<Store, 'pool'>): Promise<Outcome> {
  const digests: Record<string, string> = {}
  const counts: Record<string, number> = {}
  for (const [name, part] of Object.entries(PARTS)) {
    const { rows } = await pool.query<{ of: string; digest: string; rows: number }>(
      `select p.of, md5(string_agg(md5(p.part), '' order by p.at collate "C")) as digest,
         count(*)::float8 as rows
       from (${part}) as p (of, at, part) group by p.of`,
    )
    counts[name] = rows.reduce((sum, row) => sum + row.rows, 0)
    for (const row of rows) digests[`${row.of} ${name}`] = row.digest
  }
  return { digests, counts }
}
