import { once } from 'node:events'
import type { AnswerLine } from '../../contract/ndjson.ts'
import { isRefused } from '../../core/base/faults.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { answerLines } from '../http/batch.ts'
import { readLibrary } from './cart-input.ts'
import { cannotRead, documentStream } from './document-file.ts'
import { refuse } from './screen.ts'

interface NdjsonOptions {
  readonly terms?: string
}

/**
 * Answers each line of a file with one line, in order, as it comes; the reader's pace is kept, so the
 * memory is that of one line. A bad line is answered like others and never ends the stream, which
 * is why the exit code is 0 whatever the lines held.
 */
export async function answerFile(
  file: string,
  answerer: (terms: TermsLibrary) => AnswerLine,
  options: NdjsonOptions,
): Promise<void> {
  const library = await readLibrary(options.terms)
  if (isRefused(library)) return refuse(library, false)
  const answer = answerer(library)
  // A byte order mark, as some editors write at the start of a file, is no part of the JSON.
  const answered = (line: string): string =>
    answer(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line)
  try {
    for await (const text of answerLines(documentStream(file), answered)) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    refuse({ refused: [{ path: file, fault: cannotRead(error) }] }, false)
  }
}
