/** The tables of the migrations as types: what a query may name, and what it answers. */
import type { Generated, JSONColumnType } from 'kysely'
import type { AccessTables } from './access/access-tables.ts'
import type { ChannelTables } from './channels/channel-tables.ts'
import type { ClaimTables } from './claims/claim-tables.ts'
import type { CoinTables } from './coins/coin-tables.ts'
import type { MailTables } from './mails/mail-tables.ts'
import type { MoneyTables } from './money/money-tables.ts'
import type { OrderChangeTables } from './orders/order-change-tables.ts'
import type { OrderTables } from './orders/order-tables.ts'
import type { TestPaymentTables } from './payments/test-payment-tables.ts'
import type { TrackerTables } from './tracker/tracker-tables.ts'

/** A document: written as JSON text, read as a value. */
type Json = JSONColumnType<object>

/** Every table by its name; the migrations say what each is for. */
export interface Tables
  extends AccessTables,
    ChannelTables,
    ClaimTables,
    CoinTables,
    MailTables,
    MoneyTables,
    OrderTables,
    OrderChangeTables,
    TestPaymentTables,
    TrackerTables {
  settings: Settings
  feed: Feed
  outbox: Outbox
  campaigns: Campaigns
  campaign_versions: CampaignVersions
  offers: Offers
  offer_versions: OfferVersions
  codes: Codes
  code_batches: CodeBatches
  shared_codes: SharedCodes
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

/** What a version came of. */
type Act = 'created' | 'changed' | 'ended'

interface CampaignVersions {
  campaign_id: string
  version: number
  document: Json
  act: Act
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
  usable_from: Date | null
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
  act: Act
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

interface CodeBatches {
  offer_id: string
  batch: number
  wanted: number
  made: Generated<number>
  created_at: Generated<Date>
  created_by: string
}

interface SharedCodes {
  code: string
  starts_at: Date
  ends_at: Date
  offer_id: string
}
