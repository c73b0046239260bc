import { setTimeout as wait } from 'node:timers/promises'
import { type Claim, claimId } from '../../../core/offers/claim.ts'
import { type Refusal, type RefusalReason, refusal } from '../../../core/offers/refusals.ts'
import type { Ask } from './ask.ts'
import { ClaimBatch, type ClaimRequest, type Line, type Verdicts } from './claim-batch.ts'
import type { Outcome } from './claim-statement.ts'
import { isUniqueViolation } from './database-faults.ts'
import { Lane } from './lane.ts'
import type { Transfer } from './moves.ts'
import type { Supply } from './supply.ts'

/** A claim that was asked for, and whether it was there before. */
export interface Claimed extends Claim {
  readonly replayed: boolean
}

/** A request with who waits for it. */
export interface WaitingClaim extends ClaimRequest {
  readonly resolve: (answer: Claimed | Refusal) => void
  readonly reject: (error: unknown) => void
}

export interface ClaimLaneOptions {
  readonly shard: number
  readonly ask: Ask
  readonly supply: Supply
  /** Requests in one statement at most. */
  readonly most: number
  /** Carries out a claim of a buyer who has, or had, claims of the offer. */
  readonly more: (request: WaitingClaim) => void
}

// A batch that fails costs as much as it would save in five: so many have to go well before it is dared.
const WARY_BATCHES = 20

/** The claims of one shard: those that wait together are granted by one statement. */
export class ClaimLane {
  readonly #options: ClaimLaneOptions
  readonly #lane: Lane<WaitingClaim>
  #transfers: Transfer[] = []
  /** For how many more batches it is expected that buyers have the offer already. */
  #wary = 0
  /** Requests for which more is being fetched, by offer. */
  readonly #dry = new Map<string, WaitingClaim[]>()
  /** Requests that were found too late: they are looked at once more, for their key may have its claim. */
  readonly #late = new WeakSet<WaitingClaim>()

  constructor(options: ClaimLaneOptions) {
    this.#options = options
    this.#lane = new Lane((batch) => this.#run(batch), options.most)
  }

  ask(request: WaitingClaim): void {
    this.#lane.ask(request)
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#lane.drained()
    while (this.#dry.size > 0) {
      await wait(5)
      await this.#lane.drained()
    }
  }

  async #run(waiting: readonly WaitingClaim[]): Promise<readonly WaitingClaim[]> {
    const transfers = this.#takeTransfers()
    const batch = new ClaimBatch<WaitingClaim>(transfers)
    const again = waiting.filter((request) => !batch.add(request))
    const beganMs = performance.now()
    let verdicts: Verdicts
    try {
      verdicts = await this.#carryOut(batch)
    } catch (error) {
      this.#transfers.push(...transfers)
      throw error
    }
    for (const transfer of transfers) this.#options.supply.forget(transfer)
    const dry = new Map<string, WaitingClaim[]>()
    for (const [place, request] of batch.requests.entries()) {
      const outcome = verdicts.outcomeAt(place)
      const line = verdicts.lineAt(place)
      if (outcome === 'granted') request.resolve(granted(request, line))
      else if (outcome === 'replayed') {
        request.resolve({ ...verdicts.replayAt(place), replayed: true })
      } else if (outcome !== 'missed') this.#answer(request, line, outcome)
      else if (!line.isDry) again.push(request)
      else if (this.#isTooLate(request, beganMs)) refuse(request, 'exhausted')
      else if (!dry.get(request.offer)?.push(request)) dry.set(request.offer, [request])
    }
    for (const [offer, requests] of dry) this.#fetch(offer, requests)
    return again
  }

  /** While buyers have come who had the offer already, it is expected of the next ones too. */
  async #carryOut(batch: ClaimBatch<WaitingClaim>): Promise<Verdicts> {
    const { ask, shard } = this.#options
    if (this.#wary === 0) {
      try {
        return await batch.run(ask, shard, 'first-claims')
      } catch (error) {
        if (!isUniqueViolation(error, 'claims_pkey')) throw error
      }
    }
    const verdicts = await batch.run(ask, shard, 'anything')
    this.#wary = verdicts.areAllGranted ? Math.max(0, this.#wary - 1) : WARY_BATCHES
    return verdicts
  }

  #isTooLate(request: WaitingClaim, beganMs: number): boolean {
    return this.#late.has(request) || this.#options.supply.isExhausted(request.offer, beganMs)
  }

  #answer(request: WaitingClaim, line: Line, outcome: Outcome): void {
    if (outcome === 'more') this.#options.more(request)
    else if (outcome === 'line') {
      const reason = line.refusal as RefusalReason
      const from = reason === 'not-started' ? line.claimFrom : null
      refuse(request, reason, from === null ? {} : { from })
    } else refuse(request, outcome as RefusalReason)
  }

  /** One transfer of an offer at a time: a batch knows its lines by their offers. */
  #takeTransfers(): Transfer[] {
    const byOffer = new Map<string, Transfer>()
    const later: Transfer[] = []
    for (const transfer of this.#transfers) {
      if (byOffer.has(transfer.offer)) later.push(transfer)
      else byOffer.set(transfer.offer, transfer)
    }
    this.#transfers = later
    return [...byOffer.values()]
  }

  #fetch(offer: string, requests: WaitingClaim[]): void {
    const waiting = this.#dry.get(offer)
    if (waiting) return void waiting.push(...requests)
    this.#dry.set(offer, requests)
    void this.#fill(offer, requests)
  }

  async #fill(offer: string, requests: WaitingClaim[]): Promise<void> {
    const { supply, shard } = this.#options
    try {
      const least = { uses: 1, budget: 0 }
      const all = { uses: requests.length, budget: 0 }
      const supplied = await supply.fill({ offer, shard, least, all })
      this.#dry.delete(offer)
      if (typeof supplied === 'object') this.#transfers.push(supplied)
      else if (supplied !== 'again') for (const request of requests) this.#late.add(request)
      this.#lane.again(requests)
    } catch (error) {
      this.#dry.delete(offer)
      for (const { reject } of requests) reject(error)
    }
  }
}

function granted({ buyer, offer }: WaitingClaim, line: Line): Claimed {
  return {
    id: claimId(offer, 1),
    buyer,
    offer,
    ordinal: 1,
    state: 'claimed',
    source: line.source,
    offerVersion: line.version,
    claimedAt: line.claimedAt,
    usableUntil: line.usableUntil,
    replayed: false,
  }
}

function refuse(request: WaitingClaim, reason: RefusalReason, more: { from?: string } = {}): void {
  request.resolve(refusal(reason, { offer: request.offer, ...more }))
}
