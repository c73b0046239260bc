import type { Accepted } from '../../src/core/pricing/accept.ts'
import { readCart } from '../../src/core/pricing/cart.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { type Choice, choicesOf } from './exhaustive.ts'

/**
 * Lines dealt out, as one whole number: each line is a digit that counts its pieces (all together
 * count as one where they stay together). A part of the lines is then a smaller number of the same
 * digits, and what is left is a difference.
 */
export class DealtLines {
  readonly whole: number
  readonly accepted: Accepted
  readonly #input: Input
  /** Pieces of each line that are dealt at once, and how many such there are. */
  readonly #pieces: readonly number[]
  readonly #counts: readonly number[]
  readonly #choices = new Map<string, readonly Choice[]>()
  readonly #parts = new Map<number, readonly number[]>()

  constructor(input: Input, accepted: Accepted, units: boolean) {
    this.#input = input
    this.accepted = accepted
    const quantities = input.lines.map((line) => line.quantity ?? 1)
    this.#pieces = quantities.map((quantity) => (units ? 1 : quantity))
    this.#counts = quantities.map((quantity) => (units ? quantity : 1))
    this.whole = this.#counts.reduce((sum, count) => sum * (count + 1) + count, 0)
  }

  /** How much of each line a part holds. */
  digits(part: number): number[] {
    let rest = part
    const digits = this.#counts.map(() => 0)
    for (let at = digits.length - 1; at >= 0; at--) {
      const base = (this.#counts[at] as number) + 1
      digits[at] = rest % base
      rest = Math.floor(rest / base)
    }
    return digits
  }

  /** Every part of what is left that is not empty. */
  parts(left: number): readonly number[] {
    const known = this.#parts.get(left)
    if (known) return known
    const most = this.digits(left)
    const parts: number[] = []
    for (let part = 1; part <= left; part++) {
      if (this.digits(part).every((digit, at) => digit <= (most[at] as number))) parts.push(part)
    }
    this.#parts.set(left, parts)
    return parts
  }

  /** The input of a checkout with these lines alone and so many coins. */
  input(part: number, coins: number): Input {
    const { lines, buyer } = this.#input
    const digits = this.digits(part)
    const own = lines.flatMap((line, at) => {
      const quantity = (digits[at] as number) * (this.#pieces[at] as number)
      return quantity === 0 ? [] : [{ ...line, quantity }]
    })
    return { ...this.#input, lines: own, buyer: { ...buyer, coins } }
  }

  /** What a checkout of these lines can cost, cheapest first. */
  choices(part: number, coins: number): readonly Choice[] {
    const name = `${part} ${coins}`
    const known = this.#choices.get(name)
    if (known) return known
    const cart = readCart(this.input(part, coins), this.accepted.cart.terms)
    if (cart === null) throw new Error('A part of a good cart is a good cart.')
    const choices = choicesOf(cart, this.accepted.attempts).sort((a, b) => a.total - b.total)
    this.#choices.set(name, choices)
    return choices
  }
}
