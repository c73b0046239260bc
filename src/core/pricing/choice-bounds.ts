import { percentOf } from '../base/exact.ts'
import type { Offer } from './offer.ts'
import { type Candidate, needsPartOfAll } from './potential.ts'
import type { SlotBounds } from './slot-bounds.ts'
import type { Kind } from './terms.ts'
import type { Till } from './till.ts'

/** The offers of a checkout that a search chooses from, and where their bounds are added up. */
export interface Bounded {
  readonly candidates: readonly Candidate[]
  readonly required?: ReadonlySet<Offer>
  readonly bounds: SlotBounds
}

/** By place, the most that all candidates from there on can take off, on an untouched cart. */
export function restMosts(candidates: readonly Candidate[], bounds: SlotBounds): number[] {
  const rest = new Array<number>(candidates.length + 1).fill(0)
  bounds.open()
  for (let at = candidates.length - 1; at >= 0; at--) {
    const candidate = candidates[at] as Candidate
    bounds.add(candidate, candidate.most, null)
    rest[at] = bounds.sum()
  }
  return rest
}

/**
 * The same at some turn: what is held is gone, and a percentage is of what is left. Where it covers
 * the whole cart, what is taken before it comes off its base: x + p × (left − x) grows with x, so the
 * most that can be taken before it bounds the two together; but not what could be taken after it instead,
 * for a place that is free until then. Of a kind that needs a part of the whole cart to be left, and of
 * which a checkout holds one, an offer is used or none: what is taken before it must leave it that part.
 * Of several such kinds that is counted of one, and the others are offers like all.
 */
export function restMostAt(
  { bounds, candidates, required }: Bounded,
  till: Till,
  at: number,
): number {
  let left = 0
  for (let k = 0; k < till.running.length; k++) left += till.running[k] as number
  bounds.open()
  let ships = 0
  const last = nothingLast()
  for (let k = at; k < candidates.length; k++) {
    const candidate = candidates[k] as Candidate
    const { kind, percentBp, needsLeft, coversAll } = candidate
    const holders = kind.slot === null ? null : (till.held[kind.slot.index]?.holders ?? null)
    // What is left only shrinks.
    if (coversAll && left < needsLeft) {
      if (required?.has(candidate.offer)) return Number.NEGATIVE_INFINITY
      continue
    }
    if (needsPartOfAll(candidate) && (last.kind === null || last.kind === kind)) {
      const free = holders === null || holders[0] === undefined
      if (required?.has(candidate.offer)) {
        if (!free) return Number.NEGATIVE_INFINITY
        last.must = true
      }
      if (free) useLast(last, candidate, { at: k, left, before: bounds.sum() - ships })
      continue
    }
    let most = candidate.most
    if (percentBp > 0) {
      const before = coversAll && ships === 0 ? bounds.sumBefore(k) + addedBy(last) : 0
      most = Math.min(most, percentOf(Math.max(0, left - before), percentBp, 'half-up'))
    }
    if (candidate.offer.benefit.form === 'freeShipping') ships += most
    if (bounds.isSharedBefore(last.at, candidate)) last.sure = false
    bounds.add(candidate, most, holders)
  }
  return bounds.sum() + addedBy(last)
}

/** Offers of a kind that need a part of the whole cart to be left, of which a checkout holds one. */
interface Last {
  kind: Kind | null
  /** The place of the last of them; −1 while there is none. */
  at: number
  /** What one of them adds at most to all that can be taken off before it; and takes, whatever is. */
  beside: number
  most: number
  /** Whether nothing after them holds a place that something before them could hold. */
  sure: boolean
  /** Whether one of them has to be used. */
  must: boolean
}

function nothingLast(): Last {
  return { kind: null, at: -1, beside: Number.NEGATIVE_INFINITY, most: 0, sure: true, must: false }
}

function addedBy({ sure, beside, most, must }: Last): number {
  if (!sure) return most
  return must ? beside : Math.max(0, beside)
}

function useLast(
  last: Last,
  { kind, most, percentBp, needsLeft }: Candidate,
  { at, left, before }: { readonly at: number; readonly left: number; readonly before: number },
): void {
  const of = (base: number): number =>
    percentBp > 0 ? Math.min(most, percentOf(base, percentBp, 'half-up')) : most
  const taken = Math.min(before, left - needsLeft)
  last.kind = kind
  last.at = at
  last.beside = Math.max(last.beside, of(left - taken) + taken - before)
  last.most = Math.max(last.most, of(left))
}
