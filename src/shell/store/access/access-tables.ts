/** The tables of 0005-access.sql as types. */
import type { Generated, JSONColumnType } from 'kysely'
import type { AccountRole } from './actor.ts'

/** A document: written as JSON text, read as a value. */
type Json = JSONColumnType<object>

export interface AccessTables {
  accounts: Accounts
  logins: Logins
  sessions: Sessions
  api_keys: ApiKeys
  idempotency: Idempotency
  outbox_parked: OutboxParked
  feed_cursors: FeedCursors
  webhooks: Webhooks
  deliveries: Deliveries
}

interface Accounts {
  shard: number
  id: string
  role: AccountRole
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
  label: Generated<string>
  created_at: Generated<Date>
  seen_at: Generated<Date>
  idle_seconds: number
  expires_at: Date
}

interface ApiKeys {
  id: string
  name: string
  digest: Buffer
  previous_digest: Buffer | null
  previous_until: Date | null
  scopes: readonly string[]
  seller: string | null
  created_at: Generated<Date>
  changed_at: Generated<Date>
  revoked_at: Date | null
}

interface Idempotency {
  shard: number
  actor: string
  route: string
  key_digest: Buffer
  body_digest: Buffer
  attempt: Generated<number>
  started_at: Generated<Date>
  answer: Buffer | null
  answered_at: Date | null
  created_at: Generated<Date>
}

interface OutboxParked {
  shard: number
  number: number
  topic: string
  document: Json
  created_at: Date
  attempts: number
  fault: string
  parked_at: Generated<Date>
}

interface FeedCursors {
  follower: string
  number: number
}

interface Webhooks {
  id: string
  owner: string
  seller: string | null
  url: string
  topics: readonly string[]
  secret: string
  previous_secret: string | null
  previous_until: Date | null
  created_at: Generated<Date>
  disabled_at: Date | null
  disabled_because: string | null
}

interface Deliveries {
  shard: number
  webhook_id: string
  event_id: string
  topic: string
  document: Json
  created_at: Generated<Date>
  due_at: Generated<Date>
  attempts: Generated<number>
  ended_at: Date | null
  delivered_at: Date | null
  last_status: number | null
  last_fault: string | null
}
