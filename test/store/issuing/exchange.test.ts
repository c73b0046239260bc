import { describe, expect, it, vi } from 'vitest'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import { coinsHeld } from '../../../src/shell/store/coins/wallet.ts'
import { exchangeCoins } from '../../../src/shell/store/issuing/exchange.ts'
import { settleExchanges } from '../../../src/shell/store/issuing/exchange-settling.ts'
import type { Issuer } from '../../../src/shell/store/issuing/issuer.ts'
import { endOffer } from '../../../src/shell/store/offers/offers.ts'
import { PATIENCE } from '../../core/draws.ts'
import { giveCoins, trialOf } from '../coins/purses.ts'
import { freshStore } from '../database.ts'
import { claimsHeld, issue, times } from './issuing.ts'

vi.setConfig(PATIENCE)

const store = await freshStore({ connections: 30 })
const issuer = new Claims(store)
const price = { obtain: 'exchange', exchange: { coins: 100 } } as const
await issue(
  store,
  { id: 'ten', limits: { perBuyer: 10 }, ...price },
  { id: 'once', ...price },
  { id: 'few', limits: { uses: 3 }, ...price },
  { id: 'later', claimFrom: '2099-01-01T00:00:00Z', ...price },
  { id: 'over', claimUntil: '2020-01-01T00:00:00Z', ...price },
  { id: 'ended', ...price },
  { id: 'grant', obtain: 'grant' },
)
await endOffer(store, 'ended', { scope: 'all', by: 'test' })
const swap = (buyer: string, offer: string, key = 'k1', by: Issuer = issuer) =>
  exchangeCoins(store, by, { buyer, offer, key })

describe('coins for a coupon (tc.18.a.i.2)', () => {
  it('are exchanged once for a key', async () => {
    await giveCoins(store, { buyer: 'a', coins: 250 })
    expect(await swap('a', 'ten')).toMatchObject({
      ...{ claim: { id: 'ten~1', source: 'exchange' }, coins: 100, held: 150, replayed: false },
    })
    expect(await swap('a', 'ten')).toMatchObject({
      ...{ claim: { id: 'ten~1' }, coins: 100, held: 150, replayed: true },
    })
    expect(await swap('a', 'ten', 'k2')).toMatchObject({ claim: { id: 'ten~2' }, held: 50 })
    expect(await swap('a', 'ten', 'k3')).toMatchObject({ refusal: 'not-enough-coins' })
    expect(await swap('a', 'once', 'k2')).toEqual({ conflict: 'key-reused' })
  })

  it('stay where they are when the coupon is refused, however often that is asked', async () => {
    await giveCoins(store, { buyer: 'b', coins: 250 })
    await swap('b', 'once')
    expect(await swap('b', 'once', 'k2')).toMatchObject({ refusal: 'already-claimed' })
    expect(await swap('b', 'once', 'k2')).toMatchObject({ refusal: 'already-claimed' })
    expect(await coinsHeld(store, 'b')).toBe(150)
    expect(await claimsHeld(store, 'b')).toEqual({ once: 1 })
  })

  it.each([
    ['later', 'not-started'],
    ['over', 'claim-over'],
    ['ended', 'ended'],
    ['grant', 'unknown-offer'],
    ['nothing', 'unknown-offer'],
  ])('are not taken for %s: %s', async (offer, reason) => {
    expect(await swap('c', offer)).toMatchObject({ refusal: reason, offer })
    expect(await coinsHeld(store, 'c')).toBe(0)
  })

  it('are taken from exactly those who get one of the few', async () => {
    await times(12, (place) => giveCoins(store, { buyer: `few-${place}`, coins: 100 }))
    const answers = await times(12, (place) => swap(`few-${place}`, 'few'))
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3)
    const held = await times(12, (place) => coinsHeld(store, `few-${place}`))
    expect(held.toSorted()).toEqual([0, 0, 0, ...Array.from({ length: 9 }, () => 100)])
    expect(await claimsHeld(store)).toMatchObject({ few: 3 })
  })

  it('are taken once, whoever asks the same at the same time', async () => {
    await giveCoins(store, { buyer: 'd', coins: 1_000 })
    const answers = await times(20, () => swap('d', 'ten'))
    expect(answers.every((answer) => 'claim' in answer && answer.claim.id === 'ten~1')).toBe(true)
    expect(
      answers.filter((answer) => 'replayed' in answer && !answer.replayed).length,
    ).toBeLessThan(21)
    expect(await coinsHeld(store, 'd')).toBe(900)
    expect(await claimsHeld(store, 'd')).toEqual({ ten: 1 })
  })

  it('and twenty other keys at once take what there is', async () => {
    await giveCoins(store, { buyer: 'e', coins: 350 })
    const answers = await times(20, (place) => swap('e', 'ten', `k${place}`))
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3)
    expect(await coinsHeld(store, 'e')).toBe(50)
    expect(await claimsHeld(store, 'e')).toEqual({ ten: 3 })
  })
})

