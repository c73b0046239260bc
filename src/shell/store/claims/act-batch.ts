import { createHash } from 'node:crypto'
import type { Claim } from '../../../core/offers/claim.ts'
import { decideAct } from '../../../core/offers/claim-acts.ts'
import type { Changed, Short } from '../../../core/offers/claim-draft.ts'
import { BLOCK_MINUTES } from '../../../core/offers/claim-states.ts'
import type {
  ClaimAct,
  ClaimedOffer,
  ClaimingBuyer,
  ClaimWorld,
  KeptClaim,
  Left,
} from '../../../core/offers/claim-world.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import { WRITTEN_COLUMNS } from './act-statements.ts'
import { instantText, type KeptClaimRow, keptClaimOf, rowOf, toldOf } from './claim-row.ts'
import type { Transfer } from './moves.ts'

/** What an act came to: the claims that it was about, as they are now. */
export interface Acted {
  readonly claims: readonly Claim[]
  /** The same request was carried out before: this is what it was answered. */
  readonly replayed: boolean
}

/** The key was used for another act. */
export interface KeyReused {
  readonly conflict: 'key-reused'
}

export type ActAnswer = Acted | Refusal | KeyReused

/** An act, and whether its answer is kept for repetitions, refusals too. */
export interface AskedAct {
  readonly act: ClaimAct
  readonly keeps: 'nothing' | 'what-was-done' | 'every-answer'
  /** What else makes a request another one, though it has the same key. */
  readonly about?: string
  /** When it took effect, where that was before it is written (D-10). */
  readonly effective?: Date
}

/** What the loading statement reads. */
export interface Loaded {
  readonly at: Date
  readonly claims: readonly KeptClaimRow[] | null
  readonly slices: readonly { offer_id: string; uses_left: number; budget_left: number }[] | null
  readonly buyers: readonly BuyerRow[] | null
  readonly offers: readonly ClaimedOffer[] | null
  readonly requests: readonly Request[] | null
}

interface BuyerRow {
  readonly id: string
  readonly country: string | null
  readonly orders_placed: number
  readonly disqualified_at: string | null
}

interface Request {
  readonly buyer: string
  readonly key: string
  readonly digest: string
  readonly answer: { readonly claims: readonly Claim[] } | Refusal
}

const UNKNOWN_BUYER: ClaimingBuyer = { disqualified: false, ordersPlaced: 0, country: null }

/** The claims, requests and slices of a shard while the acts of a batch are decided, one after the other. */
export class ActBatch {
  readonly #at: string
  readonly #blockedUntil: string
  readonly #offers: ReadonlyMap<string, ClaimedOffer>
  readonly #buyers: ReadonlyMap<string, ClaimingBuyer>
  readonly #transfers: readonly Transfer[]
  /** By buyer, then by place. */
  readonly #claims = new Map<string, Map<string, KeptClaim>>()
  readonly #loaded = new Set<string>()
  readonly #written = new Map<string, KeptClaim>()
  readonly #requests = new Map<string, Request>()
  readonly #answered: Request[] = []
  readonly #left = new Map<string, Left>()
  /** Offers of which the slice was changed, and how often something came to it. */
  readonly #added = new Map<string, number>()
  /** By offer, for each is its seller's business. */
  readonly #told = new Map<string, object[]>()

  constructor(loaded: Loaded, transfers: readonly Transfer[]) {
    this.#at = instantText(loaded.at)
    this.#blockedUntil = blockedAfter(loaded.at)
    this.#offers = new Map(loaded.offers?.map((row) => [row.id, offerOf(row)]))
    this.#buyers = new Map(loaded.buyers?.map((row) => [row.id, buyerOf(row)]))
    for (const row of loaded.claims ?? []) {
      const claim = keptClaimOf(row)
      this.#claimsOf(claim.buyer).set(claim.id, claim)
      this.#loaded.add(keyOf(claim.buyer, claim.id))
    }
    for (const row of loaded.requests ?? []) this.#requests.set(keyOf(row.buyer, row.key), row)
    for (const { offer_id: offer, uses_left: uses, budget_left: budget } of loaded.slices ?? []) {
      this.#left.set(offer, { uses, budget })
    }
    this.#transfers = transfers
    for (const { offer, ...left } of transfers) this.#add(offer, left, 1)
  }

