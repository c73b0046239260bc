import type { AnswerLine } from '../../contract/ndjson.ts'
import { isRefused } from '../../core/base/faults.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { printAnswers } from './answer-lines.ts'
import { readLibrary } from './cart-input.ts'
import { refuse } from './screen.ts'

interface NdjsonOptions {
  readonly terms?: string
}

/**
 * Answers each line of a file with one line. A bad line is answered like others and never ends the
 * stream, which is why the exit code is 0 whatever the lines held.
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
  return printAnswers(file, answered)
}
