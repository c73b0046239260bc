export interface FetchRequest {
  readonly url: string
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** How many redirects are followed, at most 5; with 0 the redirect itself is the answer. */
  readonly redirects?: number
  /** Whether the body of the answer is wanted; otherwise it is thrown away, and empty here. */
  readonly readsBody?: boolean
  /** Less time than the client allows: for one of several requests that share a time. */
  readonly withinMs?: number
  /** Asked of each address before it is dialled, those of redirects too: false ends it there. */
  readonly admits?: (url: URL) => boolean | Promise<boolean>
}

export interface Fetched {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Decoded. */
  readonly body: Buffer
  /** Where it came from in the end. */
  readonly url: string
}

/** Nothing was fetched. The text is the same for every cause, so that it tells nothing of a network. */
export interface NotFetched {
  readonly refused: string
}
