import { clip } from './plain-text.ts'

/** Back to the first column, and nothing on the line. */
const CLEARED = '\r\u001b[2K'

// More often nobody reads it, and the terminal is slower than the work.
const EVERY_MS = 100

const BAR_COLUMNS = 24

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

/** One line on a terminal that tells how far some work has come; nothing in a file or a pipe. */
export function progressBar(
  terminal: Terminal,
  what: string,
): { readonly show: (done: number, ofAll: number) => void; readonly clear: () => void } {
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    show: (done, ofAll) => {
      if (!terminal.isTTY || performance.now() - shownAt < EVERY_MS) return
      shownAt = performance.now()
      const line = barText(done, ofAll, what)
      terminal.write(`${CLEARED}${clip(line, (terminal.columns || 80) - 1)}`)
    },
    clear: () => {
      if (Number.isFinite(shownAt)) terminal.write(CLEARED)
    },
  }
}

/** "████░░░░ 50 % · 500 of 1000 codes". */
export function barText(done: number, ofAll: number, what: string): string {
  const part = ofAll === 0 ? 1 : done / ofAll
  const full = Math.floor(part * BAR_COLUMNS)
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`
  return `${bar} ${Math.floor(part * 100)} % · ${done} of ${ofAll} ${what}`
}
