import type { CoinEntry } from './coins.ts'

/** Coins that lapse together: what is left of what a buyer once earned. */
export interface CoinLot {
  /** The entry that credited them. */
  readonly number: number
  readonly left: number
  /** In milliseconds since 1970; null where they never lapse. */
  readonly expiresAt: number | null
}

/**
 * The lots that a buyer's entries leave, those that lapse first in front. What lapses first is spent
 * first; what an order or an exchange had taken comes back to the lots that it was taken from, so that
 * an order placed and cancelled lengthens no validity (tc.6).
 */
export function coinLots(entries: Iterable<CoinEntry>): CoinLot[] {
  const lots: Lot[] = []
  const takenBy = new Map<string, Part[]>()
  for (const entry of entries) {
    switch (entry.cause) {
      case 'earn':
        addLot(lots, entry)
        break
      case 'reserve':
      case 'spend':
      case 'exchange':
        takenBy.set(takerOf(entry), take(lots, entry.amount))
        break
      case 'release':
      case 'give-back':
      case 'undo-exchange':
        for (const { lot, amount } of takenBy.get(takerOf(entry)) ?? []) lot.left += amount
        takenBy.delete(takerOf(entry))
        break
      case 'expire':
      case 'revoke':
        take(lots, entry.amount)
        break
      case 'settle':
        break
    }
  }
  return lots.filter(({ left }) => left > 0)
}

/** A payment and an exchange may have the same reference by chance. */
const takerOf = ({ cause, reference }: CoinEntry): string =>
  `${cause.endsWith('exchange') ? 'exchange' : 'payment'} ${reference}`

interface Lot {
  readonly number: number
  readonly expiresAt: number | null
  left: number
}

interface Part {
  readonly lot: Lot
  readonly amount: number
}

function addLot(lots: Lot[], { number, amount, expiresAt }: CoinEntry): void {
  let at = lots.length
  while (at > 0 && lapsesLater((lots[at - 1] as Lot).expiresAt, expiresAt)) at--
  lots.splice(at, 0, { number, expiresAt, left: amount })
}

const lapsesLater = (a: number | null, b: number | null): boolean =>
  b !== null && (a === null || a > b)

function take(lots: readonly Lot[], amount: number): Part[] {
  const parts: Part[] = []
  let open = amount
  for (const lot of lots) {
    if (open === 0) break
    const part = Math.min(lot.left, open)
    if (part === 0) continue
    lot.left -= part
    open -= part
    parts.push({ lot, amount: part })
  }
  return parts
}

/** The lots that have lapsed at an instant: a deadline that has come has won (D-10). */
export function lapsedLots(lots: readonly CoinLot[], at: number): CoinLot[] {
  return lots.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= at)
}

/** When the first of these lots lapses; null where none ever does. */
export function firstLapse(lots: readonly CoinLot[]): number | null {
  return lots[0]?.expiresAt ?? null
}
