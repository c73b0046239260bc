import { assert } from '../base/faults.ts'
import { decimalText } from '../base/iso4217.ts'
import { type Cart, readCart } from './cart.ts'
import { ChoiceSearch } from './choice-search.ts'
import type { LineDocument } from './input.ts'
import { rejectionOf, type Settled, type SplitGain } from './left-out.ts'
import type { Offer } from './offer.ts'
import type { SettledPlan } from './plan.ts'
import type { PlannedCheckout } from './plan-document.ts'
import { candidatesOf } from './potential.ts'
import type { Effort } from './progress.ts'
import { reasonsOf } from './reasons.ts'
import type { Rejection } from './till.ts'

/** One checkout of a plan: the pieces of each line of the cart that lie in it, and what it uses. */
export interface Checkout {
  readonly quantities: ReadonlyMap<string, number>
  readonly chosen: readonly Offer[]
  readonly total: number
  readonly coins: number
}

export function checkoutsOf({ plan, cart, attempts }: SettledPlan): Checkout[] {
  const offers = new Map(attempts.map(({ offer }) => [offer.id, offer]))
  const whole = new Map(cart.lines.map(({ id, quantity }) => [id, quantity]))
  return plan.checkouts.map(({ lines, chosen, quote }) => ({
    quantities: quantitiesOf(lines, whole),
    chosen: chosen.map((id) => offers.get(id) as Offer),
    total: quote.totals.total,
    coins: quote.totals.coins,
  }))
}

function quantitiesOf(
  lines: PlannedCheckout['lines'],
  whole: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map(
    lines.map((row) =>
      typeof row === 'string' ? [row, whole.get(row) as number] : [row.line, row.quantity],
    ),
  )
}

/**
 * Some checkouts of a plan as one, with the offers and the coins that the others leave it, and all that
 * they choose now.
 */
export function usableIn(
  { input, cart, attempts }: SettledPlan,
  checkouts: readonly Checkout[],
  places: readonly number[],
): Settled {
  const inside = places.map((place) => checkouts[place] as Checkout)
  const others = checkouts.filter((one) => !inside.includes(one))
  const coins = others.reduce((left, one) => left - one.coins, cart.coins)
  const lines = input.lines.flatMap((row): LineDocument[] => {
    const quantity = inside.reduce((sum, one) => sum + (one.quantities.get(row.id) ?? 0), 0)
    return quantity === 0 ? [] : [{ ...row, quantity }]
  })
  const part = readCart({ ...input, lines, buyer: { ...input.buyer, coins } }, cart.terms)
  assert(part !== null, 'a part of a cart that was accepted is accepted')
  return {
    cart: part as Cart,
    attempts: attempts.filter(({ offer, kind }) => {
      if (!places.includes(0) && (offer.newBuyersOnly || kind?.firstCheckoutOnly)) return false
      const used = others.filter((one) => one.chosen.includes(offer)).length
      return used === 0 || used < offer.usesLeft
    }),
    chosen: inside.flatMap(({ chosen }) => chosen),
    total: inside.reduce((sum, one) => sum + one.total, 0),
  }
}

/** What it would cost to pay two checkouts as one, and what would then be out of use (fg.batch). */
export function gainOf(
  settled: SettledPlan,
  checkouts: readonly Checkout[],
  { pair, effort }: { readonly pair: readonly [number, number]; readonly effort: Effort },
): SplitGain {
  const apart = usableIn(settled, checkouts, pair)
  const { cart, attempts } = apart
  const joined = new ChoiceSearch([{ cart, candidates: candidatesOf(cart, attempts) }], {
    usesOf: () => 1,
    least: [0],
    effort,
  }).run()
  const lost = [...apart.chosen]
  for (const offer of joined.all.offers) {
    const at = lost.indexOf(offer)
    if (at >= 0) lost.splice(at, 1)
  }
  const gain = joined.total - apart.total
  return {
    checkouts: [pair[0] + 1, pair[1] + 1],
    gain,
    lost: lost.map(({ id }) => id),
    message: sentence(gain, lost, { ...apart, chosen: joined.all.offers }),
  }
}

function sentence(gain: number, [first]: readonly Offer[], joined: Omit<Settled, 'total'>): string {
  const { currency } = joined.cart
  if (gain <= 0) return 'Paid as one they would cost no more.'
  const costs = `Paid as one they would cost ${decimalText(gain, currency)} ${currency} more`
  return first === undefined ? `${costs}.` : `${costs}: ${fate(first, joined)}.`
}

/** What becomes of an offer of one of them, beside those that are used when they are paid as one. */
function fate(offer: Offer, joined: Omit<Settled, 'total'>): string {
  if (joined.chosen.includes(offer)) return `${offer.id} would apply once, not twice`
  const [rejection, other] = clashIn(offer, joined)
  switch (rejection === null ? null : reasonsOf(rejection.reasons)[0]) {
    case 'slot-taken':
      return `${offer.id} finds no place beside ${other}`
    case 'does-not-stack':
      return `${offer.id} does not combine with ${other}`
    case 'below-minimum':
      return rejection?.offer === offer
        ? `${offer.id} stays below its minimum`
        : `beside ${offer.id}, ${rejection?.offer.id} stays below its minimum`
    case 'not-enough-coins':
      return `the coins do not reach for ${offer.id}`
    case 'allowance-spent':
      return `the allowance is spent before ${offer.id}`
    default:
      return `${offer.id} is better left out`
  }
}

/** Attempted together, the offer or one that is chosen is refused; and whom it meets. */
function clashIn(offer: Offer, joined: Omit<Settled, 'total'>): [Rejection | null, string] {
  const own = rejectionOf(offer, null, joined)
  if (own !== null) return [own, own.blockers[0]?.offer.id ?? 'the others']
  for (const one of joined.chosen) {
    const rejection = rejectionOf(one, [...joined.chosen, offer], joined)
    if (rejection !== null) return [rejection, one.id]
  }
  return [null, '']
}
