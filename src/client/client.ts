import { noAnswer, readAnswer } from './answers.ts'
import type { Documents } from './api/documents.ts'
import { type Api, OPERATIONS } from './api.ts'
import type { Answer, AnyRequest, CallOptions, ProblemDocument, Row } from './call.ts'
import type { ServerEvent } from './event-stream.ts'
import { type Following, follow } from './follow.ts'
import { type Attempt, pause, retryAfterMs, waitMs } from './repeat.ts'
import { requestOf, type Where } from './request.ts'

/** A document of the API by its name: `DocumentOf<'OfferState'>`. */
export type DocumentOf<N extends keyof Documents> = Documents[N]

/** How to reach a server. */
export interface Connection {
  /** The address of the server; left out in a page that the server itself gave. */
  readonly url?: string
  /** The key of an integrator, `tsk_…`. */
  readonly apiKey?: string
  /** How long to wait for an answer to begin; 30 seconds unless said otherwise. */
  readonly timeoutMs?: number
}

/** Every operation as a function, and the stream of events. */
export interface Client extends Api {
  /** What changes, as it changes: for await (const event of client.follow({ signal })) … */
  follow(following: Following): AsyncGenerator<ServerEvent, ProblemDocument | null>
}

const TIMEOUT_MS = 30_000

/**
 * A client of the API. What fails on the way, or is asked to come back later, is sent again where that
 * is safe; acts keep their Idempotency-Key meanwhile, so that they are carried out once.
 */
export function connect({ url = '', apiKey, timeoutMs = TIMEOUT_MS }: Connection = {}): Client {
  const where = { url: url.replace(/\/$/, ''), apiKey: apiKey ?? null, timeoutMs }
  const calls = Object.entries(OPERATIONS).map(([name, row]) => [
    name,
    (request: AnyRequest = {}, options: CallOptions = {}) =>
      call(row, request, { ...where, ...options }),
  ])
  const api = Object.fromEntries(calls) as Api
  const open = (lastEventId: string | null, signal: AbortSignal) =>
    api.events(
      {},
      { signal, headers: lastEventId === null ? {} : { 'last-event-id': lastEventId } },
    )
  return {
    ...api,
    follow: (following) => follow((last) => open(last, following.signal), following),
  }
}

type Settings = Where & CallOptions & { readonly timeoutMs: number }

async function call(row: Row, request: AnyRequest, settings: Settings): Promise<Answer<unknown>> {
  // Made once: an act that is sent again keeps its key.
  const ready = requestOf(row, request, settings)
  for (let attempt = 1; ; attempt++) {
    const came = await send(row, ready, settings)
    const wait = waitMs(row, came, attempt)
    if (wait === null) return came.answer
    await pause(wait, settings.signal)
  }
}

/** One attempt. Only who ends the call by its signal gets to see a rejection. */
async function send(
  row: Row,
  { url, init }: ReturnType<typeof requestOf>,
  { signal, timeoutMs }: Settings,
): Promise<Attempt> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  const ends = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  try {
    const response = await fetch(url, { ...init, signal: ends })
    const answer = await readAnswer(row, response)
    const retryAfter = retryAfterMs(response.headers.get('retry-after'), Date.now())
    return { answer, retryAfterMs: retryAfter }
  } catch {
    if (signal?.aborted) throw signal.reason
    return { answer: noAnswer(url), retryAfterMs: null }
  } finally {
    clearTimeout(timer)
  }
}
