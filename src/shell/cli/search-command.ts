import { type Command, InvalidArgumentError, Option } from 'commander'
import { askedTimeMs } from '../../contract/effort.ts'
import { linesBy } from '../../contract/ndjson.ts'
import { isRefused } from '../../core/base/faults.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { TIME_MAX } from '../../core/pricing/plan-document.ts'
import type { SearchName } from '../http/search/searches.ts'
import {
  addCartOptions,
  type CartOptions,
  type CartToPrice,
  FILE_MEANING,
  readCart,
} from './cart-input.ts'
import { inputFile } from './document-file.ts'
import { answerFile } from './ndjson.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { type Sought, searched, searchedHere } from './search.ts'
import { type Reasons, whyText } from './why-text.ts'

export interface SearchOptions extends CartOptions {
  readonly ndjson?: true
  readonly why?: true
  readonly timeMs?: number
}

/** A command that answers a cart by a search: printed, as JSON, or one a line. */
export interface SearchCommand<
  Found extends object,
  Explained extends Reasons,
  Options extends SearchOptions,
> {
  /** What is searched for, and with --why. */
  readonly search: SearchName
  readonly searchWhy: SearchName
  /** What was found, in the answer to --why. */
  readonly foundIn: (explained: Explained) => Found
  readonly examples: string
  /** The document that is searched, from the cart and what was asked on the command line. */
  readonly documentOf: (cart: unknown, options: Options) => unknown
  readonly text: (found: Found, cart: CartToPrice) => Promise<string>
}

export function defineSearchCommand<
  Found extends object,
  Explained extends Reasons,
  Options extends SearchOptions,
>(command: Command, asked: SearchCommand<Found, Explained, Options>): void {
  addCartOptions(command.argument('[file]', FILE_MEANING))
    .addOption(
      new Option('--ndjson', 'one cart per line in, one answer per line out').conflicts('choose'),
    )
    .option(
      '--time-ms <number>',
      'end the search after so many milliseconds with the best that was found',
      (value) => wholeNumber(value, TIME_MAX),
    )
    .option('--why', 'tell why each offer that is not used is better left out')
    .addHelpText('after', asked.examples)
    .action((file: string | undefined, options: Options) => {
      const source = inputFile(file, command)
      return options.ndjson
        ? answerFile(source, linesBy(answerLine(asked, options)), options)
        : printFound(asked, source, options)
    })
}

/** What is sought for a cart, as the command line says it. */
function sought<Options extends SearchOptions>(
  { search, searchWhy, documentOf }: Asking<Options>,
  { input, library }: CartToPrice,
  options: Options,
): Sought {
  const document = documentOf(input, options)
  const timeMs = options.timeMs ?? askedTimeMs(document)
  return { search: options.why ? searchWhy : search, document, library, timeMs }
}

type Asking<Options extends SearchOptions> = Pick<
  SearchCommand<object, Reasons, Options>,
  'search' | 'searchWhy' | 'documentOf'
>

function answerLine<Options extends SearchOptions>(asking: Asking<Options>, options: Options) {
  return (input: unknown, { terms }: { readonly terms: TermsLibrary }) =>
    searchedHere(sought(asking, { input, library: terms }, options))
}

async function printFound<
  Found extends object,
  Explained extends Reasons,
  Options extends SearchOptions,
>(
  asked: SearchCommand<Found, Explained, Options>,
  source: string,
  options: Options,
): Promise<void> {
  const cart = await readCart(source, options)
  if (isRefused(cart)) return refuse(cart, options.json)
  const order = sought(asked, cart, options)
  const said = await searched(order)
  if (isRefused(said)) return refuse(said, options.json)
  if (options.json) return sayJson(said)
  const about = { input: order.document, library: order.library }
  if (!options.why) return say(await asked.text(said as Found, about))
  const explained = said as Explained
  say(await asked.text(asked.foundIn(explained), about))
  say(`\n${whyText(explained, pageColumns())}`)
}

/** A number of the command line, within bounds. */
export function wholeNumber(text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= most) return value
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`)
}
