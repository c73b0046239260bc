import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import { accept } from '../../../src/core/pricing/accept.ts'
import { compileOffers } from '../../../src/core/pricing/book.ts'
import type { Cart } from '../../../src/core/pricing/cart.ts'
import type { OfferDocument } from '../../../src/core/pricing/offer-document.ts'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { ReachIndex } from '../../../src/shell/store/book/reach-index.ts'
import { drawn, effort, PATIENCE } from '../../core/draws.ts'
import { randomInput, TERMS } from '../../core/generator.ts'
import { same } from '../../core/same.ts'

vi.setConfig(PATIENCE)

interface Change {
  readonly put: readonly OfferDocument[]
  readonly remove: readonly string[]
}

/** Carts, and changes of the offers around them: ids come again, with another reach. */
const histories = drawn((draws) => {
  const inputs = draws.list(1, 4, () => randomInput(draws, TERMS))
  const changes = inputs.map(({ offers = [] }): Change => {
    const names = draws.list(0, 4, () => `o${1 + draws.below(9)}`)
    return { put: [...new Map(offers.map((one) => [one.id, one])).values()], remove: names }
  })
  return { inputs, changes }
})

function cartOf(input: object): Cart {
  const accepted = accept({ ...input, offers: [], choose: 'all' }, shippedTerms)
  if (isRefused(accepted)) throw new Error('refused')
  return accepted.cart
}

describe('an index that changes', () => {
  it('finds after any changes what a book of all that is there finds', () => {
    fc.assert(
      fc.property(histories, ({ inputs, changes }) => {
        const index = new ReachIndex()
        const all = new Map<string, OfferDocument>()
        for (const { put, remove } of changes) {
          index.put(put)
          index.remove(remove)
          for (const one of put) all.set(one.id, one)
          for (const id of remove) all.delete(id)
          same(index.size, all.size)
          const book = compileOffers([...all.values()])
          if (isRefused(book)) throw new Error('refused')
          for (const input of inputs) {
            const cart = cartOf(input)
            const found = book.inReach(cart).map(({ id }) => id)
            same(index.inReach(cart).sort(), found.sort())
          }
        }
      }),
      effort(400),
    )
  })

  it('takes a change among very many offers in a moment: nothing large is compiled at once', () => {
    const compiled = new Set<number>()
    // Whoever compiles an offer asks for its kind.
    const watched = (at: number): OfferDocument => ({
      ...offerOf(at),
      get kind() {
        compiled.add(at)
        return 'store-coupon'
      },
    })
    const index = new ReachIndex()
    const rows = Array.from({ length: 60_000 }, (_, at) => watched(at))
    for (let from = 0; from < rows.length; from += 500) index.put(rows.slice(from, from + 500))
    expect(compiled.size).toBe(60_000)
    const counts = Array.from({ length: 300 }, (_, at) => {
      const changed = watched(at * 199)
      compiled.clear()
      index.put([changed])
      return compiled.size
    })
    expect(index.size).toBe(60_000)
    // A change compiles itself, and now and then a segment.
    expect(Math.max(...counts)).toBeLessThanOrEqual(2_048)
    expect(counts.toSorted((a, b) => a - b)[150]).toBeLessThan(20)
  })
})

function offerOf(at: number): OfferDocument {
  return {
    id: `offer-${at}`,
    kind: 'store-coupon',
    funder: `store:s${at % 5_000}`,
    benefit: { off: 500 },
    minimum: { spend: 2_000 },
    claimed: true,
  }
}
