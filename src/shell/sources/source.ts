import type { SourceName } from '../../core/tracker/layers.ts'
import type { Reading } from '../../core/tracker/observation.ts'
import type { ListingFacts } from '../../core/tracker/page/page-reading.ts'

/** Whose a listing is, and so which sources can know its price. */
export const ORIGINS = {
  marketplace: 'of the marketplace, by the id of its product',
  shop: 'of another shop, by the address of its page',
  own: 'of this marketplace',
  feed: 'brought by somebody who collects prices',
} as const satisfies Readonly<Record<string, string>>

export type Origin = keyof typeof ORIGINS

/** A listing as sources are asked for it. */
export interface ListedItem {
  readonly origin: Origin
  /** Under which its prices are kept: the product's id, or the shop's own. */
  readonly listing: string
  /** Its page, where that does not follow from its id. */
  readonly url?: string | undefined
}

/** For whom a price is asked: what is shown elsewhere is another price. */
export interface Asked {
  readonly shipTo: string | null
  readonly currency: string
  /** Somebody has just pasted it, and waits; or an alert does, for its second reading. */
  readonly isUrgent?: boolean
}

/** What a source saw: a reading of each variant, none of them priced yet. */
export interface Seen {
  readonly listing: ListingFacts
  readonly readings: readonly Reading[]
  /** The page is the one that was read before. */
  readonly isUnchanged?: boolean
}

/** Why a source saw no price, in the words of the page that shows it. */
export const UNSEEN = {
  blocked: 'The shop shows its pages to people only. It is left alone for a while.',
  robots: 'The shop asks programs not to read this page.',
  elsewhere: 'The address leads to another site than the one that was asked.',
  busy: 'The shop is asked at its own pace: this listing is to be read a little later.',
  unreachable: 'The shop did not answer. The price was not read.',
  unknown: 'The source knows no price of this listing now; that does not mean that it is gone.',
  gone: 'The shop says that this page is gone for good.',
  unreadable: 'No price was found on the page.',
  keys: 'The keys of the interface are not accepted. Whoever runs this server should check them.',
  unresolved: 'The short link could not be followed. Open it, and paste the address of its page.',
  refused: 'The interface did not understand the question.',
} as const satisfies Readonly<Record<string, string>>

export type UnseenReason = keyof typeof UNSEEN

/** No price: a gap, never a zero. */
export interface Unseen {
  readonly unseen: UnseenReason
  /** From when on it may be asked again (epoch milliseconds); null where the usual time will do. */
  readonly again: number | null
  /** For the log: what the other side said. */
  readonly detail?: string
}

/** Where prices come from (tracker §2). A new one is a file of its own, and a row in sources.ts. */
export interface Source {
  readonly name: SourceName
  readonly origins: readonly Origin[]
  /** Asks for one listing; those asked at the same time may share a request. Never throws for what others do. */
  readonly observe: (item: ListedItem, asked: Asked) => Promise<Seen | Unseen>
  readonly close?: () => Promise<void>
}

export function unseen(
  reason: UnseenReason,
  { again = null, detail }: { again?: number | null; detail?: string } = {},
): Unseen {
  return { unseen: reason, again, ...(detail !== undefined && { detail }) }
}

export function isUnseen(answer: Seen | Unseen): answer is Unseen {
  return 'unseen' in answer
}
