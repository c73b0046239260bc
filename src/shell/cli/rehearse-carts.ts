import { basename } from 'node:path'
import { readJson } from '../../contract/json.ts'
import { isRefused, type Refused } from '../../core/base/faults.ts'
import { isRecord } from '../../core/base/schema.ts'
import type { RecordedCart } from '../../core/offers/rehearsal.ts'
import { answerLines } from '../http/batch.ts'
import { cannotRead, documentStream, readDocument } from './document-file.ts'

/**
 * Gives each cart of some files to `take`, one after the other: a file is a document (a cart, a sample, or
 * a list of them), or has one cart a line. Answers why a file cannot be read.
 */
export async function recordedCarts(
  files: readonly string[],
  take: (cart: RecordedCart) => void,
): Promise<Refused | null> {
  for (const file of files) {
    const answer = /\.json$/.test(file) ? await wholeFile(file, take) : await lineByLine(file, take)
    if (answer !== null) return answer
  }
  return null
}

async function wholeFile(
  file: string,
  take: (cart: RecordedCart) => void,
): Promise<Refused | null> {
  const read = await readDocument(file)
  if (isRefused(read)) {
    return { refused: read.refused.map(({ path, fault }) => ({ path: path || file, fault })) }
  }
  const { value } = read
  if (!Array.isArray(value)) {
    take(recorded(value, basename(file)))
    return null
  }
  for (const [at, one] of value.entries()) take(recorded(one, `${basename(file)}:${at + 1}`))
  return null
}

async function lineByLine(
  file: string,
  take: (cart: RecordedCart) => void,
): Promise<Refused | null> {
  const name = file === '-' ? 'line' : basename(file)
  let line = 0
  const answer = (text: string): string => {
    line++
    const read = readJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
    take(recorded(isRefused(read) ? null : read.value, `${name}:${line}`))
    return ''
  }
  try {
    for await (const said of answerLines(documentStream(file), answer)) {
      // Only a line that could not even be read is answered otherwise: it is no cart either.
      for (const one of said.split('\n')) if (one !== '') take(recorded(null, `${name}:?`))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    return { refused: [{ path: file, fault: cannotRead(error) }] }
  }
  return null
}

/** The cart of a sample `{ name, story, input }`, or the document itself. */
function recorded(document: unknown, name: string): RecordedCart {
  const isSample = isRecord(document) && 'input' in document && !('lines' in document)
  return { name, input: isSample ? document.input : document }
}
