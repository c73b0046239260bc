import fc from 'fast-check'
import { describe, test, vi } from 'vitest'
import { isRefused, type Refused } from '../../src/core/base/faults.ts'
import { accept, acceptOffers } from '../../src/core/pricing/accept.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { type Priced, price } from '../../src/core/pricing/price.ts'
import { firstReason } from '../../src/core/pricing/reasons.ts'
import { compileOffers, explain, type Quote, quote, shippedTerms } from '../../src/tessera.ts'
import { effort, PATIENCE } from './draws.ts'
import { inputs } from './generator.ts'
import { brokenLaws } from './laws.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

/** The quote of an input that has to be accepted. */
function quoted(input: Input): Quote {
  const answer = quote(input)
  if (isRefused(answer)) throw new Error(`Refused: ${JSON.stringify(answer.refused)}`)
  return answer
}

function holds(check: (input: Input) => void, runs = 4000): void {
  fc.assert(fc.property(inputs(), check), effort(runs))
}

describe('every quote', () => {
  test('keeps the laws of sums: shares to offs, lines to orders, orders to totals', () => {
    holds((input) => same(brokenLaws(input, quoted(input)), []))
  })

  test('is the same again, after a round trip through JSON, and leaves its input alone', () => {
    holds((input) => {
      const first = quoted(frozen(structuredClone(input)))
      same(quoted(input), first)
      same(quoted(JSON.parse(JSON.stringify(input)) as Input), first)
      same(JSON.parse(JSON.stringify(first)), first)
    }, 2000)
  })

  test('is that of its explanation, which tells of every offer in order of attempt', () => {
    holds((input) => {
      const explanation = explain(input)
      if (isRefused(explanation)) throw new Error('refused')
      const { quote: explained, attempts } = explanation
      same(explained, quoted(input))
      const outcome = (name: string) => attempts.filter(({ outcome }) => outcome === name)
      same(
        outcome('applied').map(({ offer, kind, step }) => [offer, kind, step]),
        explained.applied.map(({ offer, kind, step }) => [offer, kind, step]),
      )
      same(
        outcome('rejected').map(({ offer, reasons, message }) => [offer, reasons, message]),
        explained.rejected.map(({ offer, reasons, message }) => [offer, reasons, message]),
      )
      for (const { outcome, remedy } of attempts) same(remedy === null, outcome === 'applied')
    }, 2000)
  })
})

/** Everything in it can no longer change: to try throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}

describe('deciding and explaining', () => {
  /** What a reading decides: who is applied with what, and who is refused first for what. */
  const decision = ({ applied, rejected, running, feesLeft }: Priced) => ({
    applied: applied.map((one) => [
      one.offer.id,
      one.lines,
      one.shares,
      one.orders,
      one.shippingShares,
      [one.spend, one.base, one.off, one.forfeited, one.coins],
    ]),
    rejected: rejected.map((one) => [
      one.offer.id,
      firstReason(one.reasons).reason,
      one.short,
      one.shortOf,
    ]),
    running,
    feesLeft,
  })

  test('never differ', () => {
    holds((input) => {
      const accepted = accept(input, shippedTerms)
      if (isRefused(accepted)) throw new Error('refused')
      const { cart, offers } = accepted
      same(decision(price(cart, offers, 'decide')), decision(price(cart, offers, 'explain')))
    })
  })
})

describe('an offer that is refused', () => {
  test('changes nothing: without it all else is as it was', () => {
    holds((input) => {
      const answer = quoted(input)
      for (const { offer } of answer.rejected) {
        const without = quoted({ ...input, ...withoutOffer(input, offer) })
        same(without, {
          ...answer,
          rejected: answer.rejected.filter((one) => one.offer !== offer),
        })
      }
    }, 1000)
  })

  function withoutOffer({ offers = [], choose = 'all' }: Input, id: string): Partial<Input> {
    return {
      offers: offers.filter((offer) => offer.id !== id),
      choose: choose === 'all' ? choose : choose.filter((name) => name !== id),
    }
  }
})

