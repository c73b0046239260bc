import { isRefused, type Refused } from '../base/faults.ts'
import type { Quote } from '../pricing/document.ts'
import type { Input } from '../pricing/input.ts'
import { inputSchema } from '../pricing/input.ts'
import { quote } from '../pricing/quote.ts'
import { CurrencyTally } from './rehearsal-currency.ts'
import { OfferTally } from './rehearsal-offers.ts'
import { type Rehearsal, type RehearsalWarning, ROWS_NAMED } from './rehearsal-report.ts'
import { type RehearsedSide, sidePricer } from './rehearsal-side.ts'
import { cartWarnings, loopholes } from './rehearsal-warnings.ts'

/** A recorded cart; without a name it is called by its place. */
export interface RecordedCart {
  readonly name?: string | undefined
  readonly input: unknown
}

/** A comparison that takes carts one by one, so that any number fit. */
export interface Rehearsing {
  readonly add: (cart: RecordedCart) => void
  readonly report: () => Rehearsal
}

/** Prices recorded carts as today and under a draft: what it costs whom, before it is launched. */
export function rehearse(
  carts: Iterable<RecordedCart>,
  before: RehearsedSide,
  after: RehearsedSide,
): Rehearsal {
  const rehearsing = rehearsal(before, after)
  for (const cart of carts) rehearsing.add(cart)
  return rehearsing.report()
}

/** The same, cart by cart. Limited offers are given in the order in which the carts come. */
export function rehearsal(before: RehearsedSide, after: RehearsedSide): Rehearsing {
  const today = sidePricer(before)
  const draft = sidePricer(after)
  const drafts = new Set((after.drafts ?? []).map(({ offer }) => offer.id))
  const currencies = new Map<string, CurrencyTally>()
  const offers = new OfferTally(after.drafts ?? [])
  const refused: (Refused & { readonly cart: string })[] = []
  const warnings: RehearsalWarning[] = []
  let carts = 0
  let refusedCarts = 0
  let warned = 0
  const refuse = (cart: string, answer: Refused) => {
    refusedCarts++
    if (refused.length < ROWS_NAMED) refused.push({ cart, ...answer })
  }
  const warn = (found: readonly RehearsalWarning[]) => {
    warned += found.length
    warnings.push(...found.slice(0, ROWS_NAMED - warnings.length))
  }
  const compare = (cart: string, input: Input) => {
    const asked = draft.asked(input)
    const first = today.price(input)
    if (isRefused(first)) return refuse(cart, first)
    const second = draft.price(input)
    if (isRefused(second)) return refuse(cart, second)
    const both = { cart, before: first, after: second }
    tallyOf(currencies, first).add(both)
    offers.add(second)
    warn(cartWarnings(both))
    warn(loopholes(asked, both, { library: after.library, drafts }))
  }
  return {
    add: ({ name, input }) => {
      const cart = name ?? String(++carts)
      if (name !== undefined) carts++
      if (inputSchema.ok(input)) compare(cart, input as Input)
      else refuse(cart, quote(input, { terms: before.library }) as Refused)
    },
    report: () => ({
      carts,
      refused: { carts: refusedCarts, first: refused },
      currencies: [...currencies.values()].map((tally) => tally.report()),
      offers: offers.report(),
      warned,
      warnings,
    }),
  }
}

function tallyOf(tallies: Map<string, CurrencyTally>, { currency }: Quote): CurrencyTally {
  const known = tallies.get(currency)
  if (known) return known
  const tally = new CurrencyTally(currency)
  tallies.set(currency, tally)
  return tally
}
