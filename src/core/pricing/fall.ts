import { mulDivRound, WHOLE_BP } from '../base/exact.ts'
import type { Cart } from './cart.ts'

/** How far the total of a cart can fall: for each unit that is taken off, and by rounding beside. */
export interface Fall {
  /** In basis points: 1, or where tax is added 1 and the highest rate. */
  readonly taxFactorBp: number
  readonly slack: number
}

/**
 * Of a cart whose lines are paid in so many parts. Added tax of each part is rounded for itself: half-up
 * by half a unit at most, up on what the line had alone and down on its parts; down by less than one.
 */
export function fallIn(cart: Cart, parts: number): Fall {
  const { lines, terms, pricesIncludeTax } = cart
  const rateBp = pricesIncludeTax ? 0 : Math.max(...lines.map((line) => line.rateBp))
  if (rateBp === 0) return { taxFactorBp: WHOLE_BP, slack: 0 }
  const slack = terms.settings.rounding === 'down' ? parts : Math.ceil((lines.length + parts) / 2)
  return { taxFactorBp: WHOLE_BP + rateBp, slack }
}

/** How far the total can fall when `most` is taken off. */
export function fallOf({ taxFactorBp, slack }: Fall, most: number): number {
  if (taxFactorBp === WHOLE_BP) return most
  return mulDivRound(most, taxFactorBp, WHOLE_BP, 'half-up') + slack
}
