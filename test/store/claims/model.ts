/** Claims as plain objects in one memory: what the store must do, said once more and simply. */

export interface ModelOffer {
  readonly id: string
  readonly openToAll: boolean
  readonly perBuyer: number
  readonly days: number
  readonly comesBack: boolean
  uses: number | null
  budget: number | null
}

interface ModelClaim {
  readonly offer: ModelOffer
  readonly buyer: string
  key: string
  state: 'claimed' | 'reserved' | 'used' | 'forfeited' | 'returned'
  end: number
  order: string | null
  amount: number
  blockedUntil: number
  byReserving: boolean
}

const DAY = 86_400_000
const MINUTE = 60_000

export class Model {
  readonly claims: ModelClaim[] = []

  /** Claims and money of an offer that are neither free nor returned. */
  given(offer: ModelOffer): { readonly uses: number; readonly budget: number } {
    const mine = this.claims.filter((claim) => claim.offer === offer && claim.state !== 'returned')
    return { uses: mine.length, budget: mine.reduce((sum, { amount }) => sum + amount, 0) }
  }

  statesOf(buyer: string): string[] {
    const mine = this.claims.filter((claim) => claim.buyer === buyer)
    return mine.map(({ offer, state }) => `${offer.id} ${state}`).sort()
  }

  claim(asked: { buyer: string; offer: ModelOffer; key: string; now: number }): string {
    const { buyer, offer, key, now } = asked
    const live = this.#live(buyer, offer)
    if (live.some((claim) => claim.key === key)) return 'done'
    if (offer.openToAll) return 'not-claimable'
    if (live.length >= offer.perBuyer) return 'already-claimed'
    if (offer.uses !== null && this.given(offer).uses >= offer.uses) return 'exhausted'
    this.#add({ buyer, offer, key, now, byReserving: false })
    return 'done'
  }

  reserve(asked: {
    buyer: string
    order: string
    key: string
    offer: ModelOffer
    amount: number
    now: number
  }): string {
    const { buyer, order, offer, amount, now } = asked
    const live = this.#live(buyer, offer)
    const own = live.find((claim) => claim.state === 'reserved' && claim.order === order)
    const usable = live
      .filter((claim) => claim.state === 'claimed' && claim.end > now && claim.blockedUntil <= now)
      .sort((a, b) => a.end - b.end || this.claims.indexOf(a) - this.claims.indexOf(b))[0]
    const found = own ?? usable
    if (!found) {
      const why = this.#whyNot(buyer, offer, now)
      if (why !== null) return why
    }
    const change = amount - (found?.amount ?? 0)
    if (!found && offer.uses !== null && this.given(offer).uses >= offer.uses) return 'exhausted'
    const overdrawn =
      offer.budget !== null && change > 0 && this.given(offer).budget + change > offer.budget
    if (overdrawn) return 'budget-spent'
    const claim = found ?? this.#add({ ...asked, byReserving: true })
    Object.assign(claim, { state: 'reserved', order, amount, blockedUntil: 0 })
    return 'done'
  }

  /** Why there is nothing to reserve; null where reserving may claim it. */
  #whyNot(buyer: string, offer: ModelOffer, now: number): string | null {
    const live = this.#live(buyer, offer)
    const reasons = live.map(({ state, end }) => {
      if (state === 'reserved') return 'in-another-order'
      if (state !== 'claimed') return 'already-used'
      return end <= now ? 'expired' : 'held'
    })
    const precedence = ['expired', 'held', 'in-another-order', 'already-used'] as const
    const first = precedence.find((reason) => reasons.includes(reason))
    if (!offer.openToAll) return first ?? 'not-claimed'
    if (live.length >= offer.perBuyer) return 'already-claimed'
    const free = this.#returned(buyer, offer)
    return free && free.blockedUntil > now ? (first === 'expired' ? first : 'held') : null
  }

  move(
    act: 'use' | 'release' | 'hold' | 'forfeit' | 'returnCancelled',
    { buyer, order, now }: { readonly buyer: string; readonly order: string; readonly now: number },
  ): string {
    const all = this.claims.filter(
      (claim) => claim.buyer === buyer && claim.order === order && claim.state !== 'returned',
    )
    const held = all.filter(({ state }) => state !== 'claimed' || act === 'release')
    if (all.length === 0) return 'unknown-order'
    if (held.length === 0) return 'wrong-state'
    const from = {
      use: ['reserved', 'used'],
      release: ['reserved', 'claimed'],
      hold: ['reserved'],
      forfeit: ['used', 'forfeited'],
      returnCancelled: ['used'],
    }[act]
    if (held.some(({ state }) => !from.includes(state))) return 'wrong-state'
    for (const claim of held) {
      if (act === 'use') claim.state = 'used'
      if (act === 'forfeit') claim.state = 'forfeited'
      if (act === 'hold') {
        Object.assign(claim, { state: 'claimed', amount: 0, blockedUntil: now + 30 * MINUTE })
      }
      if (act === 'release') {
        const state = claim.byReserving ? 'returned' : 'claimed'
        Object.assign(claim, { state, amount: 0, order: null })
      }
      if (act === 'returnCancelled') {
        const back = claim.offer.comesBack && claim.end > now
        Object.assign(claim, { state: back ? 'claimed' : 'forfeited', amount: 0 })
        if (back) claim.order = null
      }
    }
    return 'done'
  }

  #live(buyer: string, offer: ModelOffer): ModelClaim[] {
    return this.claims.filter(
      (claim) => claim.buyer === buyer && claim.offer === offer && claim.state !== 'returned',
    )
  }

  #returned(buyer: string, offer: ModelOffer): ModelClaim | undefined {
    return this.claims.find(
      (claim) => claim.buyer === buyer && claim.offer === offer && claim.state === 'returned',
    )
  }

  #add(asked: {
    buyer: string
    offer: ModelOffer
    key: string
    now: number
    byReserving: boolean
  }): ModelClaim {
    const { buyer, offer, key, now, byReserving } = asked
    const free = this.#returned(buyer, offer)
    const claim: ModelClaim = free ?? {
      offer,
      buyer,
      key,
      state: 'claimed',
      end: 0,
      order: null,
      amount: 0,
      blockedUntil: 0,
      byReserving,
    }
    // The tests act in summer, at noon: the last day ends at 7 in the morning after it, in UTC.
    const noon = Math.floor((now - 7 * 3_600_000) / DAY) * DAY
    const end = noon + (offer.days + 1) * DAY + 7 * 3_600_000
    Object.assign(claim, { key, state: 'claimed', end, order: null, amount: 0, byReserving })
    if (!free) this.claims.push(claim)
    return claim
  }
}
