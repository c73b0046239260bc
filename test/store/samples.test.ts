import { describe, expect, it } from 'vitest'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { seed } from '../../src/shell/samples/seed.ts'
import { signIn } from '../../src/shell/store/access/accounts.ts'
import { Passwords } from '../../src/shell/store/access/passwords.ts'
import { Claims } from '../../src/shell/store/claims/claims.ts'
import { coinsHeld } from '../../src/shell/store/coins/wallet.ts'
import { getCampaign } from '../../src/shell/store/offers/campaign-reading.ts'
import { getOffer, listOffers } from '../../src/shell/store/offers/offer-reading.ts'
import { freshStore } from './database.ts'

describe('the sample marketplace', async () => {
  const store = await freshStore()
  const passwords = new Passwords()
  const seeding = { store, terms: shippedTerms, claims: new Claims(store), passwords }

  it('fills an empty database, and another start changes nothing', async () => {
    expect(await seed(seeding, new Date())).toBe('filled')
    const { rows } = await listOffers(store, { scope: 'all', limit: 200 })
    expect(rows.length).toBeGreaterThan(30)
    expect(await coinsHeld(store, 'ana')).toBe(245)
    expect(await seed(seeding, new Date())).toBe('left alone')
    expect((await listOffers(store, { scope: 'all', limit: 200 })).rows).toHaveLength(rows.length)
  })

  it('has the sale of May 2026 as it was published, and one that runs now', async () => {
    const standing = async (id: string) =>
      (await getCampaign(store, id, { scope: 'all' }))?.standing
    expect(await standing('may-2026')).toBe('over')
    expect(await standing('sample-sale')).toBe('active')
    expect(await standing('spring')).toBe('scheduled')
  })

  it('moves the sale to the present when it is over', async () => {
    const later = new Date(Date.now() + 100 * 86_400_000)
    const standing = async () =>
      (await getCampaign(store, 'sample-sale', { scope: 'all', at: later }))?.standing
    expect(await standing()).toBe('over')
    expect(await seed(seeding, later)).toBe('renewed')
    expect(await standing()).toBe('active')
    const offer = await getOffer(store, 'beauty-6-off-50', { scope: 'all', at: later })
    expect(offer?.standing).toBe('active')
  })

  it('has people who can sign in', async () => {
    const given = { email: 'admin@sample.example', password: 'tessera-sample' }
    expect(await signIn(store, passwords, given)).toMatchObject({ account: { role: 'admin' } })
  })
})
