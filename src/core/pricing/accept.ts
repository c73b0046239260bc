import { assert, type Refused } from '../base/faults.ts'
import { type Cart, readCart, repeatedIds } from './cart.ts'
import { type Input, inputFaults, inputSchema } from './input.ts'
import type { TermsLibrary } from './library.ts'
import { type Attempt, lineUp } from './lineup.ts'
import { compileOffer, type Offer } from './offer.ts'

/** An input that was accepted: its cart, and the offers that are attempted. */
export interface Accepted {
  readonly cart: Cart
  readonly offers: readonly Offer[]
  /** The same offers in order of attempt. */
  readonly attempts: readonly Attempt[]
}

/**
 * Reads an input, or refuses it whole with every fault named by JSON Pointer (pricing §2). The good
 * path asks each rule once and stops at the first that fails; only then are all faults looked for.
 */
export function accept(input: unknown, library: TermsLibrary): Accepted | Refused {
  const accepted = inputSchema.ok(input) ? read(input as Input, library) : null
  if (accepted !== null) return accepted
  const refused = inputFaults(input, library)
  assert(refused.length > 0, 'an input that is not accepted has a fault that is named')
  return { refused }
}

function read(input: Input, library: TermsLibrary): Accepted | null {
  const terms = library.get(input.terms)
  if (terms === undefined) return null
  const cart = readCart(input, terms)
  if (cart === null) return null
  const rows = input.offers ?? []
  if (repeatedIds(rows)) return null
  const offers = new Array<Offer>(rows.length)
  for (let i = 0; i < rows.length; i++)
    offers[i] = compileOffer(rows[i] as (typeof rows)[number], i)
  const { choose } = input
  if (choose === undefined || choose === 'all') {
    return { cart, offers, attempts: lineUp(offers, terms) }
  }
  const known = new Set(rows.map((row) => row.id))
  if (!choose.every((name) => known.has(name))) return null
  const chosen = new Set(choose)
  const few = offers.filter((offer) => chosen.has(offer.id))
  return { cart, offers: few, attempts: lineUp(few, terms) }
}
