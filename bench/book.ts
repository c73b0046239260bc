import { spawnSync } from 'node:child_process'
import { totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { BookFigures } from './book-size.ts'
import { foldChecksum } from './measure.ts'
import { cell, printAim, printTable, times } from './report.ts'

const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const

/** Quotes of carts against books of growing size, each in a process of its own for a clean heap. */
export async function benchBook(quick: boolean): Promise<void> {
  const sizes = quick ? SIZES.slice(0, 3) : SIZES
  console.log('A 10-line cart against a book of standing offers; microseconds a quote, as above.')
  const figures = sizes.map((size) => benchSize(size, quick))
  const [least, most] = [figures[0] as BookFigures, figures.at(-1) as BookFigures]
  printTable(
    ['standing offers', 'in reach\nof a cart', 'µs a quote', 'compile\ns', 'heap\nbytes an offer'],
    figures.map((one) => [
      one.offers.toLocaleString('en'),
      one.inReach.toFixed(1),
      cell(one.quote),
      one.compileSeconds.toFixed(2),
      one.heapPerOffer.toFixed(0),
    ]),
  )
  const sizesNamed = `a book of ${most.offers.toLocaleString('en')} within 2× of one of 1,000`
  printAim(sizesNamed, times(most.quote, least.quote), most.quote.median <= 2 * least.quote.median)
}

function benchSize(size: number, quick: boolean): BookFigures {
  const heapMb = Math.min(12_288, Math.floor((totalmem() / 2 ** 20) * 0.7))
  const flags = ['--expose-gc', `--max-old-space-size=${heapMb}`]
  const script = fileURLToPath(new URL('./book-size.ts', import.meta.url))
  const child = spawnSync(
    process.execPath,
    [...flags, script, String(size), quick ? 'quick' : ''],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  if (child.status !== 0) {
    throw new Error(`The book of ${size} offers did not finish (see above). It had ${heapMb} MB.`)
  }
  const figures = JSON.parse(child.stdout) as BookFigures
  foldChecksum(figures.checksum)
  return figures
}
