import { createHmac } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import { assert } from '../../../core/base/faults.ts'
import { type MoneyRefusal, moneyRefusal } from '../../../core/orders/money/money-refusals.ts'
import { type AcceptedTexts, acceptedTexts } from '../../../core/orders/money/replay.ts'
import type { PaidShares } from '../../../core/orders/money/shares.ts'
import type { Quote } from '../../../core/pricing/document.ts'
import type { Input } from '../../../core/pricing/input.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import type { BuyerKey } from '../buyers.ts'
import { askIn, type Statement } from '../claims/ask.ts'
import { joinedTexts, jsonTexts } from '../claims/text-array.ts'
import { sealedInstant } from '../ledger/seal.ts'
import { digestOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { MoneyTables } from './money-tables.ts'
import { instantOfWork, type MoneyWork, shardOfAll } from './money-work.ts'
import { rowsDocument } from './row-statements.ts'

/** An offer as it was when a quote that it applies to was accepted. */
export interface OfferSnapshot {
  readonly offer: string
  readonly version: number
  /** The offer's own document of that version. */
  readonly document: object
}

export interface Acceptance {
  readonly buyer: string
  readonly checkout: string
  /** All that was priced: the cart, and the offers in full (pricing §2). */
  readonly input: Input
  /** Every offer that the quote applies, at least. */
  readonly offers: readonly OfferSnapshot[]
  /** What the input came to just now, where that is at hand: else it is priced here. */
  readonly texts?: AcceptedTexts | undefined
}

/** An accepted quote as it is kept. */
export interface AcceptedQuote {
  readonly buyer: string
  readonly checkout: string
  readonly acceptedAt: Date
  readonly terms: string
  readonly currency: string
  readonly total: number
  readonly coins: number
  /** By which the buyer accepted it. */
  readonly hash: string
  /** To the byte, as they were kept. */
  readonly texts: { readonly input: string; readonly quote: string; readonly shares: string }
  readonly offers: readonly OfferSnapshot[]
}

/** The hash of a quote: the same price in the same way, whenever it is asked for, has the same one. */
export function quoteHash(quote: Quote): string {
  return hashOf(JSON.stringify(quote)).toString('hex')
}

const hashOf = (text: string): Buffer => digestOf(text)

/**
 * Keeps quotes whole when they are accepted (tc.22): what refunds are read from, and what a replay derives
 * again. What would not come to the same when it is priced again is not kept. A repetition changes nothing;
 * another quote for the same checkout is refused. Answers in the order of the acceptances.
 */
export async function keepAcceptedQuotes(
  work: MoneyWork,
  acceptances: readonly Acceptance[],
  options: PricingOptions = {},
): Promise<(AcceptedQuote | MoneyRefusal)[]> {
  if (acceptances.length === 0) return []
  const { store, trx } = work
  const buyers = acceptances.map(({ buyer }) => buyer)
  const at = { shard: shardOfAll(store, buyers), accepted_at: await instantOfWork(work) }
  const rows = acceptances.map((one) => {
    const row = { ...rowOf(one, options), ...at }
    return { ...row, seal: sealOfRow(store, row) }
  })
  const written = await askIn(trx)<{ checkout_id: string }>(KEEP_QUOTES, [
    at.shard,
    at.accepted_at,
    rowsDocument(rows.map(({ input: _i, quote: _q, shares: _s, offers: _o, ...row }) => row)),
    ...TEXTS.map((name) => joinedTexts(rows.map((row) => row[name]))),
  ])
  const fresh = new Set(written.map(({ checkout_id }) => checkout_id))
  const known = rows.map((row) => row.checkout_id).filter((checkout) => !fresh.has(checkout))
  const kept =
    known.length === 0 ? [] : await acceptedQuote(trx, store, { ...at, checkouts: known })
  const byCheckout = new Map(kept.map((one) => [one.checkout, one]))
  return rows.map((row) => {
    const before = byCheckout.get(row.checkout_id)
    if (before === undefined) return acceptedOf(row)
    const isSame = before.buyer === row.buyer_id && before.texts.input === row.input
    return isSame ? before : moneyRefusal('already-accepted')
  })
}

/** One quote, kept the same way. */
export async function keepAcceptedQuote(
  work: MoneyWork,
  acceptance: Acceptance,
  options: PricingOptions = {},
): Promise<AcceptedQuote | MoneyRefusal> {
  const [answer] = await keepAcceptedQuotes(work, [acceptance], options)
  return answer as AcceptedQuote | MoneyRefusal
}

/** The documents of a quote, each to the byte. */
const TEXTS = ['input', 'quote', 'shares', 'offers'] as const

/** Keeps quotes: $1 the shard, $2 the instant, $3 the rows, and their documents beside them. */
export const KEEP_QUOTES: Statement = {
  name: 'money.keep-quotes',
  text: `insert into accepted_quotes (shard, accepted_at, checkout_id, buyer_id, terms_id, currency,
      total_minor, coins, hash, seal, ${TEXTS.join(', ')})
    select $1, $2::timestamptz, r.checkout_id, r.buyer_id, r.terms_id, r.currency, r.total_minor,
      r.coins, r.hash, r.seal, ${TEXTS.map((name) => `r.${name}`).join(', ')}
    from rows from (
        json_to_recordset($3::json) as (checkout_id text, buyer_id text, terms_id text,
          currency text, total_minor bigint, coins bigint, hash bytea, seal bytea),
        ${TEXTS.map((_, at) => `unnest(${jsonTexts(`$${at + 4}`)})`).join(', ')})
      as r (checkout_id, buyer_id, terms_id, currency, total_minor, coins, hash, seal, ${TEXTS.join(', ')})
    on conflict do nothing returning checkout_id`,
}

function rowOf(acceptance: Acceptance, options: PricingOptions) {
  const { buyer, checkout, input, offers } = acceptance
  const texts = acceptance.texts ?? acceptedTexts(input, options)
  assert(texts !== null, 'what is accepted was priced')
  const { terms, currency, totals, applied }: Quote = JSON.parse(texts.quote)
  const known = new Set(offers.map(({ offer }) => offer))
  assert(
    applied.every(({ offer }) => known.has(offer)),
    'every offer that a quote applies is kept with it',
  )
  return {
    ...texts,
    buyer_id: buyer.toWellFormed(),
    checkout_id: checkout.toWellFormed(),
    terms_id: terms,
    currency,
    total_minor: totals.total,
    coins: totals.coins,
    offers: JSON.stringify(offers),
    hash: hashOf(texts.quote),
  }
}

type Row = Selectable<MoneyTables['accepted_quotes']>

/** What a quote cannot change in without being found out. */
function sealOfRow({ secret }: Pick<Store, 'secret'>, row: Omit<Row, 'seal'>): Buffer {
  const { checkout_id, buyer_id, accepted_at, terms_id, currency, total_minor, coins } = row
  const { input, quote, shares, offers, hash } = row
  const words = [checkout_id, buyer_id, sealedInstant(accepted_at), terms_id, currency]
  const rest = [String(total_minor), String(coins), input, quote, shares, offers]
  return createHmac('sha256', secret)
    .update('accepted quote')
    .update(JSON.stringify([...words, ...rest, hash.toString('hex')]))
    .digest()
}

interface Wanted {
  readonly shard: number
  readonly checkouts: readonly string[]
}

/**
 * Reads accepted quotes, and throws where one is not as it was written: no money moves by it. With a
 * lock, refunds of several orders of one checkout wait for each other.
 */
export async function acceptedQuote(
  db: Kysely<Tables>,
  store: Pick<Store, 'secret'>,
  { shard, checkouts }: Wanted,
  lock?: 'locked',
): Promise<AcceptedQuote[]> {
  const rows = await db
    .selectFrom('accepted_quotes')
    .selectAll()
    .where('shard', '=', shard)
    .where(sql<boolean>`checkout_id = any(${checkouts}::text[])`)
    .orderBy('checkout_id')
    .$if(lock === 'locked', (query) => query.forUpdate())
    .execute()
  return rows.map((row) => {
    const isWhole = sealOfRow(store, row).equals(row.seal) && hashOf(row.quote).equals(row.hash)
    assert(isWhole, `the accepted quote of ${row.checkout_id} is as it was written`)
    return acceptedOf(row)
  })
}

function acceptedOf(row: Row): AcceptedQuote {
  const { input, quote, shares } = row
  return {
    buyer: row.buyer_id,
    checkout: row.checkout_id,
    acceptedAt: row.accepted_at,
    terms: row.terms_id,
    currency: row.currency,
    total: row.total_minor,
    coins: row.coins,
    hash: row.hash.toString('hex'),
    texts: { input, quote, shares },
    offers: JSON.parse(row.offers),
  }
}

/** The accepted quote of a buyer's checkout, or null. */
export async function readAcceptedQuote(
  store: Store,
  { buyer, shard }: BuyerKey,
  checkout: string,
): Promise<AcceptedQuote | null> {
  const checkouts = [checkout.toWellFormed()]
  const [found] = await acceptedQuote(store.db, store, { shard, checkouts })
  return found?.buyer === buyer ? found : null
}

/** The shares that were stored with an accepted quote. */
export function sharesOf({ texts }: AcceptedQuote): PaidShares {
  return JSON.parse(texts.shares)
}