/** What comes in a moment is waited for as long as a busy machine takes. */
const BUSY = { timeout: 30_000 }

describe('an exchange that was left in the middle', () => {
  /** Ends as a process does that is killed: before the coupon was granted, or just after. */
  const killed = (when: 'before' | 'after'): Issuer => ({
    claim: async (request) => {
      if (when === 'after') await issuer.claim(request)
      throw new Error('killed')
    },
  })
  const lapseLeases = () => store.pool.query(`update coin_exchanges set leased_until = '-infinity'`)

  it.each(['before', 'after'] as const)(
    '%s the grant is finished by the sweep, once',
    async (when) => {
      const buyer = `killed-${when}`
      await giveCoins(store, { buyer, coins: 100 })
      await expect(swap(buyer, 'ten', 'k1', killed(when))).rejects.toThrow('killed')
      expect(await coinsHeld(store, buyer)).toBe(0)
      expect(await settleExchanges(store, issuer)).toBe(0)
      await lapseLeases()
      await times(4, () => settleExchanges(store, issuer))
      expect(await claimsHeld(store, buyer)).toEqual({ ten: 1 })
      expect(await swap(buyer, 'ten')).toMatchObject({ claim: { id: 'ten~1' }, held: 0 })
    },
  )

  it('gives the coins back where the coupon is gone meanwhile', async () => {
    await issue(store, { id: 'gone', ...price })
    await giveCoins(store, { buyer: 'late', coins: 100 })
    await expect(swap('late', 'gone', 'k1', killed('before'))).rejects.toThrow('killed')
    await endOffer(store, 'gone', { scope: 'all', by: 'test' })
    await lapseLeases()
    await settleExchanges(store, issuer)
    expect(await coinsHeld(store, 'late')).toBe(100)
    expect(await swap('late', 'gone')).toMatchObject({ refusal: 'ended' })
  })

  it('is paid for when its grant arrives after the coins were given back', async () => {
    await giveCoins(store, { buyer: 'slow', coins: 100 })
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const slow: Issuer = {
      claim: async (request) => {
        await arrived
        return issuer.claim(request)
      },
    }
    const refusing: Issuer = {
      claim: async ({ offer }) => ({ refusal: 'exhausted', clause: '', message: '', offer }),
    }
    const first = swap('slow', 'ten', 'k1', slow)
    await expect.poll(async () => coinsHeld(store, 'slow'), BUSY).toBe(0)
    await expect
      .poll(async () => {
        await lapseLeases()
        return settleExchanges(store, refusing)
      }, BUSY)
      .toBe(1)
    expect(await coinsHeld(store, 'slow')).toBe(100)
    arrive()
    expect(await first).toMatchObject({ claim: { id: 'ten~1' }, held: 0 })
    expect(await swap('slow', 'ten')).toMatchObject({ claim: { id: 'ten~1' }, held: 0 })
  })
})

it('leaves the books in order', async () => {
  expect((await trialOf(store)).faults).toEqual([])
})
