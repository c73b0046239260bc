import { once } from 'node:events'
import { answerLines } from '../http/batch.ts'
import { cannotRead, documentStream } from './document-file.ts'
import { refuse } from './screen.ts'

/**
 * Prints the answer to each line of a file (or `-`), in order, as it comes; the reader's pace is kept, so
 * the memory is that of one line. A file that cannot be read is refused.
 */
export async function printAnswers(file: string, answer: (line: string) => string): Promise<void> {
  try {
    for await (const text of answerLines(documentStream(file), answer)) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    refuse({ refused: [{ path: file, fault: cannotRead(error) }] }, false)
  }
}
