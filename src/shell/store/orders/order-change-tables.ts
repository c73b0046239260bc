/** The table of 0010-order-changes.sql as a type. */
export interface OrderChangeTables {
  order_changes: OrderChanges
}

interface OrderChanges {
  shard: number
  order_id: string
  version: number
  checkout_id: string
  buyer_id: string
  seller_id: string
  state: string
  at: Date
}
