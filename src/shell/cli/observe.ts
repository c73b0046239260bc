import { type Command, InvalidArgumentError, Option } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { instant } from '../../core/base/fields.ts'
import type { Observation } from '../../core/tracker/observation.ts'
import { isNoReading, type ListingFacts } from '../../core/tracker/page/page-reading.ts'
import { readRecorded } from '../../core/tracker/recorded.ts'
import { observed } from '../../core/tracker/stack.ts'
import { printAnswers } from './answer-lines.ts'
import { inputFile } from './document-file.ts'
import { lineText } from './line-text.ts'
import { currencyOption, type MarketOptions, shipToOption } from './market-options.ts'
import { asTold, isAddress } from './pasted-text.ts'
import { readRecordedFile } from './recorded-file.ts'
import { EXIT, refuse, sayJson } from './screen.ts'

interface ObserveOptions extends MarketOptions {
  readonly ndjson?: true
  readonly at?: string
  readonly listing?: string
}

/** What a file tells: the receipts of all its variants, or why there is none. */
type Observed =
  | {
      readonly shape: string
      readonly listings: readonly ListingFacts[]
      readonly observations: readonly Observation[]
    }
  | { readonly none: string; readonly why: string }

const EXAMPLES = `
Examples:
  tessera observe page.html                     the receipt of every variant, as JSON
  tessera observe answer.json --at 2026-11-11T08:00:00Z
  tessera observe shop.html --listing mug-7 --currency EUR --ship-to DE
  tessera observe --ndjson < paths.txt          one file a line in, one answer a line out, in order

A file is a recorded page (component JSON, JSON-LD, microdata, OpenGraph) or an answer of the affiliate
interface. Amounts are whole minor units. Where the page has no clock of its own the observation is
dated by --at, else by when the file was written.

Exit codes: 0 observed, 2 no price can be read; what the page is instead is told.`

export function define(command: Command): void {
  command
    .argument('[file]', 'the recorded page or answer; - for standard input')
    .addOption(new Option('--at <instant>', 'when it was recorded').argParser(instantOption))
    .option('--listing <id>', 'the listing, where the page does not tell it')
    .addOption(shipToOption('the country it was asked for, as two letters'))
    .addOption(currencyOption('its currency'))
    .option('--json', 'print as JSON, which is the only form')
    .option('--ndjson', 'one file per line in, one answer per line out')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: ObserveOptions) => {
      const source = inputFile(file, command)
      if (options.ndjson) return answerPaths(source, options)
      printObserved(source, options)
    })
}

function instantOption(text: string): string {
  if (instant.ok(text)) return text
  throw new InvalidArgumentError('It is an instant with an offset: 2026-11-11T08:00:00Z.')
}

function printObserved(file: string, options: ObserveOptions): void {
  const answer = observeFile(file, options)
  if ('fault' in answer) {
    refuse({ refused: [{ path: asTold(file), fault: answer.fault }] }, false)
    return
  }
  if ('none' in answer) process.exitCode = EXIT.badInput
  sayJson(answer)
}

const NOT_FETCHED = 'Is an address, and nothing is fetched here: save its page to a file first.'

function observeFile(file: string, options: ObserveOptions): Observed | { readonly fault: string } {
  if (isAddress(file)) return { fault: NOT_FETCHED }
  const recorded = readRecordedFile(file)
  if ('fault' in recorded) return recorded
  const { at = recorded.writtenAt, listing, shipTo } = options
  const read = readRecorded(recorded.text, {
    at,
    ...(listing === undefined ? {} : { listing }),
    ...(shipTo === undefined ? {} : { shipTo }),
    ...(options.currency === undefined ? {} : { currency: options.currency }),
  })
  if (isNoReading(read)) return read
  const observations = read.listings.flatMap(({ readings }) =>
    readings.map((one) => observed(one)).filter((one): one is Observation => !isRefused(one)),
  )
  return { shape: read.shape, listings: read.listings.map(({ listing }) => listing), observations }
}

async function answerPaths(file: string, options: ObserveOptions): Promise<void> {
  const answer = (line: string): string => {
    const path = lineText(line).trim()
    return JSON.stringify({ file: asTold(path), ...observeFile(path, options) })
  }
  if (isAddress(file)) {
    return refuse({ refused: [{ path: asTold(file), fault: NOT_FETCHED }] }, false)
  }
  return printAnswers(file, answer)
}
