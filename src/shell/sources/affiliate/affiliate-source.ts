import { createHmac } from 'node:crypto'
import { readAnswer } from '../../../core/tracker/api/answer.ts'
import { detailRequests, IDS_MAX } from '../../../core/tracker/api/detail-request.ts'
import { signed } from '../../../core/tracker/api/signing.ts'
import { isItemId } from '../../../core/tracker/link/item-ids.ts'
import { at, exactJson, objectAt, textAt } from '../../../core/tracker/page/exact-json.ts'
import { isNoReading, type ListingReadings } from '../../../core/tracker/page/page-reading.ts'
import type { BucketRule } from '../../../core/tracker/schedule/manners.ts'
import { unseenFor } from '../held.ts'
import { pageText } from '../page-text.ts'
import type { Fetches } from '../polite/polite-client.ts'
import { type Asked, type Seen, type Source, type Unseen, unseen } from '../source.ts'
import { gatewayError, resultError } from './affiliate-errors.ts'
import type { AffiliateKeys } from './affiliate-keys.ts'
import { Batches } from './batches.ts'

export interface AffiliateOptions {
  readonly keys: AffiliateKeys
  readonly client: Fetches
  readonly now?: () => number
  /** How long a question waits for others to be asked with it. */
  readonly gatherMs?: number
}

interface Question {
  readonly id: string
  readonly asked: Asked
}

type Answers = ReadonlyMap<string, ListingReadings>

/** No limit is published: five calls a second of 50 products each are asked at most. */
const PACE: BucketRule = { capacity: 10, perSecond: 5 }

const FORM = {
  'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
  accept: 'application/json',
}

/**
 * The marketplace's own interface for affiliates: the way that is meant for programs. Listings that are asked
 * for at about the same time share a signed call. Its keys are in no answer and no log.
 */
export function affiliateSource(options: AffiliateOptions): Source {
  const batches = new Batches<Question, Seen | Unseen>({
    groupOf: ({ asked }) => `${asked.shipTo} ${asked.currency}`,
    most: IDS_MAX,
    gatherMs: options.gatherMs ?? 20,
    ask: (questions) => answersTo(questions, options),
  })
  return {
    name: 'affiliate-api',
    origins: ['marketplace'],
    observe: async ({ listing }, asked) =>
      isItemId(listing) ? batches.ask({ id: listing, asked }) : unseen('unknown'),
    close: async () => batches.flush(),
  }
}

/** Questions of one group: for one country, in one currency. */
async function answersTo(
  questions: readonly Question[],
  { keys, client, now = Date.now }: AffiliateOptions,
): Promise<readonly (Seen | Unseen)[]> {
  const { shipTo, currency } = (questions[0] as Question).asked
  const [parameters] = detailRequests({
    ids: questions.map(({ id }) => id),
    shipTo: shipTo ?? '',
    currency,
    language: 'EN',
    appKey: keys.key,
    timestampMs: now(),
    ...(keys.tracking !== null && { trackingId: keys.tracking }),
  })
  const hmac = (text: string) => createHmac('sha256', keys.secret).update(text).digest('hex')
  const came = await client.fetch({
    url: keys.gateway.href,
    method: 'POST',
    headers: FORM,
    body: new URLSearchParams(signed(parameters ?? {}, hmac)).toString(),
    redirects: 0,
    asRobot: false,
    isUrgent: questions.some(({ asked }) => asked.isUrgent),
    pace: PACE,
  })
  if ('held' in came) return questions.map(() => unseenFor(came))
  const answers = read(pageText(came) ?? '', { shipTo, now: now() })
  return questions.map(({ id }) => seenIn(answers, id))
}

function seenIn(answers: Answers | Unseen, id: string): Seen | Unseen {
  if ('unseen' in answers) return answers
  const found = answers.get(id)
  return found ? { listing: found.listing, readings: found.readings } : unseen('unknown')
}

function read(
  text: string,
  { shipTo, now }: { readonly shipTo: string | null; readonly now: number },
): Answers | Unseen {
  const document = exactJson(text)
  const error = objectAt(document, 'error_response')
  if (error) return gatewayError(error, now)
  const result = at(document, 'aliexpress_affiliate_productdetail_get_response', 'resp_result')
  const code = textAt(result, 'resp_code')
  if (code !== undefined && code !== '200') return resultError(code, now)
  const at8601 = new Date(now).toISOString()
  const answer = readAnswer(text, { at: at8601, ...(shipTo !== null && { shipTo }) })
  if (answer === undefined) return unseen('unreachable', { again: now + 60_000, detail: 'no JSON' })
  if (isNoReading(answer)) return unseen('unknown', { detail: answer.none })
  return new Map(answer.listings.map((one) => [one.listing.id, one]))
}
