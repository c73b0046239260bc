import { decimalText } from '../base/iso4217.ts'
import type { Cart } from './cart.ts'
import { type Choice, ChoiceSearch } from './choice-search.ts'
import { clauseOf } from './citation.ts'
import type { Attempt } from './lineup.ts'
import { languages } from './messages.ts'
import type { Offer } from './offer.ts'
import { candidatesOf } from './potential.ts'
import { priceInTurn } from './price.ts'
import type { Effort } from './progress.ts'
import { type Reason, reasonsOf } from './reasons.ts'
import type { Rejection } from './till.ts'

/** Why an offer is not used in the cheapest choice or plan. */
export interface LeftOut {
  readonly offer: string
  /**
   * Its own reason where it cannot be used at all; else that using it costs more, or gains nothing; or
   * that the search ended before this was known.
   */
  readonly reason: Reason | 'costs-more' | 'gains-nothing' | 'not-searched'
  /** What the total would rise by if it had to be used, in minor units; null where it cannot be. */
  readonly cost: number | null
  /** Offers of the choice that it would drive out. */
  readonly displaces: readonly string[]
  readonly clause: string
  readonly message: string
}

/** Why two checkouts of a plan are not paid as one. */
export interface SplitGain {
  /** Their places in the plan, from 1. */
  readonly checkouts: readonly [number, number]
  /** What paying them as one would cost more, in minor units. */
  readonly gain: number
  /** Offers of the two that would then be out of use. */
  readonly lost: readonly string[]
  readonly message: string
}

/** A checkout with the offers that it could use, and those that it uses for the smallest total. */
export interface Settled {
  readonly cart: Cart
  readonly attempts: readonly Attempt[]
  readonly chosen: readonly Offer[]
  readonly total: number
}

/** Why the choice of a checkout is cheaper without an offer: the cheapest choice with it is sought. */
export function whyLeftOut(offer: Offer, settled: Settled, effort: Effort): LeftOut {
  const { cart, attempts } = settled
  const candidates = candidatesOf(cart, attempts)
  if (!candidates.some((one) => one.offer === offer)) return unusable(offer, settled)
  const search = new ChoiceSearch([{ cart, candidates, required: new Set([offer]) }], {
    usesOf: () => 1,
    least: [0],
    effort,
  })
  const forced = search.runOrNone()
  if (search.openBound < (forced?.total ?? Number.POSITIVE_INFINITY)) return notSearched(offer)
  return forced === null ? unusable(offer, settled) : costs(offer, forced, settled)
}

function notSearched(offer: Offer): LeftOut {
  return {
    offer: offer.id,
    reason: 'not-searched',
    cost: null,
    displaces: [],
    clause: 'fg.order',
    message: 'The search ended before it was known what using it would cost.',
  }
}

/** No choice can use it: its refusal when it is attempted alone, else beside the chosen ones. */
function unusable(offer: Offer, settled: Settled): LeftOut {
  const { cart } = settled
  const rejection = rejectionOf(offer, [offer], settled) ?? rejectionOf(offer, null, settled)
  const reason = rejection === null ? 'nothing-left' : (reasonsOf(rejection.reasons)[0] as Reason)
  return {
    offer: offer.id,
    reason,
    cost: null,
    displaces: [],
    clause: rejection === null ? 'tc.7' : clauseOf(rejection, cart),
    message:
      rejection === null
        ? 'In this cart it would take nothing off.'
        : languages.en[reason].why({ cart, rejection }),
  }
}

/** How an offer is refused among some; `null` for those that are chosen and itself. */
export function rejectionOf(
  offer: Offer,
  among: readonly Offer[] | null,
  { cart, attempts, chosen }: Pick<Settled, 'cart' | 'attempts' | 'chosen'>,
): Rejection | null {
  const wanted = new Set(among ?? [...chosen, offer])
  const some = attempts.filter((attempt) => wanted.has(attempt.offer))
  const { rejected } = priceInTurn(cart, some, 'explain')
  return rejected.find((rejection) => rejection.offer === offer) ?? null
}

function costs(offer: Offer, forced: Choice, settled: Settled): LeftOut {
  const { cart, chosen, total } = settled
  const cost = forced.total - total
  // Where several checkouts are looked at as one, they may have used an offer each.
  const displaced = [...new Set(chosen)].filter((one) => !forced.all.offers.includes(one))
  const clash = clashOf(offer, displaced, { forced, settled })
  return {
    offer: offer.id,
    reason: cost > 0 ? 'costs-more' : 'gains-nothing',
    cost,
    displaces: displaced.map(({ id }) => id),
    clause: clash.rejection === null ? 'fg.order' : clauseOf(clash.rejection, cart),
    message: sentence(offer, cost, { ...clash, cart }),
  }
}

/** An offer of the choice that cannot stand beside the one in question, and the refusal that says so. */
interface Clash {
  readonly other: Offer | null
  readonly rejection: Rejection | null
}

/** Attempted together, the later of the two is refused: because of the other, or of nothing in between. */
function clashOf(
  offer: Offer,
  displaced: readonly Offer[],
  { forced, settled }: { readonly forced: Choice; readonly settled: Settled },
): Clash {
  for (const other of displaced) {
    const both = [...forced.all.offers, other]
    for (const one of [other, offer]) {
      const rejection = rejectionOf(one, both, settled)
      const because = one === other ? offer : other
      if (rejection === null) continue
      const { blockers } = rejection
      if (blockers.length === 0 || blockers.some((blocker) => blocker.offer === because)) {
        return { other, rejection }
      }
    }
  }
  return { other: displaced[0] ?? null, rejection: null }
}

function sentence(
  offer: Offer,
  cost: number,
  { other, rejection, cart }: Clash & { readonly cart: Cart },
): string {
  const because = other === null ? '' : `: ${relation(offer, other, rejection)}`
  if (cost > 0) {
    return `Using it would cost ${decimalText(cost, cart.currency)} ${cart.currency} more${because}.`
  }
  return other === null
    ? 'Using it would change nothing: the total is as small without it.'
    : `Using it would come to the same${because}; the one that is used comes first among equals.`
}

/** What the offer and one that is chosen are to each other, that only one of them is used. */
function relation(offer: Offer, first: Offer, rejection: Rejection | null): string {
  const [reason] = rejection === null ? [] : reasonsOf(rejection.reasons)
  const [later, earlier] = rejection?.offer === first ? [first.id, 'it'] : ['it', first.id]
  switch (reason) {
    case 'slot-taken':
      return `it takes the ${rejection?.kind?.slot?.name} slot from ${first.id}`
    case 'does-not-stack':
      return `it does not combine with ${first.id}`
    case 'below-minimum':
      return `beside ${earlier}, ${later} stays below its minimum`
    case 'allowance-spent':
      return `it takes the allowance that ${first.id} draws on`
    case 'not-enough-coins':
      return `it spends the coins that ${first.id} needs`
    case 'nothing-left':
      return `beside ${earlier}, nothing is left for ${later}`
    default:
      return `the choice with ${offer.id} does without ${first.id}`
  }
}
