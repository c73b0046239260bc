/**
 * What an act on claims comes to: all of it, or nothing. Pure: the store reads what it looks at under
 * locks, asks here, and writes the answer.
 */
import { instantOf } from './bounds.ts'
import { claimBar } from './claim-bar.ts'
import { ActDraft, type Changed, type Short } from './claim-draft.ts'
import { type ClaimFacts, claimStep, isTaken } from './claim-states.ts'
import type { ClaimAct, ClaimedOffer, ClaimWorld, KeptClaim, Reserved } from './claim-world.ts'
import { isOpenToAll } from './priced-offer.ts'
import { isRefusal, REFUSALS, type Refusal, type RefusalReason, refusal } from './refusals.ts'

export type Decision = Changed | Short | Refusal

type Claiming = Extract<ClaimAct, { readonly act: 'claim' }>
type Reserving = Extract<ClaimAct, { readonly act: 'reserve' }>
type Moving = Exclude<ClaimAct, Claiming | Reserving>

/** Decides an act by what stands now (protection §3). */
export function decideAct(asked: ClaimAct, world: ClaimWorld): Decision {
  if (asked.act === 'claim') return decideClaim(asked, world)
  if (asked.act === 'reserve') return decideReservation(asked, world)
  return decideMove(asked, world)
}

/** One claim more (cp.1), unless this request has made it already. */
function decideClaim(asked: Claiming, world: ClaimWorld): Decision {
  const { offer: id, key, source } = asked
  const mine = world.claims.filter(({ offer }) => offer === id)
  const made = mine.find((claim) => claim.key === key && claim.state !== 'returned')
  if (made) return { claims: [made], added: new Map(), replayed: true }
  const offer = world.offers.get(id)
  if (!offer) return refusal('unknown-offer', { offer: id })
  if (source === null && offer.obtain !== 'centre' && offer.obtain !== 'panel') {
    return refusal('not-claimable', { offer: id })
  }
  const no = claimBar({ offer, buyer: world.buyer, live: liveOf(mine) })
  if (no) return no
  const draft = new ActDraft(asked, world)
  const free = freePlace(mine)
  const step = claimStep(free.claim?.state ?? 'none', 'claim', NO_FACTS)
  return (
    draft.take(step, offer, {
      ...free,
      source: source ?? (offer.obtain as 'centre' | 'panel'),
      amountMinor: 0,
    }) ?? draft.changed()
  )
}

const NO_FACTS: ClaimFacts = {
  expired: false,
  held: false,
  ownOrder: false,
  openToAll: false,
  madeByReserving: false,
  comesBack: false,
}

const liveOf = (mine: readonly KeptClaim[]) =>
  mine.filter(({ state }) => state !== 'returned').length

/** The place of one more claim: one that was returned, or a new one after the last. */
function freePlace(mine: readonly KeptClaim[]): { claim: KeptClaim | null; ordinal: number } {
  const returned = mine.find(({ state }) => state === 'returned')
  if (returned) return { claim: returned, ordinal: returned.ordinal }
  return { claim: null, ordinal: Math.max(0, ...mine.map(({ ordinal }) => ordinal)) + 1 }
}

/** Every offer of an order is reserved, or none (tc.5). */
function decideReservation(asked: Reserving, world: ClaimWorld): Decision {
  const draft = new ActDraft(asked, world)
  for (const one of asked.offers) {
    const no = reserveOne(one, draft, asked.order)
    if (no) return no
  }
  return draft.changed()
}

