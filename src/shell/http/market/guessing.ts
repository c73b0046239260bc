import { canonicalCode } from '../../../core/offers/code-text.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { StoredCart } from '../../../core/offers/wallet-cart.ts'
import { offerOfCode } from '../../store/book/attempts.ts'
import { untilEvenTime } from '../throttle/even-time.ts'
import type { CodeGuesser, Market } from './market.ts'
import { done, type Outcome } from './outcome.ts'

/**
 * An act by a code. Whatever is wrong with the code is answered alike, after a time that is alike, and not
 * too often (A32).
 */
export async function byCode<A extends object>(
  { guesses }: Pick<Market, 'guesses'>,
  guesser: CodeGuesser,
  act: () => Promise<A | Refusal>,
): Promise<Outcome<A>> {
  const guess = guesses.code(guesser)
  if ('waitSeconds' in guess) return { tooMany: guess.waitSeconds }
  const beganMs = performance.now()
  const answer = await act()
  if (!isRefusal(answer)) {
    guess.wasRight()
    return done(answer)
  }
  await untilEvenTime(beganMs)
  return answer
}

/** A cart with the codes that were typed for it, and who typed them. */
export interface Typed extends CodeGuesser {
  readonly cart: Pick<StoredCart, 'terms'> | undefined
  readonly codes: readonly string[] | undefined
}

/**
 * An answer about a cart with typed codes. Each is an attempt at a code, as a claim by it would be:
 * a price tells as much of a code as a claim does (A32, cp.12).
 */
export async function withCodes<A>(
  market: Pick<Market, 'desk' | 'guesses'>,
  typed: Typed,
  act: () => Promise<Outcome<A>>,
): Promise<Outcome<A>> {
  const beganMs = performance.now()
  const found = tryCodes(market, typed)
  if ('tooMany' in found) return found
  const outcome = await act()
  if (found.isAnyWrong) await untilEvenTime(beganMs)
  return outcome
}

/**
 * Looks every code up, at once and before anything else: right ones cost nothing then, however many a cart
 * has and however many requests there are at the same time.
 */
function tryCodes(
  { desk, guesses }: Pick<Market, 'desk' | 'guesses'>,
  { cart, codes = [], ...guesser }: Typed,
): { readonly tooMany: number } | { readonly isAnyWrong: boolean } {
  const terms = cart && desk.terms.get(cart.terms)
  // Bad input is refused before any code is looked at.
  if (!terms) return { isAnyWrong: false }
  const at = Date.now()
  let isAnyWrong = false
  // What is written as no code can be is none, and tells nobody anything.
  for (const code of new Set(codes.flatMap((text) => canonicalCode(text) ?? []))) {
    const guess = guesses.codeOfCart(guesser, code)
    if ('waitSeconds' in guess) return { tooMany: guess.waitSeconds }
    if (offerOfCode(desk, code, { at, terms }) === null) isAnyWrong = true
    else guess.wasRight()
  }
  return { isAnyWrong }
}
