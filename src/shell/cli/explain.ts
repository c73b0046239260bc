import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { explain } from '../../core/pricing/explain.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import {
  addCartOptions,
  type CartOptions,
  exitCodeOf,
  FILE_MEANING,
  readCart,
} from './cart-input.ts'
import { inputFile } from './document-file.ts'
import { narrative } from './narrative.ts'
import { withOrder } from './order-asked.ts'
import { orderStory } from './order-story.ts'
import { visible } from './plain-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions } from './store-option.ts'

const EXAMPLES = `
A cart is explained by the rules of its offers, an order of a database by everything that happened to it.

Examples:
  tessera explain cart.json                each offer in its turn: the rules used, and what would help
  tessera explain cart.json --choose o2    the story of one offer; exit code 1 if it is refused
  tessera explain cart.json --json         the quote with its trace
  tessera explain c0f3k9a2b7d41m5e-1       an order: each step and its rule, each clock, each posting

Exit codes: 0 fine, 1 an offer that was asked for by name was refused, 2 bad input.`

export function define(command: Command): void {
  addStoreOptions(addCartOptions(command.argument('[file]', `${FILE_MEANING}; or an order's id`)))
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: CartOptions & StoreOptions) => {
      if (file !== undefined && isOrderId(file)) return explainOrder(file, options)
      const cart = await readCart(inputFile(file, command), options)
      if (isRefused(cart)) return refuse(cart, options.json)
      const answer = explain(cart.input, { terms: cart.library })
      if (isRefused(answer)) return refuse(answer, options.json)
      process.exitCode = exitCodeOf(cart, answer.quote)
      if (options.json) return sayJson(answer)
      const terms = cart.library.get(answer.quote.terms) as Terms
      const page = { title: visible(terms.document.title), width: pageColumns() }
      say(narrative(answer, terms, page))
    })
}

/** Ids of orders end in their number; a file of that name counts as a file. */
function isOrderId(text: string): boolean {
  return /^[^/\\.]+-\d+$/.test(text) && !existsSync(text)
}

async function explainOrder(id: string, options: StoreOptions): Promise<void> {
  await withOrder(id, options, async (record) => {
    if (options.json) return sayJson(record)
    say(await orderStory(record, { width: pageColumns() }))
  })
}
