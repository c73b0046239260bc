import type { Instant } from '../../core/base/instant.ts'
import type { Ending } from '../../core/tracker/alerts/endings.ts'
import type { Proof } from '../../core/tracker/alerts/proof.ts'
import { instantOf } from '../../core/tracker/history/point.ts'
import { LAYERS } from '../../core/tracker/layers.ts'
import type { Observation } from '../../core/tracker/observation.ts'
import type { Alert } from './alert.ts'

/** What an alert needs besides what was observed: how the listing is called, and where to look. */
export interface AlertSetting {
  /** The id of the watch list, not its link. */
  readonly list: string
  readonly title: string
  readonly variant?: string | null | undefined
  readonly proofUrl: string
  readonly watchUrl: string
  /** The lowest total before this one. */
  readonly formerLowMinor?: number | null | undefined
}

/** An alert that was written with its proof. */
export interface ProvenAlert {
  /** The same readings give the same key. */
  readonly key: string
  readonly watch: string
  readonly proof: Proof
}

/** An alert of the machine, as channels hand it over: it tells the total of its second reading. */
export function toldAlert({ key, watch, proof }: ProvenAlert, setting: AlertSetting): Alert {
  const { kind, target, readings } = proof
  const [, seen] = readings
  return {
    ...receiptOf(seen, setting),
    id: key,
    watch,
    kind,
    at: instantOf(seen.at),
    targetMinor: target,
    formerLowMinor: setting.formerLowMinor,
    endsAt: firstEnd(seen),
  }
}

/** A coupon of the stack that is about to end, as channels hand it over. */
export function endingAlert(
  ending: Ending,
  { watch, seen, at }: { readonly watch: string; readonly seen: Observation; readonly at: Instant },
  setting: AlertSetting,
): Alert {
  return {
    ...receiptOf(seen, setting),
    id: ending.key,
    watch,
    kind: 'ending',
    at,
    endsAt: ending.until,
    thenMinor: ending.after,
  }
}

function receiptOf(seen: Observation, { list, title, variant, proofUrl, watchUrl }: AlertSetting) {
  return {
    list,
    listing: { id: seen.listing, title, variant: variant ?? null },
    totalMinor: seen.total,
    currency: seen.currency,
    shipTo: seen.shipTo ?? null,
    ...(seen.isShippingUnknown && { isShippingUnknown: true }),
    layers: countedOf(seen).map((layer) => ({
      name: layer.title ?? LAYERS[layer.kind].name,
      amountMinor: layer.amount,
    })),
    proofUrl,
    watchUrl,
  }
}

const countedOf = ({ layers }: Observation) =>
  layers.filter(({ outcome, amount }) => outcome === 'counted' && amount > 0)

/** When the price that is told stops to hold, as far as its layers say. */
function firstEnd(seen: Observation): Instant | null {
  const ends = countedOf(seen).flatMap(({ until }) => (until ? [instantOf(until)] : []))
  return ends.length === 0 ? null : Math.min(...ends)
}
