import { effect } from '@preact/signals'
import { type CartDocument, cartSchema } from '../../core/pricing/input.ts'
import type { Lab } from './lab.ts'
import { openingInput } from './samples.ts'

/** The cart of the lab, kept in this browser so that the coupons can be tried on it. */
const KEY = 'cart'

const QUIET_MS = 300

/** Keeps the cart of the lab as it is changed; a draft with faults leaves the last good one. */
export function keepCart(lab: Lab): void {
  const opening = lab.shown.value.input
  let timer: ReturnType<typeof setTimeout> | undefined
  effect(() => {
    const { input } = lab.shown.value
    clearTimeout(timer)
    if (input === opening || lab.stage.input.value !== null) return
    timer = setTimeout(() => store(cartOf(input)), QUIET_MS)
  })
}

function store(cart: CartDocument): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(cart))
  } catch {
    // Storage may be forbidden or full: the coupons are then tried on the cart before, or on the sample.
  }
}

/** The cart that was kept; the one that the lab opens with where none was. */
export function keptCart(): CartDocument {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (cartSchema.ok(kept)) return kept as CartDocument
  } catch {
    // What is not JSON, or may not be read, is no cart.
  }
  return cartOf(openingInput)
}

/** A cart without its offers: those are the server's to know. */
function cartOf({ offers, choose, ...cart }: CartDocument & { offers?: unknown }): CartDocument {
  return cart
}
