/** The tables of the migrations as types: what a query may name, and what it answers. */
import type { Generated, JSONColumnType } from 'kysely'

/** A document: written as JSON text, read as a value. */
type Json = JSONColumnType<object>

/** Every table by its name; the migrations say what each is for. */
export interface Tables {
  settings: Settings
  feed: Feed
  outbox: Outbox
  campaigns: Campaigns
  campaign_versions: CampaignVersions
  offers: Offers
  offer_versions: OfferVersions
  codes: Codes
  shared_codes: SharedCodes
  buyers: Buyers
  claims: Claims
  claim_requests: ClaimRequests
  slices: Slices
  slice_transfers: SliceTransfers
  slice_returns: SliceReturns
  pools: Pools
  pool_transfers: PoolTransfers
  pool_returns: PoolReturns
  coin_entries: CoinEntries
  trigger_firings: TriggerFirings
  invitations: Invitations
  invited: Invited
  accounts: Accounts
  logins: Logins
  sessions: Sessions
  api_keys: ApiKeys
  idempotency: Idempotency
  webhooks: Webhooks
  deliveries: Deliveries
}

interface Settings {
  name: string
  value: Json
}

interface Feed {
  number: number
  at: Generated<Date>
  topic: string
  subject: string
  document: Json
}

interface Outbox {
  shard: number
  number: Generated<number>
  topic: string
  document: Json
  due_at: Generated<Date>
  attempts: Generated<number>
  created_at: Generated<Date>
}

interface Campaigns {
  id: string
  version: number
  seller: string | null
  document: Json
  starts_at: Date | null
  ends_at: Date | null
  ended_at: Date | null
  changed_at: Generated<Date>
}

interface CampaignVersions {
  campaign_id: string
  version: number
  document: Json
  changed_at: Date
  changed_by: string
}

interface Offers {
  id: string
  version: number
  campaign_id: string
  seller: string | null
  obtain: string
  document: Json
  claim_from: Date | null
  claim_until: Date | null
  usable_until: Date | null
  valid_days: number | null
  per_buyer: number
  uses_limit: number | null
  budget_minor: number | null
  returns_when_cancelled: Generated<boolean>
  ended_at: Date | null
  changed_at: Generated<Date>
}

interface OfferVersions {
  offer_id: string
  version: number
  document: Json
  changed_at: Date
  changed_by: string
}

interface Codes {
  shard: number
  digest: Buffer
  offer_id: string
  batch: number
  taken_by: string | null
  taken_key: string | null
  taken_at: Date | null
}

interface SharedCodes {
  code: string
  offer_id: string
}

interface Buyers {
  shard: number
  id: string
  country: string | null
  registered_at: Generated<Date>
  orders_placed: Generated<number>
  disqualified_at: Date | null
}

interface Claims {
  shard: number
  buyer_id: string
  offer_id: string
  ordinal: number
  state: Generated<'claimed' | 'reserved' | 'used' | 'forfeited' | 'returned'>
  offer_version: number
  source: string
  key: string
  claimed_at: Date
  usable_until: Date | null
  order_id: string | null
  amount_minor: Generated<number>
  held_until: Date | null
  changed_at: Date
}

interface ClaimRequests {
  shard: number
  buyer_id: string
  key: string
  body_digest: Buffer
  answer: Json
  answered_at: Generated<Date>
}

interface Slices {
  shard: number
  offer_id: string
  uses_left: Generated<number>
  budget_left: Generated<number>
  returns: Generated<number>
}

interface SliceTransfers {
  shard: number
  offer_id: string
  number: number
}

interface SliceReturns {
  shard: number
  offer_id: string
  number: number
  uses: number
  budget: number
}

interface Pools {
  offer_id: string
  uses_left: number
  budget_left: number
  transfers: Generated<number>
}

interface PoolTransfers {
  offer_id: string
  number: number
  shard: number
  uses: number
  budget: number
}

interface PoolReturns {
  offer_id: string
  shard: number
  number: number
}

interface CoinEntries {
  shard: number
  buyer_id: string
  number: number
  cause: string
  debit: 'issued' | 'held' | 'spent' | 'expired' | 'exchanged'
  credit: 'issued' | 'held' | 'spent' | 'expired' | 'exchanged'
  amount: number
  held_after: number
  reference: string
  key: string
  at: Generated<Date>
  digest: Buffer
}

interface TriggerFirings {
  shard: number
  trigger: string
  subject: string
  occasion: string
  buyer_id: string
  offer_id: string
  fired_at: Generated<Date>
}

interface Invitations {
  shard: number
  code: string
  inviter_id: string
  created_at: Generated<Date>
}

interface Invited {
  shard: number
  buyer_id: string
  inviter_id: string
  code: string
  redeemed_at: Generated<Date>
}

interface Accounts {
  shard: number
  id: string
  role: 'buyer' | 'seller' | 'agent' | 'admin'
  name: string
  email: string
  seller: string | null
  password_hash: string
  closed_at: Date | null
  created_at: Generated<Date>
}

interface Logins {
  shard: number
  email: string
  account_id: string
}

interface Sessions {
  shard: number
  digest: Buffer
  account_id: string
  expires_at: Date
  created_at: Generated<Date>
}

interface ApiKeys {
  id: string
  name: string
  digest: Buffer
  previous_digest: Buffer | null
  previous_until: Date | null
  scopes: readonly string[]
  seller: string | null
  revoked_at: Date | null
  created_at: Generated<Date>
}

interface Idempotency {
  shard: number
  actor: string
  route: string
  key: string
  body_digest: Buffer
  status: number | null
  answer: Json | null
  created_at: Generated<Date>
}

interface Webhooks {
  id: string
  owner: string
  seller: string | null
  url: string
  topics: readonly string[]
  secret: string
  disabled_at: Date | null
  created_at: Generated<Date>
}

interface Deliveries {
  webhook_id: string
  event_id: string
  topic: string
  document: Json
  due_at: Generated<Date>
  attempts: Generated<number>
  delivered_at: Date | null
  last_status: number | null
  last_fault: string | null
  created_at: Generated<Date>
}
