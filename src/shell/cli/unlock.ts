import { type Command, Option } from 'commander'
import { linesBy } from '../../contract/ndjson.ts'
import { isRefused } from '../../core/base/faults.ts'
import { decimalText } from '../../core/base/iso4217.ts'
import type { Input } from '../../core/pricing/input.ts'
import { type Unlock, unlock } from '../../core/pricing/unlock.ts'
import { addCartOptions, type CartOptions, FILE_MEANING, readCart } from './cart-input.ts'
import { inputFile } from './document-file.ts'
import { answerFile } from './ndjson.ts'
import { visible } from './plain-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { table } from './table.ts'

const EXAMPLES = `
Examples:
  tessera unlock cart.json                 what would reach the minimum of each offer that falls short
  tessera unlock cart.json --json          the same as a list
  tessera unlock --ndjson < carts.ndjson   one cart a line in, one list a line out, in order

Missing spend is added as one untaxed item beside the first that takes part, missing pieces as more of
the cheapest. The cost is the new total less the old one: below zero, adding makes the cart cheaper.

Exit codes: 0 fine, 2 bad input.`

export function define(command: Command): void {
  addCartOptions(command.argument('[file]', FILE_MEANING))
    .addOption(
      new Option('--ndjson', 'one cart per line in, one answer per line out').conflicts('choose'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: CartOptions & { ndjson?: true }) => {
      const source = inputFile(file, command)
      if (options.ndjson) return answerFile(source, linesBy(unlock), options)
      const cart = await readCart(source, options)
      if (isRefused(cart)) return refuse(cart, options.json)
      const unlocks = unlock(cart.input, { terms: cart.library })
      if (isRefused(unlocks)) return refuse(unlocks, options.json)
      if (options.json) return sayJson(unlocks)
      if (unlocks.length === 0) return say('No offer is short of its minimum.')
      say(await unlockTable(unlocks, (cart.input as Input).currency))
    })
}

async function unlockTable(unlocks: readonly Unlock[], currency: string): Promise<string> {
  const rows = unlocks.map(({ offer, short, shortOf, cost, worth }) => [
    visible(offer),
    shortOf === 'items' ? `${short} more pieces` : `${decimalText(short, currency)} more`,
    decimalText(cost, currency),
    worth ? 'yes' : 'no',
  ])
  const head = [
    { head: 'offer', yields: 'cut' },
    { head: 'short of', right: true },
    { head: `cost in ${currency}`, right: true },
    { head: 'worth it' },
  ] as const
  return table(head, rows, pageColumns())
}