  /** Decides an act by what stands after those before it; what it changes stands for those after it. */
  decide({ act, keeps, about, effective }: AskedAct): ActAnswer | Short {
    const { buyer, key } = act
    const digest = digestOf([act, about])
    const before = this.#requests.get(keyOf(buyer, key))
    if (before && keeps !== 'nothing') {
      if (before.digest !== digest) return { conflict: 'key-reused' }
      const { answer } = before
      return isRefusal(answer) ? answer : { ...answer, replayed: true }
    }
    const decision = decideAct(act, this.#world(buyer, effective))
    if ('short' in decision) return decision
    if (isRefusal(decision)) {
      if (keeps === 'every-answer') this.#keep({ buyer, key, digest, answer: decision })
      return decision
    }
    const claims = decision.claims.map(toldOf)
    if (keeps !== 'nothing') this.#keep({ buyer, key, digest, answer: { claims } })
    if (decision.replayed) return { claims, replayed: true }
    this.#apply(act, decision)
    return { claims, replayed: false }
  }

  #world(buyer: string, at: Date | undefined): ClaimWorld {
    return {
      at: at ? instantText(at) : this.#at,
      blockedUntil: at ? blockedAfter(at) : this.#blockedUntil,
      buyer: this.#buyers.get(buyer) ?? UNKNOWN_BUYER,
      offers: this.#offers,
      claims: [...this.#claimsOf(buyer).values()],
      left: this.#left,
    }
  }

  #apply(act: ClaimAct, { claims, added }: Changed): void {
    const mine = this.#claimsOf(act.buyer)
    for (const claim of claims) {
      mine.set(claim.id, claim)
      this.#written.set(keyOf(act.buyer, claim.id), claim)
    }
    for (const [offer, left] of added) {
      if (left.uses !== 0 || left.budget !== 0) {
        this.#add(offer, left, left.uses > 0 || left.budget > 0 ? 1 : 0)
      }
    }
    const order = 'order' in act ? { order: act.order } : {}
    for (const { buyer, offer, ordinal, state } of claims) {
      const told = { act: act.act, buyer, ordinal, state, ...order }
      if (!this.#told.get(offer)?.push(told)) this.#told.set(offer, [told])
    }
  }

  #add(offer: string, { uses, budget }: Left, arrivals: 0 | 1): void {
    const left = this.#left.get(offer) ?? { uses: 0, budget: 0 }
    this.#left.set(offer, { uses: left.uses + uses, budget: left.budget + budget })
    this.#added.set(offer, (this.#added.get(offer) ?? 0) + arrivals)
  }

  #keep(request: Request): void {
    this.#requests.set(keyOf(request.buyer, request.key), request)
    this.#answered.push(request)
  }

  #claimsOf(buyer: string): Map<string, KeptClaim> {
    const known = this.#claims.get(buyer)
    if (known) return known
    const claims = new Map<string, KeptClaim>()
    this.#claims.set(buyer, claims)
    return claims
  }

  /** Offers of which something came back: they are not exhausted any more. */
  cameBack(): string[] {
    return [...this.#added].filter(([, arrivals]) => arrivals > 0).map(([offer]) => offer)
  }

  /** The parameters of the writing statement after the first two, or null where nothing is written. */
  writes(): unknown[] | null {
    const isNothing =
      this.#written.size + this.#added.size + this.#answered.length + this.#transfers.length === 0
    if (isNothing) return null
    const rows = [...this.#written.values()].map(rowOf)
    const offers = [...this.#added.keys()]
    const left = offers.map((offer) => this.#left.get(offer) as Left)
    const transfers = this.#transfers.map(({ offer, number }) => ({ offer_id: offer, number }))
    const requests = this.#answered.map(({ buyer, ...rest }) => ({ buyer_id: buyer, ...rest }))
    const changed = [...this.#told].map(([offer, claims]) => ({ offer, claims }))
    return [
      offers,
      left.map(({ uses }) => uses),
      left.map(({ budget }) => budget),
      [...this.#added.values()],
      JSON.stringify(transfers),
      JSON.stringify(requests),
      changed.length === 0 ? null : JSON.stringify({ changed }),
      ...WRITTEN_COLUMNS.map(([name]) => rows.map((row) => row[name])),
      [...this.#written.keys()].map((key) => !this.#loaded.has(key)),
    ]
  }
}

const blockedAfter = (at: Date) => instantText(new Date(at.getTime() + BLOCK_MINUTES * 60_000))

// Ids hold no control characters, so this is one name for two.
const keyOf = (one: string, other: string) => `${one}\n${other}`

const digestOf = (what: unknown) => createHash('sha256').update(JSON.stringify(what)).digest('hex')

const buyerOf = ({ country, orders_placed, disqualified_at }: BuyerRow): ClaimingBuyer => ({
  country,
  ordersPlaced: orders_placed,
  disqualified: disqualified_at !== null,
})

/** JSON writes instants in another form than we do. */
const offerOf = (offer: ClaimedOffer): ClaimedOffer => ({
  ...offer,
  claimFrom: offer.claimFrom === null ? null : instantText(offer.claimFrom),
  usableFrom: offer.usableFrom === null ? null : instantText(offer.usableFrom),
  usableUntil: offer.usableUntil === null ? null : instantText(offer.usableUntil),
})
