/** The tables of the tracker (migrations 0012 to 0014) as types. */
import type { Generated } from 'kysely'
import type { WatchKind } from '../../../core/tracker/alerts/watch.ts'
import type { Surface } from '../../../core/tracker/observation.ts'

export interface TrackerTables {
  tracked_listings: TrackedListings
  histories: Histories
  reprices: Reprices
  price_points: PricePoints
  price_gaps: PriceGaps
  watch_lists: WatchLists
  watches: Watches
  watch_channels: WatchChannels
  alerts: Alerts
  alert_deliveries: AlertDeliveries
  source_hosts: SourceHosts
}

interface TrackedListings {
  shard: number
  id: string
  title: string | null
  image: string | null
  origin: string
  address: string | null
  store_id: string | null
  store_name: string | null
  seller_id: string | null
  variants: Generated<string>
  category: readonly string[]
  is_sample: boolean
  added_at: Date
}

interface Histories {
  shard: number
  key: string
  listing_id: string
  sku: string | null
  ship_to: string | null
  currency: string
  surface: Surface
  tail: string
  receipt: string | null
  total_minor: number | null
  interval_ms: number
  next_at: Date | null
  leased_until: Date | null
  failures: Generated<number>
  fault: string | null
  reprice_at: Date | null
  read_at: Date | null
  warehouse: string | null
  stack_off: number | null
  median_minor: number | null
  low_minor: number | null
  below_median: number | null
  is_list_raised: Generated<boolean>
  figured_at: Date | null
  watches: Generated<number>
  added_at: Date
}

interface Reprices {
  shard: number
  key: string
  due_at: Date
  changed_at: Date
}

interface PricePoints {
  shard: number
  history_key: string
  lane: 'line' | 'aside'
  from_at: Date
  seen_at: Date
  readings: number
  total_minor: number
  worth: string
}

interface PriceGaps {
  shard: number
  history_key: string
  from_at: Date
  until_at: Date
}

interface WatchLists {
  shard: number
  id: string
  name: string | null
  created_at: Date
  seen_at: Date
}

interface Watches {
  shard: number
  id: string
  list_id: string
  history_key: string
  kind: WatchKind
  target_minor: number | null
  state: string
  first: string | null
  created_at: Date
}

interface WatchChannels {
  shard: number
  list_id: string
  id: string
  kind: string
  target: string
  confirmed_at: Date | null
  gone_at: Date | null
  fault: string | null
  created_at: Date
}

interface Alerts {
  shard: number
  id: string
  key: string
  watch_id: string
  list_id: string
  history_key: string
  kind: string
  document: string
  at: Date
}

interface AlertDeliveries {
  shard: number
  alert_id: string
  channel_id: string
  list_id: string
  document: string
  state: Generated<'waiting' | 'delivered' | 'gone' | 'lapsed'>
  attempts: Generated<number>
  due_at: Date
  lapses_at: Date
  delivered_at: Date | null
  fault: string | null
}

interface SourceHosts {
  shard: number
  host: string
  state: string
  until: Date
}
