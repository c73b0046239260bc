import { decimalText } from '../../base/iso4217.ts'
import { instantOf } from '../history/point.ts'
import { type HistoryKey, keyText, type Observation, observation } from '../observation.ts'
import { type Alert, CONFIRM_WITHIN_MS, type Watch } from './watch.ts'

/** What an alert can show for itself, to anybody: both readings whole, with their layers and times. */
export interface Proof {
  readonly alert: string
  readonly kind: Watch['kind']
  readonly target: number | null
  readonly history: HistoryKey
  readonly total: number
  readonly readings: readonly [Observation, Observation]
  /** One sentence for a shopper. */
  readonly says: string
}

/** The proof of an alert. It names no watch and nobody's address: its page is public. */
export function proofOf(
  alert: Alert,
  { target }: Pick<Watch, 'target'>,
  readings: readonly [Observation, Observation],
): Proof {
  const { listing, sku, shipTo, currency, surface } = readings[1]
  return {
    alert: alert.key.slice(alert.watch.length + 1),
    kind: alert.kind,
    target,
    history: { listing, sku, shipTo, currency, surface },
    total: alert.total,
    readings,
    says: sentence(alert, target, readings[1]),
  }
}

function sentence(
  { kind, total }: Alert,
  target: number | null,
  { currency, isShippingUnknown }: Observation,
): string {
  const money = (amount: number) => `${currency} ${decimalText(amount, currency)}`
  const more = isShippingUnknown
    ? 'added tax included, without shipping, which the shop does not tell'
    : 'shipping and added tax included'
  const price = `${money(total)} after the public coupons, ${more}`
  if (kind === 'restock') return `In stock again, at ${price}.`
  if (kind === 'new-low') return `A new low: ${price}.`
  return `${price}: at or below your target of ${money(target ?? total)}.`
}

/** What a proof fails to show, as sentences; empty for one that holds. */
export function proofFaults({ kind, target, total, readings, history }: Proof): readonly string[] {
  const [one, other] = readings
  const between = instantOf(other.at) - instantOf(one.at)
  const faults: string[] = []
  const claim = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  claim(observation.ok(one) && observation.ok(other), 'A reading does not add up.')
  claim(keyText(one) === keyText(history), 'The first reading is of another history.')
  claim(keyText(other) === keyText(history), 'The second reading is of another history.')
  claim(between > 0 && between <= CONFIRM_WITHIN_MS, 'The readings lie more than a minute apart.')
  claim(other.total === total, 'The total is not that of the second reading.')
  claim(!other.readAt, 'The second reading was not read, only priced again.')
  for (const reading of readings) {
    claim(reading.conditions.length === 0, 'A reading is of a price that not everybody gets.')
    claim(kind === 'restock' || reading.stock !== 'out', 'A reading was out of stock.')
    claim(kind !== 'restock' || reading.stock === 'in', 'A reading was not in stock.')
    const isAtTarget = kind !== 'target' || (target !== null && reading.total <= target)
    claim(isAtTarget, 'A reading is above the target.')
  }
  return faults
}
