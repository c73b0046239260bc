/** What an offer takes off and how it is dealt out (pricing §5.5, §5.7, §5.8), in bigint. */
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { type Checkout, hundredths, least, type Row, rounded, total } from './reference-cart.ts'

export interface Given {
  readonly offer: OfferDocument
  readonly on: readonly number[]
  readonly spend: bigint
}

export interface Gift {
  readonly off: bigint
  readonly forfeited: bigint
  readonly coins: bigint
  readonly lines: readonly (readonly [at: number, part: bigint])[]
  readonly shipping: readonly (readonly [order: string, part: bigint])[]
}

export function give(checkout: Checkout, given: Given): Gift {
  const { offer, on } = given
  const { required, max } = offer.coins ?? {}
  const coins = max === undefined ? BigInt(required ?? 0) : least(checkout.coins, max)
  const part = (full: bigint) => (max === undefined ? full : (full * coins) / BigInt(max))
  if (offer.benefit.freeShipping) {
    const orders = [...new Set(on.map((at) => (checkout.rows[at] as Row).order))]
    const fees = orders.map((order) => [order, checkout.fees.get(order) as bigint] as const)
    const full = least(total(fees.map(([, fee]) => fee)), offer.benefit.cap ?? 10 ** 15)
    const off = part(full)
    return { off, forfeited: 0n, coins, lines: [], shipping: inTurn(off, fees) }
  }
  const left = on.map((at) => checkout.left[at] as bigint)
  const base = total(left)
  const bought = part(fullAmount(checkout, given, base))
  const off = least(bought, base)
  const shares = largestRemainder(off, left)
  const lines = on.map((at, place) => [at, shares[place] as bigint] as const)
  return { off, forfeited: bought - off, coins, lines, shipping: [] }
}

/** The amount before the limit of the base. */
function fullAmount(checkout: Checkout, { offer, on, spend }: Given, base: bigint): bigint {
  const { off, percent, every, cap, tiers } = offer.benefit
  const percentOf = (rate: number) => rounded(base * hundredths(rate), 10_000n)
  if (tiers) {
    const pieces = total(on.map((at) => (checkout.rows[at] as Row).pieces))
    const reached = tiers
      .map((tier) => ({ tier, at: BigInt(tier.quantity ?? tier.spend ?? 0) }))
      .filter(({ tier, at }) => at <= (tier.quantity === undefined ? spend : pieces))
    const highest = reached.reduce((best, one) => (one.at > best.at ? one : best)).tier
    return highest.percent === undefined ? BigInt(highest.off ?? 0) : percentOf(highest.percent)
  }
  if (percent !== undefined) return least(percentOf(percent), cap ?? base)
  const amount = BigInt(off as number)
  if (every === undefined) return amount
  const times = (spend / BigInt(every)) * amount
  return least(times, cap ?? times)
}

/** In order of appearance, each as much as is left of the amount. */
function inTurn(amount: bigint, fees: readonly (readonly [string, bigint])[]): [string, bigint][] {
  let rest = amount
  return fees.map(([order, fee]) => {
    const paid = least(fee, rest)
    rest -= paid
    return [order, paid]
  })
}

/** Floors, then one unit each to the largest remainders, ties to the earlier place. */
export function largestRemainder(amount: bigint, weights: readonly bigint[]): bigint[] {
  const sum = total(weights)
  if (sum === 0n) return weights.map(() => 0n)
  const floors = weights.map((weight) => (amount * weight) / sum)
  const remainders = weights.map((weight) => (amount * weight) % sum)
  const places = [...weights.keys()].sort((a, b) => {
    const [first, second] = [remainders[a] as bigint, remainders[b] as bigint]
    return first === second ? a - b : first > second ? -1 : 1
  })
  const spare = Number(amount - total(floors))
  for (const place of places.slice(0, spare)) floors[place] = (floors[place] as bigint) + 1n
  return floors
}
