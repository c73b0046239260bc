import { type ClaimSource, claimId } from './claim.ts'
import { isTaken, type NoStep, type Step } from './claim-states.ts'
import type { ClaimAct, ClaimedOffer, ClaimWorld, KeptClaim, Left } from './claim-world.ts'
import { type Refusal, refusal } from './refusals.ts'

/** What an act changes: claims as they are now, and what it adds to what is left of offers. */
export interface Changed {
  readonly claims: readonly KeptClaim[]
  readonly added: ReadonlyMap<string, Left>
  /** The same request was carried out before: nothing is changed. */
  readonly replayed?: true
}

/** Less is left here than the act needs: more may lie elsewhere. */
export interface Short {
  readonly short: { readonly offer: string; readonly need: Left }
}

/** Where a step happens, and with what. */
export interface Place {
  /** Null: a place that is not taken yet. */
  readonly claim: KeptClaim | null
  readonly ordinal: number
  /** How the claim comes about, where the step makes it. */
  readonly source: ClaimSource
  readonly amountMinor: number
}

/** An act while it is decided: what it has changed so far, of which nothing counts before its end. */
export class ActDraft {
  readonly world: ClaimWorld
  readonly #asked: ClaimAct
  readonly #changed = new Map<string, KeptClaim>()
  readonly #added = new Map<string, Left>()

  constructor(asked: ClaimAct, world: ClaimWorld) {
    this.#asked = asked
    this.world = world
  }

  /** The buyer's claims of an offer, as they are by now. */
  claimsOf(offer: string): KeptClaim[] {
    const before = this.world.claims.filter(
      (claim) => claim.offer === offer && !this.#changed.has(claim.id),
    )
    return [...before, ...[...this.#changed.values()].filter((claim) => claim.offer === offer)]
  }

  /** Whether the act has changed this claim already. */
  hasChanged({ id }: KeptClaim): boolean {
    return this.#changed.has(id)
  }

  /** Takes a step, or says why not; then the draft is as it was. */
  take(step: Step | NoStep, offer: ClaimedOffer, place: Place): Refusal | Short | null {
    if (!isTaken(step)) {
      const until = step.refusal === 'held' ? place.claim?.heldUntil : undefined
      return refusal(step.refusal, {
        offer: offer.id,
        ...(until === undefined ? {} : { from: until }),
      })
    }
    const before = this.#added.get(offer.id) ?? NOTHING
    const move = addedBy(step, offer, place)
    const added = { uses: before.uses + move.uses, budget: before.budget + move.budget }
    const left = this.world.left.get(offer.id) ?? NOTHING
    const isShort =
      (move.uses < 0 && left.uses + added.uses < 0) ||
      (move.budget < 0 && left.budget + added.budget < 0)
    if (isShort) {
      const need = { uses: Math.max(0, -added.uses), budget: Math.max(0, -added.budget) }
      return { short: { offer: offer.id, need } }
    }
    this.#added.set(offer.id, added)
    const next = this.#next(step, offer, place)
    this.#changed.set(next.id, next)
    return null
  }

  changed(): Changed {
    return { claims: [...this.#changed.values()], added: this.#added }
  }

  #next(step: Step, offer: ClaimedOffer, place: Place): KeptClaim {
    const { heldUntil, ...claim } = place.claim ?? this.#made(offer, place)
    const isMade = step.from === 'none' || step.from === 'returned'
    const {
      order: _order,
      amountMinor: _amount,
      ...bare
    } = isMade ? this.#made(offer, place) : claim
    const draws = step.effects.includes('draw-use')
    const blocked = step.effects.includes('block') ? this.world.blockedUntil : heldUntil
    const keepsHold = blocked !== undefined && step.to !== 'reserved'
    return {
      ...bare,
      state: step.to,
      ...this.#orderOf(step, claim, place),
      drewUse: draws ? offer.hasLimit : claim.drewUse && !step.effects.includes('return-use'),
      drawnMinor: drawnBy(step, offer, place),
      ...(keepsHold ? { heldUntil: blocked } : {}),
    }
  }

  /** The order that a claim is of after a step: until it is released or comes back. */
  #orderOf(step: Step, claim: Pick<KeptClaim, 'order' | 'amountMinor'>, { amountMinor }: Place) {
    const { event, to } = step
    if (event === 'claim' || event === 'release' || (event === 'cancel' && to === 'claimed'))
      return {}
    const order = event === 'reserve' && 'order' in this.#asked ? this.#asked.order : claim.order
    if (event === 'hold') return order === undefined ? {} : { order }
    return { ...(order === undefined ? {} : { order }), amountMinor }
  }

  #made(offer: ClaimedOffer, { ordinal, source }: Place): KeptClaim {
    const { buyer, key } = this.#asked
    return {
      id: claimId(offer.id, ordinal),
      buyer,
      offer: offer.id,
      ordinal,
      state: 'claimed',
      source,
      offerVersion: offer.version,
      claimedAt: this.world.at,
      usableUntil: offer.usableUntil,
      key,
      drewUse: false,
      drawnMinor: 0,
    }
  }
}

const NOTHING: Left = { uses: 0, budget: 0 }

/** What a step adds to what is left: negative where it draws. */
function addedBy(step: Step, offer: ClaimedOffer, place: Place): Left {
  const drawn = place.claim?.drawnMinor ?? 0
  let [uses, budget] = [0, 0]
  for (const effect of step.effects) {
    if (effect === 'draw-use' && offer.hasLimit) uses -= 1
    if (effect === 'return-use' && place.claim?.drewUse) uses += 1
    if (effect === 'draw-money') budget += drawn - (offer.hasBudget ? place.amountMinor : 0)
    if (effect === 'return-money') budget += drawn
  }
  return { uses, budget }
}

function drawnBy({ effects }: Step, offer: ClaimedOffer, place: Place): number {
  if (effects.includes('draw-money')) return offer.hasBudget ? place.amountMinor : 0
  return effects.includes('return-money') ? 0 : (place.claim?.drawnMinor ?? 0)
}
