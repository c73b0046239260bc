import { type Command, Option } from 'commander'
import { quoteLines } from '../../contract/quote-lines.ts'
import { isRefused } from '../../core/base/faults.ts'
import { type Explanation, explain } from '../../core/pricing/explain.ts'
import { quote } from '../../core/pricing/quote.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import {
  addCartOptions,
  type CartOptions,
  type CartToPrice,
  exitCodeOf,
  FILE_MEANING,
  readCart,
} from './cart-input.ts'
import { inputFile } from './document-file.ts'
import { answerFile } from './ndjson.ts'
import { visibleDocument } from './plain-text.ts'
import { receipt } from './receipt.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { stageText } from './stage-tables.ts'
import { allocationStage, eligibilityStage, STAGES, type Stage, stackStage } from './stages.ts'

interface QuoteOptions extends CartOptions {
  readonly ndjson?: true
  readonly stopAfter?: Stage
}

const EXAMPLES = `
Examples:
  tessera quote cart.json                        the receipt, with a waterfall from list to total
  tessera quote cart.json --json | jq .totals    the document of the quote
  tessera quote cart.json --choose AE08,o2       only these offers; exit code 1 if one is refused
  tessera quote cart.json --stop-after stack     which offers stand beside each other, and why not
  tessera quote cart.json --terms my-terms/      with the rule-sets of a folder of yours
  tessera quote --ndjson < carts.ndjson          one cart a line in, one quote a line out, in order

With --ndjson a line {"defaults": {…}} gives fields, offers say, to the carts after it that lack them;
a bad line is answered {"refused":[…]} and the next one is read; blank lines get no
answer. The exit code is then 0 whatever the lines held.

Exit codes: 0 fine, 1 an offer that was asked for by name was refused, 2 bad input.`

export function define(command: Command): void {
  addCartOptions(command.argument('[file]', FILE_MEANING))
    .addOption(new Option('--stop-after <stage>', 'print that stage instead').choices(STAGES))
    .addOption(
      new Option('--ndjson', 'one cart per line in, one answer per line out').conflicts([
        'choose',
        'stopAfter',
      ]),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: QuoteOptions) => {
      const source = inputFile(file, command)
      if (options.ndjson) return answerFile(source, quoteLines, options)
      const cart = await readCart(source, options)
      if (isRefused(cart)) return refuse(cart, options.json)
      await (options.stopAfter ? printStage(cart, options) : printQuote(cart, options))
    })
}

async function printQuote(cart: CartToPrice, { json }: QuoteOptions): Promise<void> {
  const answer = quote(cart.input, { terms: cart.library })
  if (isRefused(answer)) return refuse(answer, json)
  process.exitCode = exitCodeOf(cart, answer)
  if (json) return sayJson(answer)
  const { title } = (cart.library.get(answer.terms) as Terms).document
  say(await receipt(visibleDocument(answer), visibleDocument({ title, width: pageColumns() })))
}

async function printStage(cart: CartToPrice, { json, stopAfter }: QuoteOptions): Promise<void> {
  const answer = explain(cart.input, { terms: cart.library })
  if (isRefused(answer)) return refuse(answer, json)
  process.exitCode = exitCodeOf(cart, answer.quote)
  const terms = cart.library.get(answer.quote.terms) as Terms
  const stage = stageOf(stopAfter as Stage, answer, terms)
  if (json) return sayJson(stage)
  say(await stageText(visibleDocument(stage), pageColumns()))
}

function stageOf(stage: Stage, explanation: Explanation, terms: Terms) {
  switch (stage) {
    case 'eligibility':
      return eligibilityStage(explanation)
    case 'stack':
      return stackStage(explanation, terms)
    case 'allocation':
      return allocationStage(explanation)
  }
}
