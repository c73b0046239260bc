/** The tables of coins, triggers and invitations (migration 0004) as types. */
import type { Generated } from 'kysely'
import type { CoinAccount, CoinAct } from '../../../core/offers/coins.ts'
import type { Trigger } from '../../../core/offers/issued-offer.ts'

export interface CoinTables {
  coin_entries: CoinEntries
  coin_heads: CoinHeads
  coin_products: CoinProducts
  coin_exchanges: CoinExchanges
  trigger_firings: TriggerFirings
  device_openings: DeviceOpenings
  carts_left: CartsLeft
  anniversaries: Anniversaries
  invitations: Invitations
  inviters: Inviters
  invitation_places: InvitationPlaces
  invited: Invited
}

interface CoinEntries {
  shard: number
  buyer_id: string
  number: number
  cause: CoinAct
  debit: CoinAccount
  credit: CoinAccount
  amount: number
  held_after: number
  reference: string
  key: string
  at: Date
  expires_at: Date | null
  digest: Buffer
}

interface CoinHeads {
  shard: number
  buyer_id: string
  number: number
  held: number
  lapses_at: Date | null
  digest: Buffer
  seal: Buffer
}

interface CoinProducts {
  shard: number
  buyer_id: string
  store_id: string
  listing_id: string
  payment_id: string
}

interface CoinExchanges {
  shard: number
  buyer_id: string
  key: string
  offer_id: string
  coins: number
  state: Generated<'open' | 'granted' | 'undone'>
  refusal: string | null
  opened_at: Generated<Date>
  leased_until: Generated<Date>
  leases: Generated<number>
}

interface TriggerFirings {
  shard: number
  buyer_id: string
  trigger: Trigger
  occasion: string
  offer_id: string | null
  reason: string | null
  fired_by: string | null
  fired_at: Date
  settled_at: Date | null
  refusal: string | null
}

interface DeviceOpenings {
  shard: number
  device_id: string
  buyer_id: string
  opened_at: Date
}

interface CartsLeft {
  shard: number
  buyer_id: string
  cart_id: string
  sellers: readonly string[]
  left_at: Date
}

interface Anniversaries {
  shard: number
  buyer_id: string
  due_at: Date
  spent_minor: Generated<number>
  currency: string | null
}

interface Invitations {
  shard: number
  code: string
  inviter_id: string
  created_at: Generated<Date>
}

interface Inviters {
  shard: number
  inviter_id: string
  code: string
  created_at: Generated<Date>
}

interface InvitationPlaces {
  shard: number
  inviter_id: string
  buyer_id: string
  taken_at: Date
  kept: Generated<boolean>
}

interface Invited {
  shard: number
  buyer_id: string
  inviter_id: string
  code: string
  offers: readonly string[]
  redeemed_at: Date
  settled_at: Date | null
}