describe('the offers of one seller, whose stores and lines are its own', () => {
  const sellerOf = (input: Input, store: string) =>
    Object.entries(input.stores).find(([id]) => id === store)?.[1].seller
  const mine = (input: Input, seller: string) => ({
    lines: input.lines.filter((line) => sellerOf(input, line.store) === seller),
    offers: (input.offers ?? []).filter(({ funder }) => {
      const [who, ...name] = funder.split(':')
      const id = name.join(':')
      return who === 'seller' ? id === seller : who === 'store' && sellerOf(input, id) === seller
    }),
  })
  const partOf = (answer: Quote, input: Input, seller: string) => {
    const part = mine(input, seller)
    const of = <T>(rows: readonly T[], key: (row: T) => string, ids: readonly string[]) =>
      rows.filter((row) => ids.includes(key(row)))
    const offers = part.offers.map(({ id }) => id)
    return {
      lines: of(
        answer.lines,
        ({ id }) => id,
        part.lines.map(({ id }) => id),
      ),
      orders: answer.orders.filter(({ id }) => id.slice(0, id.lastIndexOf('/')) === seller),
      applied: of(answer.applied, ({ offer }) => offer, offers),
      rejected: of(answer.rejected, ({ offer }) => offer, offers),
    }
  }
  const apart = (input: Input, seller: string, offers: Input['offers']): void => {
    const alone = { ...input, ...mine(input, seller), choose: 'all' as const }
    const together = { ...input, offers, choose: 'all' as const }
    same(partOf(quoted(together), input, seller), partOf(quoted(alone), input, seller))
  }
  const sellers = (input: Input) =>
    new Set(input.lines.map((line) => sellerOf(input, line.store) as string))

  test('do the same with and without the lines of other sellers, under any terms', () => {
    holds((input) => {
      for (const seller of sellers(input)) apart(input, seller, mine(input, seller).offers)
    }, 2000)
  })

  // What sellers share is the buyer's coins and a slot of the whole checkout, and nothing else. The
  // allowance of select coupons is no third: a seller's coupon draws on it with its own lines alone,
  // but two sellers' coupons draw on one pool where their stores set the same requirement (D-17).
  const shared = ({ kind, coins }: NonNullable<Input['offers']>[number], terms: string) => {
    const slot = shippedTerms.get(terms)?.kinds.get(kind)?.slot
    return Boolean(coins) || slot?.per === 'checkout' || kind === 'select-coupon'
  }

  test('do the same beside the offers of other sellers that share no coins, pool or checkout slot', () => {
    holds((input) => {
      for (const seller of sellers(input)) {
        const own = mine(input, seller).offers
        const others = (input.offers ?? []).filter(
          (offer) => /^(store|seller):/.test(offer.funder) && !shared(offer, input.terms),
        )
        const offers = (input.offers ?? []).filter(
          (one) => own.includes(one) || others.includes(one),
        )
        apart(input, seller, offers)
      }
    }, 2000)
  })
})

describe('a book of standing offers', () => {
  test('quotes a cart like all its offers given, less refusals of those out of reach', () => {
    holds((input) => {
      const { offers = [], choose: _, ...cart } = input
      const book = compileOffers(offers)
      if (isRefused(book)) throw new Error('refused')
      const answer = book.quote(cart) as Quote
      const all = quoted({ ...cart, offers })
      const reached = new Set([...answer.applied, ...answer.rejected].map(({ offer }) => offer))
      same(answer, { ...all, rejected: all.rejected.filter(({ offer }) => reached.has(offer)) })
      // Out of reach is: in nobody's scope here, or another buyer's. An unknown kind has no scope.
      const unreached = all.rejected.filter(({ offer }) => !reached.has(offer))
      const why = unreached.map(({ reasons }) =>
        reasons.some((reason) =>
          ['no-eligible-items', 'not-owner', 'unknown-kind'].includes(reason),
        ),
      )
      same(why.includes(false), false)
      const others = offers.filter(({ owner }) => owner && owner !== input.buyer.id)
      same(
        others.filter(({ id }) => reached.has(id)),
        [],
      )
      same(book.size, offers.length)
    }, 2000)
  })

  test('quotes with the offers that are chosen, in reach or not', () => {
    holds((input) => {
      const { offers = [], choose = 'all', ...cart } = input
      if (choose === 'all') return
      const book = compileOffers(offers)
      if (isRefused(book)) throw new Error('refused')
      same(book.quote({ ...cart, choose }), quoted(input))
    }, 2000)
  })
})

describe('offers that stand for many inputs', () => {
  test('are those of an input that names none of its own', () => {
    holds((input) => {
      const { offers = [], ...cart } = input
      const standing = acceptOffers(offers, '/offers')
      if (isRefused(standing)) throw new Error('refused')
      const options = { standing }
      const whole = quoted(input)
      same(quote(cart, options), whole)
      const elsewhere = { terms: 'aliexpress-general', choose: 'all' as const }
      same(quote({ ...cart, ...elsewhere }, options), quoted({ ...input, ...elsewhere }))
      same(quote(cart, options), whole)
      same(quote(input, { standing: NONE }), whole)
    }, 1500)
  })

  const NONE = acceptOffers([], '') as Exclude<ReturnType<typeof acceptOffers>, Refused>
})

describe('fg.variant: a cart whose variant changes', () => {
  test('has every offer tested again, and none disappears without a word', () => {
    fc.assert(
      fc.property(inputs(), fc.nat(), fc.nat({ max: 10_000 }), (input, at, unitPrice) => {
        const place = at % input.lines.length
        const lines = input.lines.map((line, k) =>
          k === place ? { ...line, sku: `${line.sku} in red`, unitPrice } : line,
        )
        const before = quoted(input)
        const after = quoted({ ...input, lines })
        const answered = ({ applied, rejected }: Quote) =>
          [...applied, ...rejected].map(({ offer }) => offer).sort()
        same(answered(after), answered(before))
        same(brokenLaws({ ...input, lines }, after), [])
        const back = quoted({ ...input, lines: lines.with(place, input.lines[place] as never) })
        same(back, before)
      }),
      effort(2000),
    )
  })
})