function reserveOne(one: Reserved, draft: ActDraft, order: string): Short | Refusal | null {
  const { world } = draft
  const offer = world.offers.get(one.offer)
  if (!offer) return refusal('unknown-offer', { offer: one.offer })
  if (offer.closed === 'ended') return refusal('ended', { offer: one.offer })
  if (offer.usableFrom !== null && instantOf(offer.usableFrom) > instantOf(world.at)) {
    return refusal('not-started', { offer: one.offer, from: offer.usableFrom })
  }
  if (world.buyer.disqualified) return refusal('disqualified', { offer: one.offer })
  const mine = draft.claimsOf(one.offer)
  const others = mine.filter((claim) => !draft.hasChanged(claim))
  const places = [...heldPlaces(one, others), ...newPlaces(one, offer, mine)]
  let first: Refusal | null = null
  for (const { claim, ordinal } of places) {
    const facts = factsOf(offer, claim, { at: world.at, order })
    const step = claimStep(claim?.state ?? 'none', 'reserve', facts)
    const claims = isTaken(step) && step.effects.includes('draw-use')
    const place = { claim, ordinal, source: 'reserve', amountMinor: one.amountMinor } as const
    const bar = claims ? claimBar({ offer, buyer: world.buyer, live: liveOf(mine) }) : null
    const no = bar ?? draft.take(step, offer, place)
    if (no === null || !isRefusal(no)) return no
    first = firstOf(first, no)
  }
  return first ?? refusal('not-claimed', { offer: one.offer })
}

/** The claims that an order may take: what it has already, then what lapses first (fg.drawer). */
function heldPlaces(one: Reserved, mine: readonly KeptClaim[]) {
  return mine
    .filter(({ ordinal, state }) =>
      one.ordinal === undefined ? state !== 'returned' : ordinal === one.ordinal,
    )
    .toSorted((a, b) => rank(a) - rank(b) || endOf(a) - endOf(b) || a.ordinal - b.ordinal)
    .map((claim) => ({ claim, ordinal: claim.ordinal }))
}

const rank = ({ state }: KeptClaim) => (state === 'reserved' ? 0 : 1)
const endOf = ({ usableUntil }: KeptClaim) =>
  usableUntil === null ? Number.POSITIVE_INFINITY : instantOf(usableUntil)

/** The place that reserving itself may claim. */
function newPlaces(one: Reserved, offer: ClaimedOffer, mine: readonly KeptClaim[]) {
  const isWanted = one.ordinal === undefined && (isOpenToAll(offer) || mine.length === 0)
  return isWanted ? [freePlace(mine)] : []
}

/** Of two refusals the one that comes first in precedence. */
function firstOf(one: Refusal | null, other: Refusal): Refusal {
  return one !== null && precedence(one.refusal) <= precedence(other.refusal) ? one : other
}

const precedence = (reason: RefusalReason) => REFUSALS.findIndex((row) => row.reason === reason)

/** Moves what an order holds, all of it or nothing. */
function decideMove(asked: Moving, world: ClaimWorld): Decision {
  const { act, order } = asked
  const ofOrder = world.claims.filter((claim) => claim.order === order)
  // What a failed payment set free is the order's no longer; only a release still asks for it.
  const held = ofOrder.filter(({ state }) => state !== 'claimed' || act === 'release')
  const moved = held.length > 0 ? held : ofOrder
  if (moved.length === 0) return refusal('unknown-order')
  const draft = new ActDraft(asked, world)
  for (const claim of moved) {
    const offer = world.offers.get(claim.offer) as ClaimedOffer
    const step = claimStep(claim.state, act, factsOf(offer, claim, { at: world.at, order }))
    const { ordinal, source, amountMinor = 0 } = claim
    const no = draft.take(step, offer, { claim, ordinal, source, amountMinor })
    if (no) return no
  }
  return draft.changed()
}

function factsOf(
  offer: ClaimedOffer,
  claim: KeptClaim | null,
  { at, order }: { readonly at: string; readonly order: string },
): ClaimFacts {
  const now = instantOf(at)
  const isOver = (until: string | null | undefined) =>
    until !== null && until !== undefined && instantOf(until) <= now
  const expired = isOver(claim?.usableUntil)
  return {
    expired,
    held: claim?.heldUntil !== undefined && !isOver(claim.heldUntil),
    ownOrder: claim?.order === order,
    openToAll: isOpenToAll(offer),
    madeByReserving: claim?.source === 'reserve',
    comesBack: offer.returnsWhenCancelled && !expired,
  }
}
