import { isDeepStrictEqual } from 'node:util'
import type { Input } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { isRefused, type Plan, type PlannedCheckout, plan, quote } from '../../src/tessera.ts'
import type { Freedom } from './exhaustive-plan.ts'

/** The plan of an input that has to be accepted. */
export function planned(input: Input, freedom: Freedom, limits: Limits = {}): Plan {
  const { maxCheckouts, units } = freedom
  const document = { ...input, maxCheckouts, ...(units ? { options: { units } } : {}) }
  const answer = plan(document, limits)
  if (isRefused(answer)) throw new Error(`Refused: ${JSON.stringify(answer.refused)}`)
  return answer
}

type Limits = NonNullable<Parameters<typeof plan>[1]>

/** What every plan keeps to, be it the best one or not; the laws that this one breaks. */
export function brokenPlanLaws(input: Input, freedom: Freedom, answer: Plan): string[] {
  const { checkouts, total, bound, proved, single } = answer
  const broken: string[] = []
  const law = (holds: boolean, what: string) => holds || broken.push(what)
  law(checkouts.length <= freedom.maxCheckouts, 'more checkouts than were asked for')
  law(
    checkouts.every(({ lines }) => lines.length > 0),
    'a checkout is empty',
  )
  law(
    isDeepStrictEqual(dealtPieces(input, answer), pieces(input)),
    'a piece is dealt not just once',
  )
  law(
    sum(checkouts.map(({ quote }) => quote.totals.total)) === total,
    'the checkouts sum up otherwise',
  )
  law(bound <= total && proved === (bound === total), 'bound and proof do not fit')
  law(total <= single, 'one checkout is cheaper')
  for (const offer of input.offers ?? []) {
    const used = checkouts.filter(({ chosen }) => chosen.includes(offer.id)).length
    law(used === 0 || used <= usesLeft(offer), `${offer.id} is used too often`)
    const isForFirst = offer.kind === 'welcome-coupon' || offer.newBuyersOnly === true
    const isLate = checkouts.slice(1).some(({ chosen }) => chosen.includes(offer.id))
    law(!(isForFirst && isLate), `${offer.id} is for the first checkout`)
  }
  let coins = input.buyer.coins ?? 0
  for (const [at, checkout] of checkouts.entries()) {
    const asked = { ...partOf(input, checkout), buyer: { ...input.buyer, coins } }
    const priced = quote({ ...asked, choose: [...checkout.chosen] })
    law(isDeepStrictEqual(checkout.quote, priced), `checkout ${at + 1} is quoted otherwise`)
    law(checkout.quote.rejected.length === 0, `checkout ${at + 1} chose what does not apply`)
    coins -= checkout.quote.totals.coins
  }
  return broken
}

function usesLeft({ uses = { limit: 1, made: 0 }, budget }: OfferDocument): number {
  return Math.min(uses.limit - uses.made, budget ? budget.limit - budget.made : Infinity)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

function pieces(input: Input): (readonly [string, number])[] {
  return input.lines.map(({ id, quantity = 1 }) => [id, quantity] as const)
}

/** How many pieces of each line the checkouts hold, in the order of the cart. */
function dealtPieces(input: Input, { checkouts }: Plan): (readonly [string, number])[] {
  const parts = checkouts.map((checkout) => partOf(input, checkout).lines)
  return input.lines.flatMap(({ id }) => {
    const own = parts.flat().filter((line) => line.id === id)
    return own.length === 0 ? [] : [[id, sum(own.map(({ quantity = 1 }) => quantity))] as const]
  })
}

/** The input with the lines of one checkout alone, as the plan names them. */
function partOf(input: Input, { lines }: PlannedCheckout): Input {
  const named = lines.map((line) => (typeof line === 'string' ? { line } : line))
  const own = input.lines.flatMap((line) =>
    named
      .filter((one) => one.line === line.id)
      .map(({ line: _, ...rest }) => ({ ...line, ...rest })),
  )
  return { ...input, lines: own }
}
