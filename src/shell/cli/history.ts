import { type Command, Option } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { utcText } from '../../core/base/instant.ts'
import { decimalText } from '../../core/base/iso4217.ts'
import { documentOf } from '../../core/tracker/history/document.ts'
import { figures, type Window } from '../../core/tracker/history/figures.ts'
import type { ChangePoint, Gap, History } from '../../core/tracker/history/point.ts'
import { historyCsv } from '../../core/tracker/history/table.ts'
import { type Suggestion, suggestTarget } from '../../core/tracker/history/target.ts'
import { LAYERS } from '../../core/tracker/layers.ts'
import { readLink } from '../../core/tracker/link/link.ts'
import { keyText } from '../../core/tracker/observation.ts'
import { askIn } from '../store/claims/ask.ts'
import { shardOf } from '../store/shards.ts'
import type { Store } from '../store/store.ts'
import { readHistoryRows } from '../store/tracker/history-rows.ts'
import { readListing, type StandingHistory } from '../store/tracker/listings.ts'
import { importHistory } from '../tracker/import-history.ts'
import { chosenHistory, historiesText } from './chosen-history.ts'
import { currencyOption, type MarketOptions, shipToOption } from './market-options.ts'
import { asTold, isAddress } from './pasted-text.ts'
import { visible } from './plain-text.ts'
import { paint, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'
import { readText } from './text-file.ts'

interface HistoryOptions extends StoreOptions, MarketOptions {
  readonly sku?: string
  readonly csv?: true
  readonly import?: string
}

const EXAMPLES = `
Examples:
  tessera history 1005006341680568
  tessera history 1005006341680568 --sku 12000036823357441 --ship-to US --currency USD
  tessera history sample-potatoes --csv > potatoes.csv
  tessera history --import potatoes.csv

Prices are what is paid for one piece after the public coupons, with shipping and added tax. A gap is a
time in which nobody looked: nothing is known of it. With --csv or --json every change point is written.
What was written is taken in again by --import, where nothing is known of that price yet.

Exit codes: 0 fine, 2 nobody has asked for this product yet, or the file was refused.`

export function define(command: Command): void {
  addStoreOptions(command.argument('[listing]', 'the id of the product, or a link to it'))
    .option('--sku <id>', 'the variant')
    .addOption(shipToOption('the country, as two letters'))
    .addOption(currencyOption('the currency of the prices'))
    .addOption(new Option('--csv', 'print as a table for spreadsheets').conflicts('json'))
    .option('--json', 'print as JSON')
    .addOption(
      new Option(
        '--import <file>',
        'take in a history that was exported, as .csv or .json',
      ).conflicts(['sku', 'shipTo', 'currency', 'csv']),
    )
    .addHelpText('after', EXAMPLES)
    .action((listing: string | undefined, options: HistoryOptions) => {
      const { import: file } = options
      if ((listing === undefined) === (file === undefined)) {
        command.error('error: name a product, or a file to --import')
      }
      if (file !== undefined) return take(file, options)
      return withStore(options, (store) => print(store, listing as string, options))
    })
}

/** Takes in an exported history; the end of the file's name says which form it has. */
async function take(file: string, options: HistoryOptions): Promise<void> {
  const format = /\.csv$/i.test(file) ? 'csv' : /\.json$/i.test(file) ? 'json' : null
  if (format === null) {
    const fault = 'Is no exported history: its name must end in .csv or .json.'
    return refuse({ refused: [{ path: file, fault }] }, options.json)
  }
  const read = await readText(file)
  if (isRefused(read)) return refuse(read, options.json)
  await withStore(options, async (store) => {
    const asked = { now: Date.now(), title: null }
    const taken = await importHistory(store, { format, text: read.value }, asked)
    if (isRefused(taken)) return refuse(taken, options.json)
    if (options.json) return sayJson(taken)
    const { of, points, asides, gaps } = taken
    const product = visible(of.listing)
    say(`Taken for ${product}: ${points} prices, ${asides} aside, ${gaps} gaps.`)
  })
}

async function print(store: Store, asked: string, options: HistoryOptions): Promise<void> {
  const refused = (fault: string) =>
    refuse({ refused: [{ path: asTold(asked), fault }] }, options.json)
  const now = Date.now()
  const link = readLink(asked)
  if (isAddress(asked) && link.itemId === null) return refused(link.why)
  const listing = link.itemId ?? asked
  const found = await readListing(store, listing, new Date(now))
  if (!found) {
    return refused('Nobody has asked for it yet: paste its link on the page, or use tessera watch.')
  }
  const { histories } = found
  const standing = chosenHistory(histories, options, link)
  if (!standing) {
    return refused(
      histories.length === 0
        ? 'Its price was not read yet.'
        : `Has no such history. It has: ${historiesText(histories)}.`,
    )
  }
  const { of } = standing
  const place = { shard: shardOf(listing, store.shards), key: keyText(of) }
  const history = await readHistoryRows(askIn(store.db), place)
  if (options.json) return sayJson(documentOf(of, history))
  if (options.csv) return say(historyCsv(of, history).trimEnd())
  say(historyText(found.listing.title ?? listing, { standing, history, now }))
}

interface Told {
  readonly standing: StandingHistory
  readonly history: History
  readonly now: number
}

const LINES_MAX = 20

function historyText(title: string, { standing, history, now }: Told): string {
  const { of, totalMinor, fault } = standing
  const money = (amount: number) => decimalText(amount, of.currency)
  const market = [of.sku && `variant ${of.sku}`, of.shipTo && `to ${of.shipTo}`, of.currency]
  const suggested = suggestTarget(history, of.currency, now)
  const { points, gaps } = history
  // The newest first; a gap begins where the point before it was last seen.
  const rows = [...gaps, ...points].sort((a, b) => b.from - a.from)
  const left = rows.length - LINES_MAX
  return [
    paint('bold', visible(title)),
    `  ${market
      .filter(Boolean)
      .map((one) => visible(String(one)))
      .join(', ')}`,
    `  now ${totalMinor === null ? 'unknown' : money(totalMinor)}${fault ? `  (${fault})` : ''}`,
    ...figureLines(history, { now, money }),
    ...(suggested ? [targetLine(suggested, money)] : []),
    '',
    ...rows.slice(0, LINES_MAX).map((row) => rowText(row, money)),
    ...(left > 0 ? [`  … and ${left} more: --csv prints all.`] : []),
  ].join('\n')
}

type Money = (amount: number) => string

function targetLine({ target, reached, confidence }: Suggestion, money: Money): string {
  const times = reached.times === 1 ? 'once' : `${reached.times} times`
  return `  a target to begin with: ${money(target)}, reached ${times}; confidence ${confidence}`
}

function figureLines(history: History, { now, money }: { now: number; money: Money }): string[] {
  const counted = figures(history, now)
  return (Object.keys(counted) as Window[]).flatMap((window) => {
    const { low, median } = counted[window]
    if (low === null || median === null) return []
    return [
      `  ${window.padEnd(14)}low ${money(low.total)}, half of the time at most ${money(median)}`,
    ]
  })
}

function rowText(row: ChangePoint | Gap, money: Money): string {
  const times = `  ${utcText(row.from)}`
  if ('until' in row) return `${times}  gap until ${utcText(row.until)}`
  const parts = row.counted.map(({ kind, amount }) => `${LAYERS[kind].name} −${money(amount)}`)
  const total = row.stock === 'out' ? 'sold out' : money(row.total)
  return `${times}  ${total.padStart(10)}  ${parts.join(', ')}`.trimEnd()
}
