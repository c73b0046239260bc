/** A refusal as the server tells it (RFC 9457), or as the client tells that no server answered. */
export interface ProblemDocument {
  /** Of the server a path under `/problems/`; `NO_ANSWER` where none came. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  /** Every fault, by its place in the body or by the name of a parameter. */
  readonly errors?:
    | readonly {
        readonly detail: string
        readonly pointer?: string | undefined
        readonly parameter?: string | undefined
      }[]
    | undefined
  /** Of a refusal by a rule: why in a word, by which clause, what it is about, and from when on not. */
  readonly reason?: string | undefined
  readonly clause?: string | undefined
  readonly offer?: string | undefined
  readonly from?: string | undefined
}

/** What came of a call: never thrown, so that no refusal is forgotten. */
export type Answer<A> =
  | {
      readonly ok: true
      readonly status: number
      readonly value: A
      /** The version of the document; a change of it names it in `ifMatch`. */
      readonly etag: string | null
    }
  | { readonly ok: false; readonly status: number; readonly problem: ProblemDocument }

/** What goes with any call. */
export interface CallOptions {
  /** The Idempotency-Key; a new one where it is left out. Give it to repeat an act in another run. */
  readonly key?: string
  /** Ends the call: its promise is then rejected with the reason of the signal. */
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** An operation: what it takes, what it answers. Where nothing must be said, nothing needs be. */
export type Call<R, A> =
  Record<never, never> extends R
    ? (request?: R, options?: CallOptions) => Promise<Answer<A>>
    : (request: R, options?: CallOptions) => Promise<Answer<A>>

/** The parts of any request, as one that knows no types sees them. */
export interface AnyRequest {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly ifMatch?: string
}

/** What is particular about an operation. */
export type Trait =
  /** It is carried out once for a key, however often it is sent. */
  | 'keyed'
  /** It names the version that it changes. */
  | 'versioned'
  /** Its body is lines, given as text or as a stream. */
  | 'lines'
  /** Its answer is no JSON: it comes as it is, to be read as text or as a stream. */
  | 'raw'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** An operation as it goes over the wire. */
export type Row = readonly [method: Method, path: string, ...traits: readonly Trait[]]

/** One row for each operation that has types, and none besides. */
export type Rows<Calls> = Readonly<Record<keyof Calls, Row>>
