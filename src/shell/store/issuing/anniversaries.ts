import type { Transaction } from 'kysely'
import { lastAnniversary, nextAnniversary } from '../../../core/offers/anniversary.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { occasionName, offerFor } from '../../../core/offers/trigger-rules.ts'
import { type Buyer, type BuyerKey, readBuyer } from '../buyers.ts'
import { readNow } from '../instants.ts'
import { rulesNow } from '../rule-documents.ts'
import type { Store } from '../store.ts'
import { forEachRow, sweepShards } from '../sweeping.ts'
import type { Tables } from '../tables.ts'
import { type FiringRow, settleFiring, writeFiring } from './firings.ts'
import type { Issuer } from './issuer.ts'
import { openOffers } from './open-offers.ts'
import type { PastSpend } from './past-spend.ts'
import { TRIGGER_RULE_DOCUMENT } from './trigger-rule-document.ts'

const BUYERS_AT_ONCE = 50
const DAY_MS = 86_400_000

/**
 * Issues the coupons of accounts whose anniversary it is; their value follows past spend (fg.one-time).
 * Returns how many accounts it has dealt with.
 */
export async function sweepAnniversaries(store: Store, issuer: Issuer, at?: Date): Promise<number> {
  const { anniversaryDays } = await rulesNow(store.db, TRIGGER_RULE_DOCUMENT)
  const now = await readNow(store.db, at)
  const open = await openOffers(store.db, { obtain: 'trigger', seller: null, at })
  const due: Due = { now, lastsMs: anniversaryDays * DAY_MS, open, at }
  return sweepShards(store, BUYERS_AT_ONCE, async (shard) => {
    const { accounts, firings } = await store.db
      .transaction()
      .execute((trx) => fireShard(trx, shard, due))
    await forEachRow(firings, (firing) => settleFiring(store, issuer, firing, at))
    return accounts
  })
}

interface Due {
  readonly now: Date
  /** For how long an anniversary is celebrated. */
  readonly lastsMs: number
  readonly open: readonly IssuedOffer[]
  readonly at: Date | undefined
}

async function fireShard(trx: Transaction<Tables>, shard: number, due: Due) {
  const rows = await trx
    .selectFrom('anniversaries')
    .select(['buyer_id as buyer', 'spent_minor as spentMinor', 'currency'])
    .where('shard', '=', shard)
    .where('due_at', '<=', due.now)
    .orderBy('due_at')
    .limit(BUYERS_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  const firings: FiringRow[] = []
  for (const { buyer, ...spent } of rows) {
    const key = { shard, buyer }
    // A row of `buyers` is never deleted, and its anniversary is written with it.
    const { registeredAt } = (await readBuyer(trx, key)) as Buyer
    const firing = await fireAccount(trx, key, { ...due, spent, registeredAt })
    if (firing) firings.push(firing)
    const next = nextAnniversary(registeredAt.getTime(), due.now.getTime())
    await trx
      .updateTable('anniversaries')
      .set({ due_at: new Date(next.at) })
      .where('shard', '=', shard)
      .where('buyer_id', '=', buyer)
      .execute()
  }
  return { accounts: rows.length, firings }
}

interface AccountDue extends Due {
  readonly spent: PastSpend
  readonly registeredAt: Date
}

async function fireAccount(
  trx: Transaction<Tables>,
  key: BuyerKey,
  { now, lastsMs, open, at, spent, registeredAt }: AccountDue,
): Promise<FiringRow | null> {
  const trigger = 'anniversary'
  const last = lastAnniversary(registeredAt.getTime(), now.getTime())
  if (last === null || now.getTime() >= last.at + lastsMs) return null
  const offer = offerFor({ trigger, seller: null, ...spent }, open)
  if (offer === null) return null
  const occasion = occasionName({ trigger, years: last.years }) as string
  return writeFiring(trx, key, { trigger, occasion, offer: offer.id, at })
}
