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
import { visible } from './plain-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'

const EXAMPLES = `
Examples:
  tessera explain cart.json                each offer in its turn: the rules used, and what would help
  tessera explain cart.json --choose o2    the story of one offer; exit code 1 if it is refused
  tessera explain cart.json --json         the quote with its trace

Exit codes: 0 fine, 1 an offer that was asked for by name was refused, 2 bad input.`

export function define(command: Command): void {
  addCartOptions(command.argument('[file]', FILE_MEANING))
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: CartOptions) => {
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
