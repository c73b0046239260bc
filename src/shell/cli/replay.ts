import type { Command } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { type Rederived, rederive } from '../../core/orders/rederive.ts'
import { addTermsOption, readLibrary } from './cart-input.ts'
import { withOrder } from './order-asked.ts'
import { paragraph } from './plain-text.ts'
import { heading } from './receipt.ts'
import { pageColumns, paint, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions } from './store-option.ts'

/** What is kept does not come out again. */
const DIFFERS = 1

const EXAMPLES = `
Examples:
  tessera replay c0f3k9a2b7d41m5e-1               of the database of DATABASE_URL, or the embedded one
  tessera replay c0f3k9a2b7d41m5e-1 --data .data --json
  tessera replay c0f3k9a2b7d41m5e-1 --terms my-terms/   with the rule-sets of a folder of yours

Prices the accepted quote again from its stored input, places the order again, and does again what its
parties did, while the clocks pass by themselves; then compares, to the byte (tc.22).

Exit codes: 0 the same to the byte, 1 it differs, 2 no such order, or its terms are not at hand, 3 a fault
of the program itself.`

/** `tessera replay ORDER`: derives an order again from what is kept of it. */
export function define(command: Command): void {
  addStoreOptions(addTermsOption(command.argument('<order>', 'the id of the order')))
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: StoreOptions & { terms?: string }) => {
      const library = await readLibrary(options.terms)
      if (isRefused(library)) return refuse(library, options.json)
      await withOrder(id, options, async (record) => {
        const derived = rederive(record, { terms: library })
        if (derived === null) {
          const names = [record.order.process, ...record.order.terms].join(', ')
          const fault = `Its terms or its process are not at hand any more (${names}): name their folder with --terms.`
          return refuse({ refused: [{ path: id, fault }] }, options.json)
        }
        if (!isSame(derived)) process.exitCode = DIFFERS
        const { hash, terms } = record.accepted
        if (options.json) return sayJson({ id, same: isSame(derived), ...derived, hash, terms })
        say(replayText(id, derived, `Quote ${hash} under ${terms}.`))
      })
    })
}

const isSame = ({ quote, order, steps }: Rederived) => quote && order && steps

function replayText(id: string, derived: Rederived, about: string): string {
  const width = pageColumns()
  const row = (what: string, same: boolean) =>
    `  ${what.padEnd(16)}${same ? paint('green', 'the same to the byte') : paint('red', 'differs')}`
  return [
    heading(`Replay of ${id}`),
    paragraph(about, width),
    row('accepted quote', derived.quote),
    row('order', derived.order),
    row('steps', derived.steps),
  ].join('\n')
}
