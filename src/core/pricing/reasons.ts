import { described, oneOf, type Schema } from '../base/schema.ts'

/**
 * Why an offer is refused, in order of precedence (pricing §5.2), each with its general clause. The
 * first fifteen are the offer's own faults; the rest depend on what was applied before.
 */
export const REASONS = [
  { reason: 'unknown-kind', clause: 'tc.1' },
  { reason: 'ended', clause: 'tc.20' },
  { reason: 'not-started', clause: 'tc.6' },
  { reason: 'expired', clause: 'tc.6' },
  { reason: 'disqualified', clause: 'cp.11' },
  { reason: 'not-owner', clause: 'cp.8' },
  { reason: 'not-claimed', clause: 'cp.1' },
  { reason: 'already-used', clause: 'tc.5' },
  { reason: 'out-of-stock', clause: 'fg.reject' },
  { reason: 'held', clause: 'cp.9' },
  { reason: 'wrong-currency', clause: 'fg.currency' },
  { reason: 'wrong-country', clause: 'tc.4' },
  { reason: 'wrong-channel', clause: 'fg.one-time' },
  { reason: 'not-new-buyer', clause: 'fg.types' },
  { reason: 'not-enough-coins', clause: 'tc.18.a.i.1' },
  { reason: 'no-eligible-items', clause: 'tc.5' },
  { reason: 'does-not-stack', clause: 'cp.5' },
  { reason: 'slot-taken', clause: 'cp.5' },
  { reason: 'allowance-spent', clause: 'tc.12.a' },
  { reason: 'below-minimum', clause: 'tc.3' },
  { reason: 'nothing-left', clause: 'tc.7' },
] as const

export type Reason = (typeof REASONS)[number]['reason']

/** The name of one of them, as a part of a document. */
export const reason: Schema<Reason> = described(oneOf(REASONS.map((row) => row.reason)), {
  title: 'Reason',
})

/** Each reason as one bit; a lower bit takes precedence. */
export const bitOf = Object.fromEntries(
  REASONS.map(({ reason }, place) => [reason, 1 << place]),
) as Readonly<Record<Reason, number>>

/** The reasons that bits stand for, in order of precedence. */
export function reasonsOf(bits: number): Reason[] {
  const reasons: Reason[] = []
  for (let left = bits; left !== 0; left &= left - 1) reasons.push(firstReason(left).reason)
  return reasons
}

/** The row of the reason that takes precedence among bits, of which at least one is set. */
export function firstReason(bits: number): (typeof REASONS)[number] {
  return REASONS[31 - Math.clz32(bits & -bits)] as (typeof REASONS)[number]
}
