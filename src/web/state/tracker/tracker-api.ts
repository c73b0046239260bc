/** The operations of the tracker that its pages ask, typed by the contract's own table. */
import { noAnswer, readAnswer } from '../../../client/answers.ts'
import type { Answer, AnyRequest, Row } from '../../../client/call.ts'
import { requestOf } from '../../../client/request.ts'
import type { channelEndpoints } from '../../../contract/market/channel-endpoints.ts'
import type { trackerEndpoints } from '../../../contract/market/tracker-endpoints.ts'
import type { watchEndpoints } from '../../../contract/market/watch-endpoints.ts'
import type { Schema } from '../../../core/base/schema.ts'

type Endpoints = typeof trackerEndpoints & typeof watchEndpoints & typeof channelEndpoints

type OfSchema<S> = S extends Schema<infer T> ? T : never

/** What an operation answers, by its id. */
export type Told<K extends keyof Endpoints> = OfSchema<NonNullable<Endpoints[K]['answer']>>

type Asked<K extends keyof Endpoints> = Omit<AnyRequest, 'body'> & {
  readonly body?: OfSchema<NonNullable<Endpoints[K]['body']>>
}

const LIST = '/v1/watch-lists/{list}'

const ROWS = {
  pasteLink: ['POST', '/v1/tracker/links'],
  getTracked: ['GET', '/v1/tracker/listings/{listing}'],
  listTrackerSamples: ['GET', '/v1/tracker/samples'],
  listDeals: ['GET', '/v1/tracker/deals'],
  searchTracked: ['GET', '/v1/tracker/search'],
  listPromotions: ['GET', '/v1/tracker/promotions'],
  trackerQueue: ['GET', '/v1/tracker/queue'],
  listChannelKinds: ['GET', '/v1/tracker/channels'],
  createWatchList: ['POST', '/v1/watch-lists'],
  getWatchList: ['GET', LIST],
  deleteWatchList: ['DELETE', LIST],
  addWatch: ['POST', `${LIST}/watches`],
  removeWatch: ['DELETE', `${LIST}/watches/{watch}`],
  listAlerts: ['GET', `${LIST}/alerts`],
  addTelegram: ['POST', `${LIST}/telegram`],
  addEmail: ['POST', `${LIST}/emails`],
  addWebPush: ['POST', `${LIST}/pushes`],
  addAlertHook: ['POST', `${LIST}/hooks`],
  removeChannel: ['DELETE', `${LIST}/channels/{channel}`],
  getAlert: ['GET', '/v1/alerts/{alert}'],
} as const satisfies Partial<Record<keyof Endpoints, Row>>

type Name = keyof typeof ROWS

const TIMEOUT_MS = 30_000

/** Asks; what fails on the way is an answer too. Only who ends the call by its signal sees it rejected. */
async function ask(row: Row, request: AnyRequest, signal?: AbortSignal): Promise<Answer<unknown>> {
  const { url, init } = requestOf(row, request, { url: '', apiKey: null })
  const late = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const ends = signal ? AbortSignal.any([signal, late]) : late
    return await readAnswer(row, await fetch(url, { ...init, signal: ends }))
  } catch {
    if (signal?.aborted) throw signal.reason
    return noAnswer(url)
  }
}

/** Each operation as a function, as the client has them. */
export const trackerApi = Object.fromEntries(
  Object.entries(ROWS).map(([name, row]) => [
    name,
    (request: AnyRequest = {}, { signal }: { readonly signal?: AbortSignal } = {}) =>
      ask(row, request, signal),
  ]),
) as {
  readonly [K in Name]: (
    request?: Asked<K>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<Answer<Told<K>>>
}
