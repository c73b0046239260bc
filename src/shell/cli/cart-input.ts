/** What `quote` and `explain` have in common: a cart, the rule-sets that it may name, and a choice. */
import type { Command } from 'commander'
import { isRefused, type Refused } from '../../core/base/faults.ts'
import { isRecord } from '../../core/base/schema.ts'
import type { Quote } from '../../core/pricing/document.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { loadTerms } from '../files/terms-folder.ts'
import { readDocument } from './document-file.ts'
import { EXIT } from './screen.ts'

export const FILE_MEANING =
  'a cart as JSON, or a sample with the cart under "input"; - or nothing: standard input'

export interface CartOptions {
  readonly json?: true
  readonly terms?: string
  readonly choose?: readonly string[]
}

export interface CartToPrice {
  readonly input: unknown
  readonly library: TermsLibrary
}

/** Options that mean the same wherever a cart is priced. */
export function addCartOptions(command: Command): Command {
  return addTermsOption(command)
    .option('--json', 'print the answer as a JSON document')
    .option(
      '--choose <ids>',
      'attempt these offers alone: ids with commas between them, or the option again',
      (ids: string, before: readonly string[] = []) => [...before, ids],
    )
}

export function addTermsOption(command: Command): Command {
  return command.option(
    '--terms <folder>',
    'a folder with rule-sets of your own (*.json or */terms.json), beside the shipped ones',
  )
}

/** The shipped rule-sets, and those of a folder where one is named. */
export async function readLibrary(folder: string | undefined): Promise<TermsLibrary | Refused> {
  return folder === undefined ? shippedTerms : loadTerms(folder, shippedTerms)
}

/** Reads a cart and the rule-sets that it may name; all faults of both are told at once. */
export async function readCart(file: string, options: CartOptions): Promise<CartToPrice | Refused> {
  const [library, document] = await Promise.all([readLibrary(options.terms), readDocument(file)])
  if (isRefused(library) || isRefused(document)) {
    return { refused: [library, document].flatMap((one) => (isRefused(one) ? one.refused : [])) }
  }
  return { input: chosen(unwrapped(document.value), options.choose), library }
}

/** The cart of a sample `{ name, story, input }`, or the document itself. */
function unwrapped(document: unknown): unknown {
  return isRecord(document) && 'input' in document && !('lines' in document)
    ? document.input
    : document
}

function chosen(input: unknown, ids: readonly string[] | undefined): unknown {
  if (ids === undefined || !isRecord(input)) return input
  const offers = Array.isArray(input.offers) ? (input.offers as readonly unknown[]) : []
  const known = new Set(offers.map((offer) => (isRecord(offer) ? offer.id : undefined)))
  // An id may hold commas: a text that is an offer's id as a whole is not divided.
  const choose = ids.flatMap((text) => (known.has(text) ? [text] : text.split(',')))
  return { ...input, choose: choose.filter((id) => id !== '') }
}

/** Whether an offer that was asked for by name did not work out, as an exit code. */
export function exitCodeOf({ input }: CartToPrice, { rejected }: Quote): number {
  const named = isRecord(input) && Array.isArray(input.choose)
  return named && rejected.length > 0 ? EXIT.offerRefused : EXIT.fine
}
