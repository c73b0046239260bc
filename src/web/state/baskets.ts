import type { Input } from '../../core/pricing/input.ts'
import type { Plan, PlannedCheckout } from '../../core/pricing/plan-document.ts'

type Line = Input['lines'][number]
type Offer = NonNullable<Input['offers']>[number]

/** A line in a checkout, with as many pieces as are paid there. */
export interface BasketLine {
  readonly line: Line
  readonly quantity: number
}

/** The lines of a checkout of a plan, in the order of the cart. */
export function linesOf(input: Input, { lines }: PlannedCheckout): BasketLine[] {
  const dealt = new Map(
    lines.map((entry) =>
      typeof entry === 'string' ? [entry, null] : [entry.line, entry.quantity],
    ),
  )
  return input.lines.flatMap((line) => {
    const pieces = dealt.get(line.id)
    return pieces === undefined ? [] : [{ line, quantity: pieces ?? line.quantity ?? 1 }]
  })
}

/**
 * The carts of a plan's checkouts, each as a cart of its own: its lines, its choice, and of coins and
 * of uses what the checkouts before it have left, so that each comes to what the plan says (pricing §7).
 */
export function basketCarts(input: Input, plan: Plan): Input[] {
  let coins = input.buyer.coins ?? 0
  let offers = input.offers ?? []
  return plan.checkouts.map((checkout) => {
    const cart: Input = {
      ...input,
      buyer: input.buyer.coins === undefined ? input.buyer : { ...input.buyer, coins },
      lines: linesOf(input, checkout).map(withPieces),
      offers,
      choose: checkout.chosen,
    }
    coins -= checkout.quote.totals.coins
    const used = new Set(checkout.chosen)
    offers = offers.map((offer) => (used.has(offer.id) ? usedOnce(offer) : offer))
    return cart
  })
}

function withPieces({ line, quantity }: BasketLine): Line {
  return quantity === (line.quantity ?? 1) ? line : { ...line, quantity }
}

function usedOnce(offer: Offer): Offer {
  const { limit, made } = offer.uses ?? { limit: 1, made: 0 }
  const uses = { limit, made: made + 1 }
  if (!offer.budget) return { ...offer, uses }
  return { ...offer, uses, budget: { ...offer.budget, made: offer.budget.made + 1 } }
}
