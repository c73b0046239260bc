import { type Applied, setOwn } from '../../core/pricing/document.ts'
import type { AttemptTrace, Explanation } from '../../core/pricing/explain.ts'
import { REASONS, type Reason } from '../../core/pricing/reasons.ts'
import type { Slot, Terms } from '../../core/pricing/terms.ts'

/** The stages that `--stop-after` prints, in their order (pricing §5). */
export const STAGES = ['eligibility', 'stack', 'allocation'] as const
export type Stage = (typeof STAGES)[number]

/** Each offer for itself: the lines that it may touch, and its own faults. */
export interface EligibilityStage {
  readonly stage: 'eligibility'
  readonly offers: readonly {
    readonly offer: string
    readonly kind: string
    readonly lines: readonly string[]
    readonly faults: readonly Reason[]
  }[]
}

/** The offers beside each other: which place each holds, and who stood in its way. */
export interface StackStage {
  readonly stage: 'stack'
  readonly attempts: readonly {
    readonly offer: string
    readonly kind: string
    readonly step: string | null
    readonly slot: { readonly name: string; readonly per: Slot['per'] } | null
    readonly outcome: 'stands' | 'blocked' | 'not-eligible'
    readonly reasons: readonly Reason[]
    readonly blockedBy: readonly string[]
    readonly narrowed: AttemptTrace['lost']
  }[]
}

/** The shares of each offer by line, and by order for shipping. */
export interface AllocationStage {
  readonly stage: 'allocation'
  readonly currency: string
  readonly lines: readonly Allocated[]
  readonly shipping: readonly Allocated[]
}

interface Allocated {
  readonly id: string
  readonly list: number
  readonly shares: Readonly<Record<string, number>>
  readonly net: number
}

const PLACES: ReadonlyMap<Reason, number> = new Map(REASONS.map(({ reason }, at) => [reason, at]))
const place = (reason: Reason): number => PLACES.get(reason) as number
const isOwn = (reason: Reason): boolean => place(reason) <= place('no-eligible-items')
const isOfStack = (reason: Reason): boolean =>
  !isOwn(reason) && place(reason) <= place('allowance-spent')

export function eligibilityStage({ attempts }: Explanation): EligibilityStage {
  const offers = attempts.map(({ offer, kind, eligible, reasons }) => {
    return { offer, kind, lines: eligible, faults: reasons.filter(isOwn) }
  })
  return { stage: 'eligibility', offers }
}

export function stackStage({ quote, attempts }: Explanation, terms: Terms): StackStage {
  const blockers = new Map(quote.rejected.map((one) => [one.offer, one.blockedBy]))
  const rows = attempts.map(({ offer, kind, step, reasons, lost }) => {
    const slot = terms.kinds.get(kind)?.slot ?? null
    const ofStack = reasons.filter(isOfStack)
    const outcome = reasons.some(isOwn) ? 'not-eligible' : ofStack.length > 0 ? 'blocked' : 'stands'
    return {
      offer,
      kind,
      step,
      slot: slot && { name: slot.name, per: slot.per },
      outcome,
      reasons: reasons.filter((reason) => isOwn(reason) || isOfStack(reason)),
      blockedBy: blockers.get(offer) ?? [],
      narrowed: lost,
    } as const
  })
  return { stage: 'stack', attempts: rows }
}

export function allocationStage({ quote }: Explanation): AllocationStage {
  const ofLines = sharesOf('lines', quote.applied)
  const ofFees = sharesOf('shipping', quote.applied)
  const lines = quote.lines.map(({ id, list, net }) => {
    return { id, list, shares: ofLines.get(id) ?? {}, net }
  })
  const shipping = quote.orders.map(({ id, shipping: list, shippingOff }) => {
    return { id, list, shares: ofFees.get(id) ?? {}, net: list - shippingOff }
  })
  return { stage: 'allocation', currency: quote.currency, lines, shipping }
}

/** The shares of the offers by line or order, each in order of application. */
function sharesOf(
  of: 'lines' | 'shipping',
  applied: readonly Applied[],
): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const all = new Map<string, Record<string, number>>()
  for (const one of applied) {
    for (const [id, share] of Object.entries(one[of])) {
      const shares = all.get(id) ?? {}
      setOwn(shares, one.offer, share)
      all.set(id, shares)
    }
  }
  return all
}
