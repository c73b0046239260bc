import fc from 'fast-check'
import type { Input } from '../../src/core/pricing/input.ts'
import { type Draws, drawsFrom } from './draws.ts'
import type { Freedom } from './exhaustive-plan.ts'
import { randomInput } from './generator.ts'
import { type Size, tightInput } from './generator-tight-plans.ts'

/** An input so small that every plan of it can be tried, with what a plan of it may do. */
export interface PlanCase extends Freedom {
  readonly input: Input
}

/** Cases in which what a plan has to share out is scarce: uses, budgets, coins, the first checkout. */
export function planCases(terms: string): fc.Arbitrary<PlanCase> {
  return CHOICES.map((choices) => planCase(drawsFrom(choices), terms))
}

/** Long and even, for a cart with nothing in it teaches nothing about plans. */
const CHOICES = fc.noBias(
  fc.array(fc.nat({ max: 2 ** 16 - 1 }), { minLength: 300, maxLength: 450, size: 'max' }),
)

/** How many lines and offers: a plan of one line, or of one offer, is soon told. */
const LINES = [2, 3, 4, 3, 2, 4, 4, 3, 1] as const
const OFFERS = [3, 4, 5, 2, 4, 5, 3, 4, 1] as const
/** Where single pieces are dealt apart. Of three pieces two may lie in either of two checkouts. */
const LINES_OF_PIECES = [2, 2, 1, 2, 2, 3] as const
const PIECES = [3, 1, 2, 3, 2, 1] as const
const CHECKOUTS = [3, 2, 3, 2, 3, 3, 2, 1] as const

type Line = Input['lines'][number]
type Offer = NonNullable<Input['offers']>[number]

function planCase(draws: Draws, terms: string): PlanCase {
  const units = draws.oneIn(4)
  const maxCheckouts = draws.pick(CHECKOUTS)
  const size = { lines: draws.pick(units ? LINES_OF_PIECES : LINES), offers: draws.pick(OFFERS) }
  const pieces = Array.from({ length: size.lines }, () => draws.pick(PIECES))
  const input = draws.oneIn(2) ? cutInput(draws, terms, size) : tightInput(draws, terms, size)
  const lines = input.lines.map((line, at) => ({ ...line, quantity: pieces[at] as number }))
  return { units, maxCheckouts, input: units ? { ...input, lines } : input }
}

/** Any cart at all, cut to this size. */
function cutInput(draws: Draws, terms: string, size: Size): Input {
  // Drawn before the cart, which may use up all choices.
  const changes = Array.from({ length: size.offers }, () => offerChange(draws))
  const isNew = draws.oneIn(2)
  const feePart = draws.pick([10, 1, 3])
  const { choose: _, offers = [], shipping = [], ...input } = randomInput(draws, [terms])
  const lines = filledUp(input.lines, size.lines)
  const here = fundersAmong(lines, input.stores)
  return {
    ...input,
    buyer: { ...input.buyer, ...(isNew ? { ordersPlaced: 0 } : {}) },
    lines,
    // Fees that are small beside the lines, or splitting would never pay.
    shipping: shipping.map((row) => ({ ...row, fee: Math.ceil(row.fee / feePart) })),
    offers: filledUp(offers, size.offers).map((offer, at) => (changes[at] as Change)(offer, here)),
  }
}

/** So many rows: the first ones, and twins of these where there are too few: equals make ties. */
function filledUp<Row extends { readonly id: string }>(rows: readonly Row[], count: number): Row[] {
  if (rows.length === 0) return []
  return Array.from({ length: count }, (_, at) => {
    const row = rows[at % rows.length] as Row
    return at < rows.length ? row : { ...row, id: `twin ${at}` }
  })
}

/** Who could fund an offer that reaches one of these lines. */
function fundersAmong(lines: readonly Line[], stores: Input['stores']): ReadonlySet<string> {
  const names = new Map(Object.entries(stores))
  return new Set(
    lines.flatMap(({ store }) => [`store:${store}`, `seller:${names.get(store)?.seller}`]),
  )
}

type Change = (offer: Offer, here: ReadonlySet<string>) => Offer

const ENDS = ['2031-01-01T00:00:00Z', '2030-01-01T00:00:00Z'] as const

/** Most offers without what would refuse them from the start; some for several uses, few, or new buyers. */
function offerChange(draws: Draws): Change {
  const isUsable = !draws.oneIn(4)
  const isWide = !draws.oneIn(3)
  const change = {
    ...draws.maybe(2, () => ({ uses: { limit: 2 + draws.below(2), made: draws.below(2) } })),
    ...draws.maybe(6, () => ({ budget: { limit: 3, made: 1 + draws.below(2) } })),
    ...draws.maybe(8, () => ({ newBuyersOnly: true })),
  }
  const end = draws.maybe(3, () => ({ until: draws.pick(ENDS) }))
  return (offer, here) => {
    if (!isUsable) return { ...offer, ...change }
    const { from, until, heldUntil, ended, owner, currency, countries, channels, ...rest } = offer
    const usable = { ...rest, ...end, claimed: true, ...change }
    if (!isWide) return usable
    return { ...usable, scope: null, funder: here.has(offer.funder) ? offer.funder : 'platform' }
  }
}
