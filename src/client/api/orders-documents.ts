// Made from the document of the API by docs/build-client.ts: npm run client.

import type { OrderAction, OrderState } from './checkouts-documents.ts'
import type { Order } from './checkouts-documents-2.ts'
import type { Currency } from './pricing-documents.ts'
export interface OrderList {
  readonly orders: readonly Order[]
  readonly next: string | null
}

export interface OrderActions {
  readonly actions: readonly OrderAction[]
}

/**
 * An event of the process of orders, with what it needs and nothing else: `needs` of its
 * action says what. `as` is for keys of the platform.
 */
export interface OrderAct {
  readonly event:
    | 'cancel'
    | 'request-cancel'
    | 'approve'
    | 'refuse'
    | 'ship'
    | 'logistics'
    | 'extend'
    | 'confirm'
    | 'dispute-opened'
    | 'dispute-closed'
  readonly as?: 'buyer' | 'seller' | 'carrier' | 'platform' | 'disputes' | undefined
  readonly reason?: string | undefined
  readonly tracking?: string | undefined
  readonly status?: string | undefined
  readonly days?: number | undefined
  readonly lines?: readonly string[] | undefined
  readonly line?: string | undefined
  readonly refunded?: boolean | undefined
}

export interface OrderLedger {
  readonly order: Order
  readonly process: string
  readonly steps: readonly {
    readonly version: number
    readonly event: string
    readonly name: string
    readonly by: string
    readonly from: OrderState
    readonly to: OrderState
    readonly row: number
    readonly clauses: readonly string[]
    readonly effective: string
    readonly recorded: string
    readonly command: Readonly<Record<string, unknown>>
    readonly effects: readonly Readonly<Record<string, unknown>>[]
  }[]
  readonly accepted: {
    readonly hash: string
    readonly acceptedAt: string
    readonly terms: string
    readonly totalMinor: number
    readonly coins: number
    readonly offers: readonly {
      readonly offer: string
      readonly version: number
      readonly title: string
    }[]
    readonly input: Readonly<Record<string, unknown>>
    readonly quote: Readonly<Record<string, unknown>>
  } | null
  readonly postings: readonly {
    readonly number: number
    readonly posting: string
    readonly clause: string
    readonly debit: string
    readonly credit: string
    readonly party: string | null
    readonly amountMinor: number
    readonly escrowAfterMinor: number
    readonly key: string
    readonly at: string
  }[]
  readonly balances: readonly {
    readonly account: string
    readonly of: string
    readonly says: string
    readonly balanceMinor: number
  }[]
  readonly sumMinor: number
  readonly refunds: readonly {
    readonly number: number
    readonly cause: string
    readonly clause: string
    readonly lines: readonly {
      readonly line: string
      readonly quantity: number
      readonly cashMinor: number
    }[]
    readonly cashMinor: number
    readonly coveredMinor: number
    readonly coins: number
    readonly state: 'due' | 'paid' | 'settled'
    readonly grantedAt: string
    readonly paidAt: string | null
    readonly reference: string | null
    readonly dates: {
      readonly from: string
      readonly until: string
      readonly says: string
    }
  }[]
  readonly payments: readonly {
    readonly attempt: string
    readonly provider: string
    readonly reference: string | null
    readonly state: string
    readonly cause: string | null
    readonly amountMinor: number
    readonly begunAt: string
  }[]
  readonly marks: readonly {
    readonly mark: string
    readonly party: string
    readonly member: string
    readonly at: string
  }[]
}

export interface OrderReplay {
  readonly same: boolean
  readonly quote: {
    readonly same: boolean
    readonly hash: string
    readonly says: string
  }
  readonly order: {
    readonly same: boolean
    readonly version: number
    readonly steps: number
    readonly says: string
  }
}

export interface SellerBalance {
  readonly seller: string
  readonly balances: readonly {
    readonly currency: Currency
    readonly escrowMinor: number
    readonly pendingMinor: number
    readonly availableMinor: number
    readonly owedMinor: number
    readonly withdrawnMinor: number
  }[]
}
