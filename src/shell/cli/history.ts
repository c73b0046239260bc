import type { Command } from 'commander'
import { utcText } from '../../core/base/instant.ts'
import { decimalText } from '../../core/base/iso4217.ts'
import { documentOf } from '../../core/tracker/history/document.ts'
import { figures, type Window } from '../../core/tracker/history/figures.ts'
import type { ChangePoint, Gap, History } from '../../core/tracker/history/point.ts'
import { historyCsv } from '../../core/tracker/history/table.ts'
import { suggestTarget } from '../../core/tracker/history/target.ts'
import { LAYERS } from '../../core/tracker/layers.ts'
import { keyText } from '../../core/tracker/observation.ts'
import { askIn } from '../store/claims/ask.ts'
import { shardOf } from '../store/shards.ts'
import type { Store } from '../store/store.ts'
import { readHistoryRows } from '../store/tracker/history-rows.ts'
import { readListing, type StandingHistory } from '../store/tracker/listings.ts'
import { visible } from './plain-text.ts'
import { paint, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'

interface HistoryOptions extends StoreOptions {
  readonly sku?: string
  readonly shipTo?: string
  readonly currency?: string
  readonly csv?: true
}

const EXAMPLES = `
Examples:
  tessera history 1005006341680568
  tessera history 1005006341680568 --sku 12000036823357441 --ship-to US --currency USD
  tessera history sample-potatoes --csv > potatoes.csv

Prices are what is paid for one piece after the public coupons, with shipping and added tax. A gap is a
time in which nobody looked: nothing is known of it. With --csv or --json every change point is written.

Exit codes: 0 fine, 2 nobody has asked for this product yet.`

export function define(command: Command): void {
  addStoreOptions(command.argument('<listing>', 'the id of the product'))
    .option('--sku <id>', 'the variant')
    .option('--ship-to <country>', 'the country, as two letters')
    .option('--currency <code>', 'the currency of the prices')
    .option('--csv', 'print as a table for spreadsheets')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action((listing: string, options: HistoryOptions) =>
      withStore(options, (store) => print(store, listing, options)),
    )
}

async function print(store: Store, listing: string, options: HistoryOptions): Promise<void> {
  const now = Date.now()
  const found = await readListing(store, listing, new Date(now))
  const standing = found?.histories.find((one) => isWanted(one, options))
  if (!found || !standing) {
    const fault = found
      ? 'Has no such variant: leave options out to see one that it has.'
      : 'Nobody has asked for it yet: paste its link on the page, or use tessera watch.'
    return refuse({ refused: [{ path: listing, fault }] }, options.json)
  }
  const { of } = standing
  const place = { shard: shardOf(listing, store.shards), key: keyText(of) }
  const history = await readHistoryRows(askIn(store.db), place)
  if (options.json) return sayJson(documentOf(of, history))
  if (options.csv) return say(historyCsv(of, history).trimEnd())
  say(historyText(found.listing.title ?? listing, { standing, history, now }))
}

function isWanted({ of }: StandingHistory, { sku, shipTo, currency }: HistoryOptions): boolean {
  const fits = (wanted: string | undefined, own: string | null) =>
    wanted === undefined || wanted === own
  return fits(sku, of.sku) && fits(shipTo, of.shipTo) && fits(currency, of.currency)
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
  const rows = [...points, ...gaps].sort((a, b) => b.from - a.from)
  const left = rows.length - LINES_MAX
  return [
    paint('bold', visible(title)),
    `  ${market
      .filter(Boolean)
      .map((one) => visible(String(one)))
      .join(', ')}`,
    `  now ${totalMinor === null ? 'unknown' : money(totalMinor)}${fault ? `  (${fault})` : ''}`,
    ...figureLines(history, { now, money }),
    ...(suggested
      ? [
          `  a target to begin with: ${money(suggested.target)}, reached ${suggested.reached.times} times; confidence ${suggested.confidence}`,
        ]
      : []),
    '',
    ...rows.slice(0, LINES_MAX).map((row) => rowText(row, money)),
    ...(left > 0 ? [`  … and ${left} more: --csv prints all.`] : []),
  ].join('\n')
}

type Money = (amount: number) => string

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
