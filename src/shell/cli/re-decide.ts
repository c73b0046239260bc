import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { isRefused, type Refused } from '../../core/base/faults.ts'
import { compileOrderProcess } from '../../core/orders/order-process.ts'
import { isProcess } from '../../core/orders/process.ts'
import { type Flip, type OtherRules, reDecide } from '../../core/orders/re-decide.ts'
import { loadTerms } from '../files/terms-folder.ts'
import { everyKept } from '../store/orders/order-record.ts'
import { readDocument } from './document-file.ts'
import { paragraph, visible } from './plain-text.ts'
import { heading } from './receipt.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'
import { type Column, table } from './table.ts'

interface Options extends StoreOptions {
  readonly terms: string
  readonly most: string
}

const EXAMPLES = `
Examples:
  tessera re-decide --terms changed/             which past outcomes these rules would have flipped
  tessera re-decide --terms changed/ --json      every flip as a document
  tessera re-decide --terms changed/ --data .data

The folder holds rule-sets (*.json, */terms.json): each is taken in the place of the one of the same id; and,
if it has one, processes/order.json: every order is lived again by it. Nothing is changed in the database.

Exit codes: 0 fine, 2 bad input, 3 a fault of the program itself.`

/** `tessera re-decide --terms FOLDER`: what changed rules would have changed (tc.22). */
export function define(command: Command): void {
  addStoreOptions(
    command.requiredOption('--terms <folder>', 'the changed rule-sets, and processes/order.json'),
  )
    .option('--most <n>', 'how many flips are printed; the sums count all', '40')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      const rules = await readRules(options.terms)
      if (isRefused(rules)) return refuse(rules, options.json)
      const most = Number(options.most)
      if (!Number.isInteger(most) || most < 0) {
        const fault = 'Must be a whole number of at least 0.'
        return refuse({ refused: [{ path: '--most', fault }] }, options.json)
      }
      await withStore(options, async (store) => {
        let orders = 0
        const flips: Flip[] = []
        for await (const kept of everyKept(store)) {
          orders++
          flips.push(...reDecide(kept, rules))
        }
        if (options.json) return sayJson({ orders, flipped: flippedOf(flips), flips })
        say(await flipsText(orders, flips, most))
      })
    })
}

async function readRules(folder: string): Promise<OtherRules | Refused> {
  const path = join(folder, 'processes', 'order.json')
  const hasProcess = existsSync(path)
  const process = hasProcess ? await readProcess(path) : undefined
  if (process && isRefused(process)) return process
  const hasTerms = !hasProcess || holdsMore(folder)
  const terms = hasTerms ? await loadTerms(folder) : undefined
  if (terms && isRefused(terms)) return terms
  return { terms, process }
}

const holdsMore = (folder: string): boolean =>
  readdirSync(folder).some((name) => name !== 'processes')

async function readProcess(path: string) {
  const document = await readDocument(path)
  if (isRefused(document)) return document
  const process = compileOrderProcess(document.value)
  if (isProcess(process)) return process
  return { refused: process.refused.map((one) => ({ ...one, path: `${path}#${one.path}` })) }
}

const flippedOf = (flips: readonly Flip[]) => new Set(flips.map(({ order }) => order)).size

const COLUMNS: readonly Column[] = [
  { head: 'order', yields: 'cut' },
  { head: 'what' },
  { head: 'was', yields: 'wrap' },
  { head: 'would be', yields: 'wrap' },
  { head: 'clause' },
]

async function flipsText(orders: number, flips: readonly Flip[], most: number): Promise<string> {
  const width = pageColumns()
  const kinds = Map.groupBy(flips, ({ what }) => what)
  const sums = [...kinds].map(([what, some]) => `${some.length} of ${what}`).join(', ')
  const told = `${flippedOf(flips)} of ${orders} orders would have come out otherwise${sums && `: ${sums}`}.`
  const parts = [heading('Decided again'), paragraph(told, width)]
  const rows = flips
    .slice(0, most)
    .map(({ order, what, was, would, clause = '' }) =>
      [order, what, was, would, clause].map(visible),
    )
  if (rows.length > 0) parts.push(await table(COLUMNS, rows, width))
  if (flips.length > most) parts.push(`… and ${flips.length - most} more (--most, --json).`)
  return parts.join('\n')
}
