import type { Feed } from '../../core/tracker/feeds/feed.ts'
import type { Alert } from './alert.ts'
import { alertWords } from './alert-words.ts'

/** A watch list whose alerts are read as a feed. */
export interface AlertFeed {
  /** As its owner calls it; null for a list without a name. */
  readonly name: string | null
  readonly pageUrl: string
  readonly feedUrl: string
  /** When the list was made: a feed without alerts is as old as that. */
  readonly madeAt: number
}

/** More than readers show; the rest is on the page of the list. */
const ENTRIES_MAX = 50

/**
 * The alerts of a watch list as a feed, the newest first (fg.t.alert). It tells the alerts and their proofs,
 * and leads back to the list only by the address by which its reader came.
 */
export function alertFeed(
  { name, pageUrl, feedUrl, madeAt }: AlertFeed,
  alerts: readonly Alert[],
): Feed {
  const newest = alerts.toSorted((a, b) => b.at - a.at).slice(0, ENTRIES_MAX)
  return {
    title: name === null ? 'Price alerts' : `Price alerts: ${name}`,
    says: 'Prices after the public coupons that reached what was waited for.',
    pageUrl,
    feedUrl,
    at: newest[0]?.at ?? madeAt,
    entries: newest.map((alert) => {
      const { headline, title, facts } = alertWords(alert)
      return {
        id: alert.id,
        title: `${headline} · ${title}`,
        at: alert.at,
        url: alert.proofUrl,
        says: [headline, title, ...facts.map((fact) => `${fact.name}: ${fact.value}`)],
      }
    }),
  }
}
