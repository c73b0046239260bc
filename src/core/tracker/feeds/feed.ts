import type { Instant } from '../../base/instant.ts'

/** What a feed says, before it is written as RSS or as Atom: one content, two formats. */
export interface Feed {
  readonly title: string
  readonly says: string
  /** The page of which this is the feed. */
  readonly pageUrl: string
  /** Where the feed itself is found. */
  readonly feedUrl: string
  /** When it last changed. */
  readonly at: Instant
  readonly entries: readonly FeedEntry[]
}

export interface FeedEntry {
  /** Stays the same as long as it is the same entry: readers show each id once (fg.t.alert). */
  readonly id: string
  readonly title: string
  readonly at: Instant
  readonly url: string
  /** What it says, a paragraph each. */
  readonly says: readonly string[]
}
