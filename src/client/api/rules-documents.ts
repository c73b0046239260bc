// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Reason } from './pricing-documents.ts'
export interface TermsList {
  readonly terms: readonly {
    readonly id: string
    readonly programme: string
    readonly title: string
    readonly inForce: {
      readonly from: string
      readonly until?: string | null | undefined
    } | null
    readonly summary?: string | undefined
  }[]
}

export interface RuleSet {
  readonly id: string
  readonly programme: string
  readonly title: string
  readonly inForce: {
    readonly from: string
    readonly until?: string | null | undefined
  } | null
  readonly steps: readonly string[]
  readonly kinds: readonly {
    readonly id: string
    readonly name: string
    readonly clause: string
    readonly note?: string | undefined
  }[]
  readonly rules: readonly {
    readonly id: string
    readonly on: '*' | readonly string[]
    readonly clause: string
    readonly step?: string | undefined
    readonly slot?:
      | {
          readonly name: string
          readonly per: 'line' | 'product' | 'order' | 'store' | 'seller' | 'checkout'
        }
      | null
      | undefined
    readonly minimum?:
      | {
          readonly compare: 'reaches' | 'exceeds'
          readonly of: 'list' | 'running' | 'pool'
        }
      | undefined
    readonly stacksWith?: 'all' | readonly string[] | undefined
    readonly claimed?: boolean | undefined
    readonly firstCheckoutOnly?: boolean | undefined
    readonly excludes?: readonly string[] | undefined
    readonly overrides?: string | undefined
    readonly validFrom?: string | undefined
    readonly note?: string | undefined
  }[]
  readonly settings: readonly {
    readonly id: string
    readonly clause: string
    readonly rounding?: 'half-up' | 'down' | undefined
    readonly shippingComesBackOn?:
      | readonly ('return' | 'cancellation' | 'missed-ship-by' | 'not-received')[]
      | undefined
    readonly coinsComeBack?: 'with-the-whole' | 'never' | undefined
    readonly shippingRecheckedOnReturn?: boolean | undefined
    readonly overrides?: string | undefined
    readonly validFrom?: string | undefined
    readonly note?: string | undefined
  }[]
  readonly summary?: string | undefined
  readonly refusals?:
    | readonly {
        readonly reason: Reason
        readonly clause: string
      }[]
    | undefined
}

export interface ClauseSource {
  readonly id: string
  readonly title: string
}

export interface ClauseEntry {
  readonly id: string
  readonly area:
    | 'pricing'
    | 'refunds'
    | 'coins'
    | 'terms'
    | 'offers'
    | 'wallet'
    | 'optimiser'
    | 'calendar'
    | 'tracker'
    | 'orders'
    | 'escrow'
    | 'disputes'
    | 'returns'
    | 'guarantee'
    | 'warranty'
    | 'messages'
    | 'conduct'
    | 'accounts'
  readonly kind: 'rule' | 'fact' | 'note' | 'decision'
  readonly says: string
  readonly numbers?:
    | Readonly<
        Record<
          string,
          number | string | readonly (number | string)[] | Readonly<Record<string, string>>
        >
      >
    | undefined
}

export interface ClauseList {
  readonly sources: readonly ClauseSource[]
  readonly clauses: readonly ClauseEntry[]
}

export interface Clause {
  readonly clause: ClauseEntry
  readonly source: ClauseSource
  readonly parts: readonly ClauseEntry[]
}
