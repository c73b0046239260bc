import { parseArgs } from 'node:util'
import { printPlanAims, printRows } from './plan-report.ts'
import { FULL_ROW, PATIENCE_MS, QUICK_ROW, type Row, runRow } from './plan-runs.ts'
import type { PlanSize } from './plan-workload.ts'
import { machine } from './report.ts'

const HELP = `npm run bench:plan -- [--quick]

  --quick   fewer carts, and HiGHS is given less time: figures are rough

How long the cheapest choice and the cheapest plan take to be found and proved, beside HiGHS on the
same carts. See bench/README.md.`

/** Lines, sellers, offers, checkouts. */
const SIZES = [
  [5, 2, 10, 1],
  [10, 5, 30, 1],
  [20, 10, 30, 1],
  [50, 10, 30, 1],
  [50, 10, 100, 1],
  [5, 2, 10, 3],
  [5, 2, 30, 3],
  [10, 5, 10, 3],
  [10, 5, 30, 2],
  [10, 5, 30, 3],
  [10, 5, 30, 5],
  [20, 5, 30, 3],
  [20, 10, 30, 3],
  [20, 10, 100, 3],
  [50, 10, 30, 3],
  [50, 10, 100, 5],
] as const

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) console.log(HELP)
else await bench(values.quick)

async function bench(quick: boolean): Promise<void> {
  console.log(`${machine()}${quick ? ' · quick: figures are rough' : ''}\n`)
  await warmUp()
  const rows: Row[] = []
  for (const [lines, sellers, offers, checkouts] of SIZES) {
    rows.push(await runRow({ lines, sellers, offers, checkouts }, quick ? QUICK_ROW : FULL_ROW))
    if (process.stderr.isTTY) process.stderr.write('·')
  }
  if (process.stderr.isTTY) process.stderr.write('\n')
  console.log(`Milliseconds a cart; a search of ours is interrupted after ${PATIENCE_MS / 1000} s.`)
  printRows(rows)
  printPlanAims(rows)
}

/** Both solvers run for a while before anything counts: compiled, and with their memory grown. */
async function warmUp(): Promise<void> {
  const sizes: readonly PlanSize[] = [
    { lines: 6, sellers: 2, offers: 12, checkouts: 1 },
    { lines: 6, sellers: 2, offers: 12, checkouts: 2 },
  ]
  for (const size of sizes) await runRow(size, QUICK_ROW)
}
