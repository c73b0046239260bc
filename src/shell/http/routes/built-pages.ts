import type { FastifyRequest } from 'fastify'

/** What a page is drawn from: the clock, the page that was asked for, and what the API answered. */
export interface GivenToPage {
  readonly now: number
  readonly url: string
  readonly answers: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>
}

/** The built pages: a folder of files for browsers, and the rendering of the page of a URL. */
export interface Pages {
  readonly root: string
  /** The paths of all pages; every other one is refused by the same rendering. */
  readonly paths: readonly string[]
  /** What a page is drawn from, by paths of the API; null for one that needs nothing. */
  readonly reads: (url: string) => readonly string[] | null
  readonly render: (
    url: string,
    given?: GivenToPage | null,
  ) => { readonly status: number; readonly html: string }
}

/** What pages need of a marketplace. */
export interface PageMarket {
  /** The cookie that names a browser which has no name yet; null for one that has. */
  readonly namesDevice: (headers: FastifyRequest['headers']) => string | null
  /** Deadlines are counted down by the clock of orders. */
  readonly orders: { readonly now: () => Promise<Date> }
}
