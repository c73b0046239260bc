import { isRefused, type Refused } from '../core/base/faults.ts'
import type { TermsLibrary } from '../core/pricing/library.ts'
import { readJson } from './json.ts'

/** The longest line that is read: the size of the largest single request. */
export const LINE_BYTES_MAX = 8 * 1024 * 1024

/** What answers one line of NDJSON with one line of NDJSON, neither with its line end. */
export type AnswerLine = (text: string) => string

/** Answers the lines of one batch by what a function says of each document, or by what is wrong. */
export function linesBy(
  answer: (document: unknown, options: { readonly terms: TermsLibrary }) => object,
): (terms: TermsLibrary) => AnswerLine {
  return (terms) => (text) => {
    const read = readJson(text)
    return JSON.stringify(isRefused(read) ? read : answer(read.value, { terms }))
  }
}

/** Whether a line has nothing on it: such lines are skipped and get no answer. */
export function isBlankLine(text: string): boolean {
  return !/[^ \t\r]/.test(text)
}

/** A line that is refused before it is read. */
export function refusedLine(fault: string): string {
  const refused: Refused = { refused: [{ path: '', fault }] }
  return JSON.stringify(refused)
}

/** Whether an answered line is a refusal. */
export function isRefusedLine(answer: string): boolean {
  return answer.startsWith('{"refused":')
}

export const LINE_TOO_LONG = 'Is longer than 8 MB: send fewer lines or offers in one input.'
export const LINE_NOT_UTF8 = 'Is not UTF-8 text: JSON is written in UTF-8.'
