import { readAnswer } from './api/answer.ts'
import { readPage } from './page/page.ts'
import {
  isNoReading,
  type ListingReadings,
  type NoReading,
  type PageHints,
} from './page/page-reading.ts'

/** What a recorded text tells of each listing in it. */
export interface RecordedRead {
  readonly shape: string
  readonly listings: readonly ListingReadings[]
}

/** Reads a recorded answer of an interface, or a page: whichever it is (fg.t.history). */
export function readRecorded(text: string, hints: PageHints): RecordedRead | NoReading {
  const plain = text.replace(/^\ufeff/, '')
  const answer = readAnswer(plain, hints)
  if (answer !== undefined) return answer
  const page = readPage(plain, hints)
  if (isNoReading(page)) return page
  const { shape, listing, readings } = page
  return { shape, listings: [{ listing, readings }] }
}
