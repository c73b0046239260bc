import type { Fetched } from '../../../src/shell/fetch/request.ts'
import type { MarketOptions } from '../../../src/shell/http/market/market.ts'
import { startMarketJobs } from '../../../src/shell/http/market/market-jobs.ts'
import type { Fetches, PoliteRequest } from '../../../src/shell/sources/polite/polite-client.ts'
import { type Client, serveMarket } from './served.ts'

/** A web of one shop whose prices a test sets: what a page says now, by the product's address. */
export class PricedWeb implements Fetches {
  readonly #pages = new Map<string, string>()
  readonly asked: string[] = []
  /** Of each request, whether somebody waits for it. */
  readonly urgent: boolean[] = []

  /** Shows a product page with a price, as shops write it for search engines. */
  show(
    url: string,
    price: string,
    more: { title?: string; stock?: 'InStock' | 'OutOfStock' } = {},
  ) {
    const { title = 'A lamp', stock = 'InStock' } = more
    const offer = { '@type': 'Offer', price, priceCurrency: 'USD', availability: stock }
    const data = {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: title,
      offers: offer,
    }
    const json = JSON.stringify(data).replaceAll('<', '\\u003c')
    this.#pages.set(url, `<script type="application/ld+json">${json}</script>`)
  }

  async fetch({ url, isUrgent = false }: Pick<PoliteRequest, 'url' | 'isUrgent'>) {
    this.asked.push(url)
    this.urgent.push(isUrgent)
    const page = this.#pages.get(url)
    if (page === undefined) return { held: 'unreachable' as const, again: null }
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return { status: 200, headers, body: Buffer.from(page), url } satisfies Fetched
  }

  async blocked() {
    return Date.now() + 60_000
  }
}

/** A marketplace whose tracker reads a web of the test, by a clock of the test. */
export async function trackedWorld({
  now = Date.parse('2026-05-03T12:00:00Z'),
  ...options
}: Omit<MarketOptions, 'tracker' | 'onFault'> & { readonly now?: number } = {}) {
  const web = new PricedWeb()
  const time = { now }
  const faults: unknown[] = []
  const served = await serveMarket({
    ...options,
    tracker: { fetches: web, now: () => time.now },
    onFault: (fault) => faults.push(fault),
  })
  const visitor = served.as({})
  return { ...served, web, time, faults, visitor }
}

export type TrackedWorld = Awaited<ReturnType<typeof trackedWorld>>

/** Runs the jobs of the world until it is stopped. */
export const begin = ({ market, url, faults }: TrackedWorld) =>
  startMarketJobs(market, {
    address: url,
    pages: 'https://tessera.example',
    mailer: null,
    onFault: (fault) => faults.push(fault),
  })

/** A list and its link's last part. */
export async function openList(visitor: Client): Promise<string> {
  const { body } = await visitor('POST', '/v1/watch-lists', { name: 'Mine' })
  return (body as { token: string }).token
}

/** Waits until something holds, looking often. */
export async function until<T>(look: () => Promise<T | null | false>, ms = 15_000): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error('It did not come.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
