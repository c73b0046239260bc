import type { Tables } from './tables.ts'

/** How a table is spread over machines. */
export interface Distribution {
  /** The column by which its rows are dealt out; `reference`: every machine has all of it. */
  readonly by: 'shard' | 'offer_id' | 'reference'
  /** Whose shard it is, or why every machine has it. */
  readonly because: string
}

const shard = (because: string): Distribution => ({ by: 'shard', because })
const offer = (because: string): Distribution => ({ by: 'offer_id', because })
const reference = (because: string): Distribution => ({ by: 'reference', because })

/**
 * The key of each table. Tables of one key are dealt out together, so that a transaction of one shard, or of
 * one pool, is a transaction of one machine. Every unique constraint holds the key of its table: a test
 * asks the catalogue of the database for it. `docs/scale.md` says the same as a script.
 */
export const DISTRIBUTION: Readonly<Record<keyof Tables, Distribution>> = {
  settings: reference('two rows, read at the start'),
  feed: reference('numbered in one order for all; changes of offers only, some a minute'),
  feed_cursors: reference('one row for each follower of the feed'),
  outbox: shard('of the cause: it is written in the transaction of its cause'),
  outbox_parked: shard('of the message'),
  campaigns: reference('few, read with every offer'),
  campaign_versions: reference('few, written with their campaign'),
  offers: reference('few beside claims, and every claiming statement joins them'),
  offer_versions: reference('few, written with their offer'),
  codes: shard('of the code’s digest: a code is taken before it is known whose claim it is'),
  code_batches: reference('one row for each call that generates codes'),
  shared_codes: reference('few, and looked up by whoever types one'),
  buyers: shard('of the buyer'),
  claims: shard('of the buyer: the limit per buyer is guarded by the primary key'),
  claim_requests: shard('of the buyer: an answer is kept in the transaction of its act'),
  claim_turns: shard('the shard itself: one row for each'),
  slices: shard('its own: what the claims of the shard may draw'),
  slice_transfers: shard('of the slice: it is written with what it brings'),
  slice_returns: shard('of the slice: it is written with what it takes'),
  pools: offer('one row for each limited offer, drawn by shards that have run dry'),
  pool_transfers: offer('of the pool: it is written with what it takes'),
  pool_returns: offer('of the pool: it is written with what it brings'),
  coin_entries: shard('of the buyer'),
  coin_heads: shard('of the buyer'),
  coin_products: shard('of the buyer'),
  coin_exchanges: shard('of the buyer'),
  accepted_quotes: shard('of the buyer: it is written when the order is placed'),
  order_money: shard('of the buyer: the lock of an order’s money stands beside the order'),
  money_entries: shard('of the buyer: written with the order that they are of'),
  refunds: shard('of the buyer: the row reserves the balance of its order'),
  refund_lines: shard('of the buyer: a line is refunded once for a cause and its occasion'),
  seller_money: shard('of the seller: what comes of orders arrives by the outbox'),
  seller_entries: shard('of the seller'),
  order_clocks: shard('the shard itself: one row for each'),
  checkouts: shard('of the buyer'),
  checkout_drafts: shard('of the buyer'),
  orders: shard('of the buyer: all that an act on an order changes stands beside it'),
  order_steps: shard('of the buyer: written with the order'),
  payments: shard('of the buyer'),
  payment_events: shard('of the buyer: written with what came of it'),
  order_marks: shard('of the buyer: written with the step that they are of'),
  order_changes: shard('of the buyer: where the message was that it was kept of'),
  order_extensions: reference('few, and every act on an order reads them'),
  test_payments: shard('of the payment’s reference: a provider of its own, which knows no buyers'),
  test_payment_events: shard('of the payment’s reference'),
  mails: shard('of the account that is told'),
  order_reminders: shard('of the buyer: told once, in the transaction that tells it'),
  tracked_listings: shard('of the listing'),
  histories: shard('of the listing'),
  reprices: shard('of the listing: a mark beside its history'),
  price_points: shard('of the listing: written with the tail of its history'),
  price_gaps: shard('of the listing'),
  watch_lists: shard('of the digest of its link'),
  watches: shard('of the listing: held against an observation in its transaction'),
  channel_tokens: shard('of the token’s digest: a link names nothing else'),
  watch_channels: shard('of the watch list'),
  alerts: shard('of the listing: written with the observation that brought it'),
  alert_deliveries: shard('of the watch list: what is to be sent stands beside where to'),
  source_hosts: shard('of the host: whoever asks it takes a turn there first'),
  trigger_firings: shard('of the buyer: a personal coupon is issued once'),
  device_openings: shard('of the device: who opened the app first on it'),
  carts_left: shard('of the buyer'),
  anniversaries: shard('of the buyer'),
  invitations: shard('of the code'),
  inviters: shard('of the inviter'),
  invitation_places: shard('of the inviter'),
  invited: shard('of the invited buyer'),
  accounts: shard('of the account; a buyer’s is the buyer’s'),
  logins: shard('of the address: it is looked up before the account is known'),
  sessions: shard('of the token’s digest: a cookie names nothing else'),
  api_keys: reference('few, held in memory by every server'),
  idempotency: shard('of who asks'),
  webhooks: reference('few, read by every fan-out'),
  deliveries: shard('of the web hook'),
}

/** Statements that distribute a database by Citus, in their order; each group is dealt out together. */
export function distributionScript(): string {
  const tables = Object.entries(DISTRIBUTION)
  const of = (by: Distribution['by']) =>
    tables.filter(([, one]) => one.by === by).map(([name]) => name)
  const together = (by: 'shard' | 'offer_id') =>
    of(by).map((name, place, [first]) => {
      const beside = place === 0 ? 'none' : first
      return `select create_distributed_table('${name}', '${by}', colocate_with => '${beside}');`
    })
  return [
    ...of('reference').map((name) => `select create_reference_table('${name}');`),
    ...together('shard'),
    ...together('offer_id'),
  ].join('\n')
}
