import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { isRefused, type Refused } from '../../core/base/faults.ts'
import { compileOrderProcess, orderProcess } from '../../core/orders/order-process.ts'
import type { Process } from '../../core/orders/process.ts'
import { isSimulationFault, type SimulationFault } from '../../core/simulation/fault.ts'
import { simulate } from '../../core/simulation/simulation.ts'
import {
  DAYS_MAX,
  ORDERS_MAX,
  readSimulationOptions,
} from '../../core/simulation/simulation-options.ts'
import { readDocument } from './document-file.ts'
import { visible } from './plain-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { simulationText } from './simulate-text.ts'

interface SimulateOptions {
  readonly orders: string
  readonly days: string
  readonly seed: string
  readonly untilOver?: true
  readonly process?: string
  readonly report?: string
  readonly json?: true
}

/** What the shell is told where a law broke. */
const LAW_BROKEN = 1

const EXAMPLES = `
Examples:
  tessera simulate                                      2,000 orders over 90 virtual days
  tessera simulate --seed 7 --until-over                until the last refund is paid out
  tessera simulate --orders 200 --report report.html    with pictures, on one page
  tessera simulate --process drafts/order.json          what a changed process would come to
  tessera simulate --json > report.json

Carts are filled, priced, placed and moved on a virtual clock, by the machine and the money of real
orders. All the while laws are held: the books are zero, nobody gets back more than was paid, sellers get
their worth less refunds, every refusal has its clause, nothing is stuck. The same options give the same
report, to the byte.

Exit codes: 0 all laws held, 1 one broke: seed and order are told, 2 bad input, 3 a fault of the program.`

export function define(command: Command): void {
  command
    .option('--orders <number>', `how many orders, up to ${ORDERS_MAX}`, '2000')
    .option('--days <number>', `how many days they are placed on, up to ${DAYS_MAX}`, '90')
    .option('--seed <number>', 'what all chance comes from', '1')
    .option('--until-over', 'go on until every order is over and every refund paid out')
    .option('--process <file>', 'try a draft of the process instead of the one that counts')
    .option('--report <file>', 'write a page with pictures (.html)')
    .option('--json', 'print the report as a JSON document')
    .addHelpText('after', EXAMPLES)
    .action(run)
}

async function run(options: SimulateOptions): Promise<void> {
  const { report: file, json } = options
  const asked = readSimulationOptions({
    orders: numberOf(options.orders),
    days: numberOf(options.days),
    seed: numberOf(options.seed),
    untilOver: options.untilOver === true,
  })
  if (isRefused(asked)) {
    const refused = asked.refused.map(({ path, fault }) => ({
      path: path.replace('/', '--'),
      fault,
    }))
    return refuse({ refused }, json)
  }
  const process = await processOf(options.process)
  if (isRefused(process)) return refuse(process, json)
  const report = simulate(asked, process)
  if (isSimulationFault(report)) return tellFault(report, json)
  if (file !== undefined) {
    const { simulationPage } = await import('./simulation-report.ts')
    try {
      await writeFile(file, simulationPage(report, process))
    } catch (error) {
      return refuse({ refused: [{ path: file, fault: cannotWrite(error) }] }, json)
    }
  }
  if (json) return sayJson(report)
  say(await simulationText(report, pageColumns()))
  if (file !== undefined) say(`\nThe report with pictures is in ${visible(file)}.`)
}

/** The process that comes along, or a draft from a file, whose faults are told by JSON Pointer. */
async function processOf(file: string | undefined): Promise<Process | Refused> {
  if (file === undefined) return orderProcess
  const document = await readDocument(file)
  return isRefused(document) ? document : compileOrderProcess(document.value)
}

/** A text that is no whole number stays one, for the check to name. */
function numberOf(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text
}

function tellFault(broken: SimulationFault, json: boolean | undefined): void {
  process.exitCode = LAW_BROKEN
  if (json) {
    sayJson(broken)
    return
  }
  const { fault, seed, order, at } = broken
  const where = order === null ? 'the books' : `order ${order}`
  process.stderr.write(`A law broke at ${at}, seed ${seed}, ${where}: ${fault}\n`)
}

function cannotWrite(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'Cannot be written: its folder is not there.'
  if (code === 'EISDIR') return 'Cannot be written: it is a folder.'
  if (code === 'EACCES' || code === 'EROFS') return 'Cannot be written: permission is missing.'
  return `Cannot be written: ${message}.`
}
