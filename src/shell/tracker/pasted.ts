import type { Link } from '../../core/tracker/link/found-link.ts'
import { hostRole } from '../../core/tracker/link/hosts.ts'
import { readLink } from '../../core/tracker/link/link.ts'
import { shopItem } from '../sources/shop-item.ts'
import type { ShortLinks } from '../sources/short-link.ts'
import { type ListedItem, UNSEEN } from '../sources/source.ts'

/** What was pasted: a link as it is told, and what is to be read; else why there is nothing to read. */
export interface Pasted {
  readonly link: Link
  readonly item: ListedItem | null
  readonly says: string | null
}

export interface PasteParts {
  readonly shortLinks: ShortLinks
  /** Products of the sample shop, which are known by their page. */
  readonly samples: readonly ListedItem[]
  /** Whether a listing is one of this marketplace. */
  readonly isOwn: (listing: string) => Promise<boolean>
}

/** Reads what somebody pasted (fg.t.paste); a short link is followed, anything else needs no network. */
export async function readPaste(text: string, parts: PasteParts): Promise<Pasted> {
  const read = readLink(text)
  const followed = await parts.shortLinks.follow(read)
  if ('unseen' in followed) return { link: read, item: null, says: UNSEEN[followed.unseen] }
  const link = followed
  const { itemId } = link
  if (itemId !== null) {
    const origin = (await parts.isOwn(itemId)) ? 'own' : 'marketplace'
    return { link, item: { origin, listing: itemId }, says: null }
  }
  if (link.kind !== 'reject') return { link, item: null, says: link.why }
  return elsewhere(link, text.trim(), parts.samples)
}

/** The page of another shop, or the id of a sample: only where nothing else was pasted beside. */
function elsewhere(link: Link, text: string, samples: readonly ListedItem[]): Pasted {
  const sample = samples.find(({ listing, url }) => listing === text || url === text)
  if (sample) return { link, item: sample, says: null }
  const isAddress = /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text)
  if (!isAddress || isOurs(text)) return { link, item: null, says: link.why }
  const item = shopItem(text)
  return 'fault' in item ? { link, item: null, says: item.fault } : { link, item, says: null }
}

/** Of the marketplace's own hosts only its products are read. */
function isOurs(text: string): boolean {
  const host = URL.parse(text)?.host
  return host !== undefined && hostRole(host) !== undefined
}
