import type { CheckProgress } from '../store/ledger/check.ts'
import { clip } from './plain-text.ts'

/** Back to the first column, and nothing on the line. */
const CLEARED = '\r\u001b[2K'

/** More often nobody reads it, and the terminal is slower than the check. */
const EVERY_MS = 100

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

/** One line on a terminal that tells how far a check has come; nothing in a file or a pipe. */
export function progressLine(terminal: Terminal): {
  readonly show: (progress: CheckProgress) => void
  readonly clear: () => void
} {
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    show: (progress) => {
      if (!terminal.isTTY || performance.now() - shownAt < EVERY_MS) return
      shownAt = performance.now()
      terminal.write(`${CLEARED}${clip(progressText(progress), (terminal.columns || 80) - 1)}`)
    },
    clear: () => {
      if (Number.isFinite(shownAt)) terminal.write(CLEARED)
    },
  }
}

const BAR_COLUMNS = 24

function progressText({ book, entries, entriesInAll }: CheckProgress): string {
  const part = entriesInAll === 0 ? 1 : entries / entriesInAll
  const full = Math.floor(part * BAR_COLUMNS)
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`
  return `${book} ${bar} ${Math.floor(part * 100)} % · ${entries} of ${entriesInAll} entries`
}
