import { decimalText } from '../../core/base/iso4217.ts'
import type { Progress } from '../../core/pricing/progress.ts'
import { clip } from './plain-text.ts'

/** One line on a terminal that tells how a search stands, until there is an answer. */
export interface ProgressScreen {
  readonly show: (progress: Progress) => void
  readonly clear: () => void
}

/** Back to the first column, and nothing on the line. */
const CLEARED = '\r\u001b[2K'

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

/** Tells a person at a terminal; in a file or a pipe such lines would be in the way. */
export function progressScreen(terminal: Terminal, currency: string): ProgressScreen {
  let shown = false
  return {
    show: (progress) => {
      if (!terminal.isTTY) return
      shown = true
      const text = clip(progressText(progress, currency), (terminal.columns || 80) - 1)
      terminal.write(`${CLEARED}${text}`)
    },
    clear: () => {
      if (shown) terminal.write(CLEARED)
      shown = false
    },
  }
}

function progressText({ total, bound }: Progress, currency: string): string {
  const found = `${decimalText(total, currency)} ${currency} found`
  const open = `none below ${decimalText(bound, currency)}, gap ${gapText(total, bound)}`
  return `${found}${bound > 0 ? `, ${open}` : ''}. Ctrl-C ends the search.`
}

/** How much of a total might still be saved at most, in percent rounded up: an open gap is never 0. */
export function gapText(total: number, bound: number): string {
  const tenths = total === 0 ? 0 : Math.ceil(((total - bound) / total) * 1000)
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`
}
