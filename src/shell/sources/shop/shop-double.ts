import type { Fetched } from '../../fetch/request.ts'
import type { Fetches } from '../polite/polite-client.ts'
import type { ListedItem } from '../source.ts'
import { shopPage, shopTag } from './shop-page.ts'
import { SHOP_PRODUCTS } from './shop-prices.ts'

/** A name that nobody can own (RFC 2606), so that no request for it ever leaves the machine by mistake. */
export const SHOP_HOST = 'sample-shop.example'

export interface ShopDouble {
  /** Its listings, as sources are asked for them. */
  readonly items: readonly ListedItem[]
  /** What the shop answers to a path: for its visitors, and for whoever reads its prices. */
  readonly answer: (path: string, headers?: Readonly<Record<string, string>>) => ShopAnswer
  /** The same pages for sources: what is asked of this host is answered here, everything else goes on. */
  readonly around: (fetches: Fetches) => Fetches
}

export interface ShopAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ShopDoubleOptions {
  readonly seed?: number
  readonly now?: () => number
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' }

/**
 * A sample shop whose prices move, so that whoever starts the tracker sees one at work: the same at the same
 * time for everybody. It answers within the process, for nothing else may reach this machine.
 */
export function shopDouble({ seed = 1, now = Date.now }: ShopDoubleOptions = {}): ShopDouble {
  const answer: ShopDouble['answer'] = (path, headers = {}) => {
    if (path === '/robots.txt')
      return { status: 200, headers: TEXT, body: 'User-agent: *\nAllow: /\n' }
    const id = /^\/item\/([a-z-]{1,50})\.html$/.exec(path)?.[1]
    const product = SHOP_PRODUCTS.find((one) => one.id === id)
    if (!product) return { status: 404, headers: TEXT, body: 'The sample shop has no such page.\n' }
    const moment = { at: now(), seed }
    const etag = shopTag(product, moment)
    const said = { etag, 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' }
    if (headers['if-none-match'] === etag) return { status: 304, headers: said, body: '' }
    return { status: 200, headers: said, body: shopPage(product, moment) }
  }
  return {
    items: SHOP_PRODUCTS.map(({ id }) => ({ origin: 'shop', listing: id, url: addressOf(id) })),
    answer,
    around: (fetches) => ({
      fetch: async (asked) => {
        const url = URL.parse(asked.url)
        if (url?.host !== SHOP_HOST) return fetches.fetch(asked)
        const { status, headers, body } = answer(url.pathname, asked.headers)
        return { status, headers, body: Buffer.from(body), url: asked.url } satisfies Fetched
      },
      blocked: (url) => fetches.blocked(url),
    }),
  }
}

function addressOf(id: string): string {
  return `https://${SHOP_HOST}/item/${id}.html`
}
