import { type RawBuilder, sql } from 'kysely'

/** Where a campaign or an offer stands: to come, in force, over by its window, or ended at once (tc.20). */
export type Standing = 'scheduled' | 'active' | 'over' | 'ended'

/** When each opens, and when nothing of it can be claimed or used any more. */
const WINDOWS = {
  campaigns: { opens: sql`starts_at`, closes: sql`ends_at` },
  offers: {
    opens: sql`coalesce(claim_from, usable_from)`,
    // A claim's last day ends at midnight, and none lasts longer than two months (cp.2).
    closes: sql`least(usable_until, claim_until + (coalesce(valid_days, 62) + 1) * interval '24 hours')`,
  },
} as const

/** Where a row stands, by the clock of the database or at an instant. */
export function standingOf(
  table: keyof typeof WINDOWS,
  at: Date | undefined,
): RawBuilder<Standing> {
  const now = at ? sql`${at}::timestamptz` : sql`clock_timestamp()`
  const { opens, closes } = WINDOWS[table]
  return sql<Standing>`case
    when ended_at is not null then 'ended'
    when ${opens} > ${now} then 'scheduled'
    when ${closes} <= ${now} then 'over'
    else 'active' end`
}
