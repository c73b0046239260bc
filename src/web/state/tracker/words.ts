import { dayLabel } from '../../../core/tracker/chart/ticks.ts'
import { moneyText } from '../money.ts'
import type { HistoryKey, Watch } from './documents.ts'

/** An amount with its currency: "1,234.56 USD". */
export const priceText = (minor: number, currency: string): string =>
  `${moneyText(minor, currency)} ${currency}`

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long ago something was: "just now", "12 min ago", "3 h ago", "5 days ago". */
export function agoText(at: string, now: number): string {
  const ms = now - Date.parse(at)
  if (ms < 90_000) return 'just now'
  if (ms < 90 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} min ago`
  if (ms < 36 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} h ago`
  return `${Math.round(ms / DAY_MS)} days ago`
}

/** How soon something is: "in a moment", "in 12 min", "in 3 h", "in 5 days". */
export function inText(at: string, now: number): string {
  const ms = Date.parse(at) - now
  if (ms < 90_000) return 'in a moment'
  if (ms < 90 * MINUTE_MS) return `in ${Math.round(ms / MINUTE_MS)} min`
  if (ms < 36 * HOUR_MS) return `in ${Math.round(ms / HOUR_MS)} h`
  return `in ${Math.round(ms / DAY_MS)} days`
}

/** Days as people say them: "less than a day", "1 day", "12 days". */
export function daysText(days: number): string {
  const whole = Math.floor(days)
  if (whole < 1) return 'less than a day'
  return whole === 1 ? '1 day' : `${whole.toLocaleString('en')} days`
}

/** A day in UTC with its year where that is another: "23 Jun", "23 Jun 2025". */
export function dayText(at: string, now: number): string {
  const year = at.slice(0, 4)
  const label = dayLabel(Date.parse(at))
  return year === new Date(now).toISOString().slice(0, 4) ? label : `${label} ${year}`
}

export const times = (count: number): string =>
  count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`

/** A share in hundredths of a per cent as a percentage with at most one decimal. */
export function percentText(share: number): string {
  return `${Math.round(share / 10) / 10}%`
}

const SURFACES: Readonly<Record<HistoryKey['surface'], string | null>> = {
  site: null,
  app: 'in the app',
  mobile: 'on the mobile site',
  coins: 'on the coin page',
  'super-deals': 'in SuperDeals',
  'limited-deals': 'in limited deals',
  bundle: 'in a bundle',
}

/** What a history is of, beside its product: "to US, in USD, in the app". */
export function keyWords({ shipTo, currency, surface }: HistoryKey): string {
  const place = SURFACES[surface]
  return [shipTo && `to ${shipTo}`, `in ${currency}`, place].filter(Boolean).join(', ')
}

/** What a watch waits for. */
export function waitsFor({ kind, targetMinor, of }: Pick<Watch, 'kind' | 'targetMinor' | 'of'>) {
  if (kind === 'restock') return 'Back in stock'
  if (kind === 'new-low' || targetMinor === null) return 'A new low'
  return `At most ${priceText(targetMinor, of.currency)}`
}

const PLACES: Readonly<Record<Watch['place'], string>> = {
  armed: 'Watching',
  confirming: 'Reached: read once more before you are told',
  told: 'Told',
  deepening: 'Lower still: read once more before you are told',
  leaving: 'Told; above it again',
}

export const placeWords = ({ place, kind }: Pick<Watch, 'place' | 'kind'>): string =>
  // These two begin as told: only a change from now on is news.
  place === 'told' && kind !== 'target' ? 'Watching for a change' : PLACES[place]

/** What stands in the place of a fee that the shop does not tell: it must not look like none. */
export const NOT_TOLD = 'not known'

/** What is said where a shop gave no title. */
export const titleOf = (title: string | null, listing: string): string =>
  title ?? `Product ${listing}`
