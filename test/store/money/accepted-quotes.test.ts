import fc from 'fast-check'
import { describe, expect, it, test, vi } from 'vitest'
import { replayAccepted } from '../../../src/core/orders/money/replay.ts'
import type { Input } from '../../../src/core/pricing/input.ts'
import { buyerKey } from '../../../src/shell/store/buyers.ts'
import {
  keepAcceptedQuote,
  quoteHash,
  readAcceptedQuote,
} from '../../../src/shell/store/money/accepted-quotes.ts'
import { refund } from '../../../src/shell/store/money/refunds.ts'
import { isRefused, quote } from '../../../src/tessera.ts'
import { drawn, effort, PATIENCE } from '../../core/draws.ts'
import { randomPurchase } from '../../orders/money-purchases.ts'
import { freshStore } from '../database.ts'
import { buy, CART, first, NOON, within } from './shop.ts'

vi.setConfig(PATIENCE)

const store = await freshStore()
const read = (buyer: string, checkout: string) =>
  readAcceptedQuote(store, buyerKey(store, buyer), checkout)
const snapshots = ({ offers = [] }: Input) =>
  offers.map(({ id }) => ({ offer: id, version: 3, document: { id } }))
const keep = (buyer: string, checkout: string, input: Input) =>
  within(store, (work) =>
    keepAcceptedQuote(work, { buyer, checkout, input, offers: snapshots(input) }),
  )

describe('an accepted quote', () => {
  it('is kept whole: the input, the quote, its hash, terms and offers with their versions (tc.22)', async () => {
    await keep('whole', 'c1', CART)
    const priced = quote(CART)
    if (isRefused(priced)) throw new Error('refused')
    const kept = await read('whole', 'c1')
    expect(kept).toMatchObject({
      ...{ terms: 'aliexpress-2020-03', currency: 'USD', total: 5_400, coins: 0 },
      acceptedAt: NOON,
      hash: quoteHash(priced),
      offers: snapshots(CART),
      texts: { input: JSON.stringify(CART), quote: JSON.stringify(priced) },
    })
    expect(await read('stranger', 'c1')).toBe(null)
  })

  it('is accepted once for a checkout: the same changes nothing, another is refused', async () => {
    await keep('steady', 'c2', CART)
    expect(await keep('steady', 'c2', CART)).toMatchObject({ total: 5_400 })
    const dearer = { ...CART, offers: [] }
    expect(await keep('steady', 'c2', dearer)).toMatchObject({ refusal: 'already-accepted' })
    expect(await read('steady', 'c2')).toMatchObject({ total: 5_400 })
  })

  it('has the same hash whenever it is asked for, and another one with any other price', () => {
    const hashAt = (at: string, unitPrice = 1_000) => {
      const [line, ...others] = CART.lines
      const priced = quote({ ...CART, at, lines: [{ ...line, unitPrice }, ...others] })
      return isRefused(priced) ? null : quoteHash(priced)
    }
    expect(hashAt('2026-05-07T18:00:00Z')).toBe(hashAt('2026-05-08T18:00:00Z'))
    expect(hashAt('2026-05-07T18:00:00Z')).not.toBe(hashAt('2026-05-07T18:00:00Z', 1_001))
  })

  it('is not kept without the offers that it applies, nor when nobody can price it', async () => {
    const without = { buyer: 'x', checkout: 'x', input: CART, offers: [] }
    await expect(within(store, (work) => keepAcceptedQuote(work, without))).rejects.toThrow(
      'every offer that a quote applies is kept with it',
    )
    await expect(keep('x', 'x', { ...CART, terms: 'none' })).rejects.toThrow('was priced')
    expect(await read('x', 'x')).toBe(null)
  })

  it('that was changed behind the server’s back moves no money', async () => {
    const bought = await buy(store, { buyer: 'tampered' })
    await store.pool.query(
      `update accepted_quotes set shares = replace(shares, '"cash":', '"cash":1') where checkout_id = $1`,
      [bought.checkout],
    )
    const ask = { cause: 'return', occasion: 'o', key: 'k', lines: 'all' } as const
    await expect(
      within(store, (work) => refund(work, { ...first(bought), ...ask })),
    ).rejects.toThrow('is as it was written')
  })

  test('is derived again to the byte from what is stored, whatever was bought (tc.22)', async () => {
    let kept = 0
    await fc.assert(
      fc.asyncProperty(drawn(randomPurchase), async (input) => {
        const checkout = `random ${kept++}`
        await keep('replayer', checkout, input)
        const texts = (await read('replayer', checkout))?.texts
        if (texts === undefined) throw new Error('lost')
        expect(replayAccepted(texts)).toMatchObject({ same: true, quote: texts.quote })
        const forged = { ...texts, quote: texts.quote.replace('"total":', '"total":1') }
        expect(replayAccepted(forged)?.same).toBe(false)
      }),
      effort(150),
    )
  })
})
