import { type ExactJson, exactJson, isObject, textAt } from '../page/exact-json.ts'
import {
  isNoReading,
  type ListingReadings,
  type NoReading,
  noReading,
  type PageHints,
  readingsOf,
  type SeenListing,
} from '../page/page-reading.ts'
import { affiliateListings, skuDetailListings } from './affiliate-answer.ts'
import { dropshipListings } from './dropship-answer.ts'

/** The answers of the interfaces that are read: adding one is a file and a row. */
const ANSWERS = {
  affiliate: affiliateListings,
  'affiliate-skus': skuDetailListings,
  dropship: dropshipListings,
} as const satisfies Readonly<Record<string, (response: ExactJson) => SeenListing[] | null>>

export type AnswerShape = keyof typeof ANSWERS

/** What an answer says of each of its products. */
export interface AnswerRead {
  readonly shape: AnswerShape
  readonly listings: readonly ListingReadings[]
}

/** Reads an answer of the marketplace's interfaces; undefined for a text that is none of them. */
export function readAnswer(text: string, hints: PageHints): AnswerRead | NoReading | undefined {
  const document = exactJson(text)
  if (!isObject(document)) return undefined
  if (isObject(document.error_response)) return refusedAnswer(document.error_response)
  const [name, response] =
    Object.entries(document).find(([name]) => name.endsWith('_response')) ?? []
  if (name === undefined || !isObject(response)) return undefined
  for (const [shape, look] of Object.entries(ANSWERS)) {
    const seen = look(response)
    if (seen !== null) return listingsOf(shape as AnswerShape, seen, hints)
  }
  return refusedAnswer(response.resp_result ?? response.result ?? response)
}

function listingsOf(
  shape: AnswerShape,
  seen: readonly SeenListing[],
  hints: PageHints,
): AnswerRead | NoReading {
  const answers = seen.map((one) => readingsOf(one, 'affiliate-api', hints))
  const listings = answers.filter((one): one is ListingReadings => !isNoReading(one))
  if (listings.length > 0) return { shape, listings }
  return answers.find(isNoReading) ?? noReading('not-found')
}

/** 405 says that there is no result: for this country, or now. That is not the end of a listing. */
function refusedAnswer(part: ExactJson): NoReading {
  const codes = ['resp_code', 'code', 'sub_code', 'rsp_code'].map((name) => textAt(part, name))
  const told = codes.filter((code) => code !== undefined)
  if (told.length === 0 || told.some((code) => code === '405' || code === '200')) {
    return noReading('not-found')
  }
  const words = textAt(part, 'sub_msg') ?? textAt(part, 'msg') ?? textAt(part, 'resp_msg')
  return noReading('refused', [told[0], words].join(': '))
}
