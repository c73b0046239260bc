import type { Cart } from '../../pricing/cart.ts'
import type { Attempt } from '../../pricing/lineup.ts'
import type { Offer } from '../../pricing/offer.ts'
import { decide, type Priced, priceInTurn } from '../../pricing/price.ts'
import { Effort } from '../../pricing/progress.ts'
import { totalOf } from '../../pricing/quote.ts'
import { cheapestAlone } from '../../pricing/split/alone.ts'
import { comparePicks, pickOf } from '../../pricing/tie-order.ts'
import { cloneTill, openTill, type Rejection, type Till } from '../../pricing/till.ts'

/** With so few offers every choice is tried sooner than a bound is computed. */
const FEW = 6

/** The offers of a cart, each tried alone. */
export interface TriedAlone {
  readonly alive: readonly Attempt[]
  readonly refused: ReadonlyMap<Offer, Rejection>
}

/** What fails alone fails in any company, for others only take from its lines. */
export function tryAlone(cart: Cart, attempts: readonly Attempt[]): TriedAlone {
  const alive: Attempt[] = []
  const refused = new Map<Offer, Rejection>()
  let till = openTill(cart)
  for (const one of attempts) {
    const rejection = decide(one, till)
    if (rejection === null) {
      alive.push(one)
      till = openTill(cart)
    } else {
      // A refused offer leaves the till as it was.
      refused.set(one.offer, rejection)
    }
  }
  return { alive, refused }
}

/** What a choice takes, and what it leaves of lines and fees. */
export type Chosen = Pick<Priced, 'applied' | 'running' | 'feesLeft'>

/** The cheapest choice among some offers; of equal ones that which `best` chooses. */
export function cheapest(cart: Cart, attempts: readonly Attempt[]): Chosen {
  if (attempts.length <= FEW) return least(openTill(cart), attempts, 0).till
  const { choice } = cheapestAlone(cart, attempts, new Effort({}))
  const chosen = new Set(choice.all.offers)
  const taken = attempts.filter(({ offer }) => chosen.has(offer))
  return priceInTurn(cart, taken, 'decide')
}

interface Reached {
  readonly till: Till
  readonly total: number
}

/** The least of all choices among the offers from a place on; each in its turn, as in a quote. */
function least(till: Till, attempts: readonly Attempt[], from: number): Reached {
  let found: Reached = { till, total: totalOf(till.cart, till.running, till.feesLeft) }
  for (let place = from; place < attempts.length; place++) {
    const next = cloneTill(till)
    if (decide(attempts[place] as Attempt, next) !== null) continue
    const other = least(next, attempts, place + 1)
    if (other.total < found.total || (other.total === found.total && isBefore(other, found))) {
      found = other
    }
  }
  return found
}

const isBefore = (one: Reached, other: Reached): boolean =>
  comparePicks(usedBy(one), usedBy(other)) < 0

const usedBy = ({ till }: Reached) => pickOf(till.applied.map(({ offer }) => offer))
