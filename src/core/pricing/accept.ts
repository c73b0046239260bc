import { assert, type Fault, pointer, type Refused } from '../base/faults.ts'
import { list } from '../base/schema.ts'
import { type Cart, readCart, repeatedIds } from './cart.ts'
import { type Input, inputFaults, inputSchema } from './input.ts'
import type { TermsLibrary } from './library.ts'
import { type Attempt, lineUp } from './lineup.ts'
import { compileOffer, type Offer } from './offer.ts'
import { type OfferDocument, offerSchema } from './offer-document.ts'
import type { Terms } from './terms.ts'

/** An input that was accepted: its cart, and the offers that are attempted. */
export interface Accepted {
  readonly cart: Cart
  readonly offers: readonly Offer[]
  /** The same offers in order of attempt. */
  readonly attempts: readonly Attempt[]
}

/** Offers that were read once and stand in for those of every input that names none of its own. */
export interface StandingOffers {
  readonly offers: readonly Offer[]
  readonly ids: ReadonlySet<string>
  /** The offers in order of attempt under some terms; kept, for many inputs share both. */
  lineUp(terms: Terms): readonly Attempt[]
}

/**
 * Reads an input, or refuses it whole with every fault named by JSON Pointer (pricing §2). The good
 * path asks each rule once and stops at the first that fails; only then are all faults looked for.
 */
export function accept(
  input: unknown,
  library: TermsLibrary,
  standing: StandingOffers | null = null,
): Accepted | Refused {
  const accepted = inputSchema.ok(input) ? read(input as Input, library, standing) : null
  if (accepted !== null) return accepted
  const refused = inputFaults(input, library, { standingIds: standing?.ids })
  assert(refused.length > 0, 'an input that is not accepted has a fault that is named')
  return { refused }
}

/** Reads offers that stand for many inputs; faults by JSON Pointer below `path`. */
export function acceptOffers(rows: unknown, path: string): StandingOffers | Refused {
  const refused: Fault[] = []
  offerList.find(rows, path, refused)
  if (refused.length > 0) return { refused }
  const offers = compileAll(rows as readonly OfferDocument[])
  const ids = new Set<string>()
  for (const { id, position } of offers) {
    if (ids.has(id)) {
      refused.push({
        path: `${pointer(path, position)}/id`,
        fault: `"${id}" stands twice; ids are unique.`,
      })
    }
    ids.add(id)
  }
  return refused.length > 0 ? { refused } : standingOffers(offers, ids)
}

const offerList = list(offerSchema)

function standingOffers(offers: readonly Offer[], ids: ReadonlySet<string>): StandingOffers {
  const lineUps = new Map<Terms, readonly Attempt[]>()
  return {
    offers,
    ids,
    lineUp(terms) {
      const known = lineUps.get(terms)
      if (known) return known
      const attempts = lineUp(offers, terms)
      lineUps.set(terms, attempts)
      return attempts
    },
  }
}

function read(
  input: Input,
  library: TermsLibrary,
  standing: StandingOffers | null,
): Accepted | null {
  const terms = library.get(input.terms)
  if (terms === undefined) return null
  const cart = readCart(input, terms)
  if (cart === null) return null
  const { choose } = input
  if (input.offers !== undefined || standing === null) {
    const rows = input.offers ?? NO_ROWS
    if (repeatedIds(rows)) return null
    const offers = compileAll(rows)
    return choose === undefined || choose === 'all'
      ? { cart, offers, attempts: lineUp(offers, terms) }
      : chosen(cart, offers, choose)
  }
  if (choose !== undefined && choose !== 'all') return chosen(cart, standing.offers, choose)
  return { cart, offers: standing.offers, attempts: standing.lineUp(terms) }
}

const NO_ROWS: readonly OfferDocument[] = []

function compileAll(rows: readonly OfferDocument[]): Offer[] {
  const offers = new Array<Offer>(rows.length)
  for (let i = 0; i < rows.length; i++) offers[i] = compileOffer(rows[i] as OfferDocument, i)
  return offers
}

/** Only the offers that were named; null where a name is nobody's. */
function chosen(cart: Cart, offers: readonly Offer[], names: readonly string[]): Accepted | null {
  const wanted = new Set(names)
  const few = offers.filter((offer) => wanted.has(offer.id))
  if (few.length !== wanted.size) return null
  return { cart, offers: few, attempts: lineUp(few, cart.terms) }
}
