import { type Command, Option } from 'commander'
import { linesBy } from '../../contract/ndjson.ts'
import { isRefused, type Refused } from '../../core/base/faults.ts'
import type { PricingOptions } from '../../core/pricing/quote.ts'
import {
  addCartOptions,
  type CartOptions,
  type CartToPrice,
  FILE_MEANING,
  readCart,
} from './cart-input.ts'
import { inputFile } from './document-file.ts'
import { answerFile } from './ndjson.ts'
import { refuse, say, sayJson } from './screen.ts'

/** A command that answers a cart by one document: printed, as JSON, or one a line. */
export interface CartCommand<Answer extends object> {
  readonly examples: string
  readonly answer: (input: unknown, options: PricingOptions) => Answer | Refused
  readonly text: (answer: Answer, cart: CartToPrice) => Promise<string>
}

export function defineCartCommand<Answer extends object>(
  command: Command,
  { examples, answer, text }: CartCommand<Answer>,
): void {
  addCartOptions(command.argument('[file]', FILE_MEANING))
    .addOption(
      new Option('--ndjson', 'one cart per line in, one answer per line out').conflicts('choose'),
    )
    .addHelpText('after', examples)
    .action(async (file: string | undefined, options: CartOptions & { ndjson?: true }) => {
      const source = inputFile(file, command)
      if (options.ndjson) return answerFile(source, linesBy(answer), options)
      const cart = await readCart(source, options)
      if (isRefused(cart)) return refuse(cart, options.json)
      const said = answer(cart.input, { terms: cart.library })
      if (isRefused(said)) return refuse(said, options.json)
      if (options.json) return sayJson(said)
      say(await text(said, cart))
    })
}
