import type { SourceName } from '../../core/tracker/layers.ts'
import type { AffiliateKeys } from './affiliate/affiliate-keys.ts'
import { affiliateSource } from './affiliate/affiliate-source.ts'
import { type FeedOptions, feedSource } from './feed.ts'
import { type MarketplaceOptions, marketplaceSource } from './marketplace.ts'
import { pageSource } from './page.ts'
import type { Fetches } from './polite/polite-client.ts'
import {
  type Asked,
  isUnseen,
  type ListedItem,
  type Seen,
  type Source,
  type Unseen,
  type UnseenReason,
  unseen,
} from './source.ts'

/** With what sources are opened; a source whose part is missing is not there. */
export interface SourceParts {
  readonly client: Fetches
  readonly affiliate?: AffiliateKeys | null
  readonly marketplace?: MarketplaceOptions['find']
  readonly feed?: FeedOptions
  readonly readsMarketplacePages?: boolean
  readonly now?: () => number
}

type Opens = (parts: SourceParts) => Source | null

/**
 * Every source, the one that is asked first at the top: what the marketplace gives out for programs goes
 * before its pages, which are for people. A pasted link is no source that could be asked.
 */
const SOURCES = {
  marketplace: ({ marketplace: find, now }) =>
    find ? marketplaceSource({ find, ...(now && { now }) }) : null,
  'affiliate-api': ({ affiliate: keys, client, now }) =>
    keys ? affiliateSource({ keys, client, ...(now && { now }) }) : null,
  page: ({ client, now, readsMarketplacePages = true }) =>
    pageSource({ client, readsMarketplace: readsMarketplacePages, ...(now && { now }) }),
  feed: ({ feed }) => (feed ? feedSource(feed) : null),
} as const satisfies Readonly<Record<Exclude<SourceName, 'link'>, Opens>>

export interface Sources {
  /** What the first source says that knows the listing (tracker §2); why not, where none does. */
  readonly observe: (item: ListedItem, asked: Asked) => Promise<Seen | Unseen>
  readonly names: readonly SourceName[]
  readonly close: () => Promise<void>
}

/** After these the next source may know more. A host that wants to be left alone is no reason to try another door. */
const GOES_ON: readonly UnseenReason[] = ['unknown', 'keys', 'refused']

export function openSources(parts: SourceParts): Sources {
  const opened = Object.values(SOURCES).flatMap((opens: Opens) => opens(parts) ?? [])
  return {
    names: opened.map(({ name }) => name),
    close: async () => {
      await Promise.all(opened.map((source) => source.close?.()))
    },
    observe: async (item, asked) => {
      let first: Unseen | null = null
      for (const source of opened) {
        if (!source.origins.includes(item.origin)) continue
        const answer = await source.observe(item, asked)
        if (!isUnseen(answer)) return answer
        first ??= answer
        if (!GOES_ON.includes(answer.unseen)) return answer
      }
      return first ?? unseen('unknown', { detail: 'no source for it' })
    },
  }
}
