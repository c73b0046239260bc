import type { Link } from '../../core/tracker/link/found-link.ts'
import { hostRole } from '../../core/tracker/link/hosts.ts'
import { readLink } from '../../core/tracker/link/link.ts'
import { unseenFor } from './held.ts'
import { Kept } from './kept.ts'
import { type Fetches, PAGE_TOTAL_MS } from './polite/polite-client.ts'
import { type Unseen, unseen } from './source.ts'

const HOPS_MAX = 5
const DAY_MS = 24 * 3_600_000

export interface ShortLinksOptions {
  readonly client: Fetches
  readonly now?: () => number
  /** Which hosts may be asked; those of the marketplace, by their whole names. */
  readonly isOurs?: (host: string) => boolean
}

/**
 * Follows short links to their product (fg.t.paste): hop by hop, each on a host of the exact list, and only
 * until an address names a product. The page itself is not fetched. A person asked for it, so it is no
 * robot's visit; whose account the link carries is dropped by the reader, and never asked for.
 */
export class ShortLinks {
  readonly #client: Fetches
  readonly #now: () => number
  readonly #isOurs: (host: string) => boolean
  readonly #kept = new Kept<Link>({ entriesMax: 20_000 })

  constructor({ client, now = Date.now, isOurs }: ShortLinksOptions) {
    this.#client = client
    this.#now = now
    this.#isOurs = isOurs ?? ((host) => hostRole(host) !== undefined)
  }

  /** The product of a link of kind `short`; any other link is answered as it is. */
  async follow(link: Link): Promise<Link | Unseen> {
    if (link.kind !== 'short' || link.resolve === undefined) return link
    const known = this.#kept.get(link.resolve, this.#now())
    if (known) return known
    const found = await this.#walk(link.resolve)
    if ('unseen' in found) return found
    this.#kept.put(link.resolve, found, { until: this.#now() + DAY_MS })
    return found
  }

  async #walk(start: string): Promise<Link | Unseen> {
    const began = performance.now()
    let url = start
    for (let hop = 0; hop < HOPS_MAX; hop++) {
      const came = await this.#client.fetch({
        url,
        redirects: 0,
        asRobot: false,
        isUrgent: true,
        allowsHost: this.#isOurs,
        withinMs: PAGE_TOTAL_MS - (performance.now() - began),
      })
      if ('held' in came) return unseenFor(came)
      const next = nextOf(came.headers.location, url)
      if (next === null) return unseen('unresolved', { detail: `answered ${came.status}` })
      if (!this.#isOurs(next.host)) return unseen('elsewhere', { detail: next.host })
      const link = readLink(next.href)
      if (link.itemId !== null) return link
      url = link.resolve ?? withoutTraces(next)
    }
    return unseen('unresolved', { detail: `more than ${HOPS_MAX} hops` })
  }
}

function nextOf(location: string | readonly string[] | undefined, at: string): URL | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (typeof location !== 'string' || /[\u0000-\u0020\u007f-\u00a0\\]/.test(location)) return null
  const next = URL.parse(location, at)
  const isPlain = next?.protocol === 'https:' || next?.protocol === 'http:'
  return next && isPlain && next.username === '' && next.password === '' ? next : null
}

/** The paster's account and what followed the click stay here. */
function withoutTraces(url: URL): string {
  const kept = new URL(url)
  for (const name of ['pdp_npi', 'curPageLogUid', 'utparam-url']) kept.searchParams.delete(name)
  kept.hash = ''
  return kept.href
}
