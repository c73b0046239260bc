import { type Command, Option } from 'commander'
import { readJson } from '../../contract/json.ts'
import { isRefused, type Refused } from '../../core/base/faults.ts'
import { type Feed, readCodeFeed, readOfferFeed } from '../../core/offers/feed.ts'
import { isRefusedRow } from '../../core/offers/feed-issue.ts'
import { importFeed } from '../store/offers/feed-import.ts'
import { addTermsOption, readLibrary } from './cart-input.ts'

import { importText } from './import-text.ts'
import { visibleDocument } from './plain-text.ts'
import { EXIT, pageColumns, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'
import { readText } from './text-file.ts'

interface ImportOptions extends StoreOptions {
  readonly format?: 'csv' | 'json'
  readonly campaign?: string
  readonly ruleSet: string
  readonly terms?: string
  readonly seller?: string
  readonly check?: true
  readonly whole?: true
  readonly all?: true
}

const EXAMPLES = `
Examples:
  tessera offers import codes.csv --check            what would be imported, and every fault
  tessera offers import codes.csv                    the sound rows; the faulty ones are named
  tessera offers import codes.csv --whole            all rows, or none
  tessera offers import offers.json --campaign may   offers as the API takes them

A table of codes has the columns code, amount, min, currency, region, start, end, and where you like
campaign, confidence, uses, perBuyer, note. JSON is a list of offers, or { "campaigns": [], "offers": [] }.
Importing the same file again changes nothing.

Exit codes: 0 all is well, 1 rows were refused, 2 the file or the database cannot be read, 3 a fault of
the program itself.`

export function define(command: Command): void {
  const take = command
    .command('import')
    .description('import offers or a table of codes, with a report on every row')
    .argument('<file>', 'a table (.csv) or a document (.json); - is standard input')
  addTermsOption(addStoreOptions(take))
    .addOption(
      new Option('--format <format>', 'what it is, where its name does not tell').choices([
        'csv',
        'json',
      ]),
    )
    .option('--campaign <id>', 'the campaign of all of them; else the one that each row names')
    .option('--rule-set <id>', 'the rule-set of campaigns that a table names', 'aliexpress-2026')
    .option('--seller <id>', 'act for this seller')
    .option('--check', 'keep nothing, only report')
    .option('--whole', 'keep nothing unless every row is sound')
    .option('--all', 'print every remark, not a summary')
    .option('--json', 'print the report as a JSON document')
    .addHelpText('after', EXAMPLES)
    .action(importFile)
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const [library, text] = await Promise.all([readLibrary(options.terms), readText(file)])
  if (isRefused(library)) return refuse(library, options.json)
  if (isRefused(text)) return refuse(text, options.json)
  const feed = feedOf(file, text.value, options)
  if (isRefused(feed)) return refuse(feed, options.json)
  await withStore(options, async (store) => {
    const report = await importFeed(store, feed, {
      scope: options.seller === undefined ? 'all' : { seller: options.seller },
      by: 'command',
      terms: library,
      dryRun: options.check,
      whole: options.whole,
    })
    if (isRefusedRow(report.issues)) process.exitCode = EXIT.offerRefused
    if (options.json) return sayJson(report)
    const about = { isTrial: options.check === true, all: options.all === true }
    say(await importText(visibleDocument(report), about, pageColumns()))
  })
}

function feedOf(file: string, text: string, options: ImportOptions): Feed | Refused {
  const { campaign, ruleSet: terms } = options
  const format = options.format ?? (file.endsWith('.json') ? 'json' : 'csv')
  if (format === 'csv') return readCodeFeed(text, { campaign, terms })
  const read = readJson(text)
  return isRefused(read) ? read : readOfferFeed(read.value, { campaign, terms })
}
