import type { Cart } from '../cart.ts'
import type { Candidate, Unit } from '../potential.ts'
import { comparePicks, pickOf } from '../tie-order.ts'

/**
 * By candidate: the twin that stands before it, −1 where none does. Twins are alike in all that decides
 * a price, and hold one place, so that a checkout uses one of them at most; and nothing that could be
 * used beside them minds which of them it is. The one that expires first comes first, then the one whose
 * id does (pricing §7): whatever uses a later twin but not the one before it is as cheap the other way
 * round, and comes first.
 */
export function twinsBefore(candidates: readonly Candidate[], cart: Cart): Int32Array {
  const before = new Int32Array(candidates.length).fill(-1)
  for (const alike of placesOfAlikes(candidates)) {
    for (const twins of runsOf(alike, candidates, cart)) {
      twins.sort((a, b) => comparePicks(pickAt(candidates, a), pickAt(candidates, b)))
      for (let k = 1; k < twins.length; k++) before[twins[k] as number] = twins[k - 1] as number
    }
  }
  return before
}

/** The candidates of one checkout without those that a twin makes needless. */
export function withoutTwins(candidates: readonly Candidate[], cart: Cart): Candidate[] {
  const before = twinsBefore(candidates, cart)
  return candidates.filter((_, at) => before[at] === -1)
}

function pickAt(candidates: readonly Candidate[], at: number) {
  return pickOf([(candidates[at] as Candidate).offer])
}

/** Candidates for one unit of a slot that do the same to a cart, in order of attempt. */
function placesOfAlikes(candidates: readonly Candidate[]): Iterable<readonly number[]> {
  const known = new Map<string, number[]>()
  for (const [at, candidate] of candidates.entries()) {
    // Over several units of a slot, what stands between two twins may take some of them first.
    if (candidate.units.length !== 1 || candidate.kind.pooled) continue
    const name = likeness(candidate)
    const alike = known.get(name)
    if (alike) alike.push(at)
    else known.set(name, [at])
  }
  return known.values()
}

/** All that decides what an offer does to a cart where it has no fault of its own. */
function likeness({ offer, lines }: Candidate): string {
  const { kind, benefit, minimumSpend, minimumQuantity, exclusive, stacksWith } = offer
  const { coinsRequired, coinsMax, newBuyersOnly, usesLeft } = offer
  const rest = [minimumSpend, minimumQuantity, exclusive, stacksWith, coinsRequired, coinsMax]
  return JSON.stringify([kind, benefit, rest, newBuyersOnly, usesLeft, lines])
}

/** The alikes parted wherever something stands between them that minds which one is used. */
function runsOf(
  alike: readonly number[],
  candidates: readonly Candidate[],
  cart: Cart,
): readonly number[][] {
  const [first, ...others] = alike as [number, ...number[]]
  const runs = [[first]]
  if (others.length === 0) return runs
  const twin = candidates[first] as Candidate
  const orders = new Set(twin.lines.map((line) => cart.orderOf[line] as number))
  const minds = (between: Candidate): boolean =>
    !isForOnePlace(between, twin) &&
    (meets(between, twin, (line) => orders.has(cart.orderOf[line] as number)) ||
      (takesCoins(between) && takesCoins(twin)))
  let before = first
  for (const at of others) {
    if (candidates.slice(before + 1, at).some(minds)) runs.push([])
    runs.at(-1)?.push(at)
    before = at
  }
  return runs
}

/** All between two alikes are of their kind: with the same unit alone they are never used beside them. */
function isForOnePlace({ units }: Candidate, twin: Candidate): boolean {
  return units.length === 1 && units[0]?.unit === twin.units[0]?.unit
}

/** Whether one may take a unit, an order or its fee from the other. */
function meets({ units, lines }: Candidate, twin: Candidate, isTouched: (line: number) => boolean) {
  return units.some(({ unit }) => unit === (twin.units[0] as Unit).unit) || lines.some(isTouched)
}

function takesCoins({ offer }: Candidate): boolean {
  return offer.coinsMax > 0 || offer.coinsRequired > 0
}
