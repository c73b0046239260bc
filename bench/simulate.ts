import { isSimulationFault } from '../src/core/simulation/fault.ts'
import { simulate } from '../src/core/simulation/simulation.ts'
import { simulationPage } from '../src/shell/cli/simulation-report.ts'
import { machine, printAim } from './report.ts'

/** The aim: a person waits that long for a report with pictures. */
const AIM_MS = 3000
const ORDERS = 2000
const DAYS = 90

/** Other work on the machine makes single runs slow; the median of these is what the aim is held to. */
const RUNS = 5

/**
 * Simulates 2,000 orders over 90 virtual days, page with pictures included, some times over with other
 * seeds, and prints the median against the aim. Gives whether it was reached.
 */
export function benchSimulation(): boolean {
  const times = Array.from({ length: RUNS }, (_, at) => simulated(at + 1)).sort((a, b) => a - b)
  const median = times[Math.floor(RUNS / 2)] as number
  const [least, most] = [times[0], times.at(-1)] as [number, number]
  const isEnough = median <= AIM_MS
  const reached = `${Math.round(median)} ms (${Math.round(least)} to ${Math.round(most)})`
  printAim(`${ORDERS} orders over ${DAYS} virtual days in ${AIM_MS} ms`, reached, isEnough)
  return isEnough
}

/** One run in milliseconds; a law that broke is no measurement. */
function simulated(seed: number): number {
  const began = performance.now()
  const report = simulate({ orders: ORDERS, days: DAYS, seed, untilOver: false })
  if (isSimulationFault(report)) throw new Error(JSON.stringify(report))
  if (!simulationPage(report).endsWith('</html>\n')) throw new Error('the page has no end')
  return performance.now() - began
}

if (import.meta.main) {
  console.log(machine())
  process.exitCode = benchSimulation() ? 0 : 1
}
