import { describe, expect, it, vi } from 'vitest'
import type { IssuedOffer } from '../../../src/core/offers/issued-offer.ts'
import { OfferBook } from '../../../src/shell/store/book/offer-book.ts'
import { quoteStored } from '../../../src/shell/store/book/stored-quotes.ts'
import { lastChange } from '../../../src/shell/store/feed.ts'
import { createCampaign, endCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { changeOffer, endOffer } from '../../../src/shell/store/offers/offers.ts'
import { PATIENCE } from '../../core/draws.ts'
import { acting, campaign, DURING, offer } from '../offers/marketplace.ts'
import { cart, freshDesk, LONG_MS } from './desk.ts'

vi.setConfig(PATIENCE)

const desk = await freshDesk()
const { store, book } = desk

/** A code of the cart's that applies by itself: its kind needs no claim. */
function automatic(id: string, more: Partial<IssuedOffer> = {}, off = 100): IssuedOffer {
  return offer({ id, obtain: 'automatic', ...more }, { kind: 'code', benefit: { off } })
}

/** What an anonymous cart is priced with: the offers that its quote speaks of. */
async function quoted(): Promise<string[]> {
  const answer = await quoteStored(desk, { cart: cart(), buyer: null, at: DURING })
  if (!('quote' in answer)) throw new Error(JSON.stringify(answer))
  const { applied, rejected } = answer.quote
  return [...applied, ...rejected].map((one) => one.offer).sort()
}

const NEWS = { topic: 'offer.changed', subject: 'nothing', document: '{}' }

/** The row of an offer under another id, and of no code. */
async function copyOf(id: string, other: string) {
  const query = store.db.selectFrom('offers').selectAll().where('id', '=', id)
  const { changed_at: _, ...row } = await query.executeTakeFirstOrThrow()
  const document = { ...(row.document as IssuedOffer), id: other }
  return { ...row, id: other, document: JSON.stringify(document) }
}

/** A second later; where the machine stood still for it, as soon as the book has heard of what changed. */
async function aSecondLater(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await desk.settled()
}

describe('the book of stored offers', () => {
  it('has a new offer, its change and its end in every quote within a second (tc.20)', async () => {
    await desk.issue(automatic('a1'))
    expect(await quoted()).toEqual(['a1'])
    const changed = { ...acting(), expected: null }
    await changeOffer(store, automatic('a1', {}, 250), changed)
    await desk.settled()
    const answer = await quoteStored(desk, { cart: cart(), buyer: null, at: DURING })
    expect(answer).toMatchObject({
      quote: { applied: [{ offer: 'a1', off: 250 }] },
      offers: { a1: { version: 2, campaign: 'may', title: '5 off 39' } },
    })
    await endOffer(store, 'a1', acting())
    await aSecondLater()
    expect(await quoted()).toEqual([])
  })

  it('loses with a campaign all of its offers (tc.20, cp.10)', async () => {
    await createCampaign(store, campaign({ id: 'flash' }), acting())
    await desk.issue(automatic('f1', { campaign: 'flash' }), automatic('f2', { campaign: 'flash' }))
    expect(await quoted()).toEqual(['f1', 'f2'])
    await endCampaign(store, 'flash', acting())
    await aSecondLater()
    expect(await quoted()).toEqual([])
  })

  it('leaves out what is all given out, and takes it in again when some comes back (fg.reject)', async () => {
    await desk.issue(automatic('few', { limits: { uses: 3, perBuyer: 1 } }))
    expect(await quoted()).toEqual(['few'])
    const left = (uses: number) =>
      store.db.updateTable('pools').set({ uses_left: uses }).where('offer_id', '=', 'few').execute()
    await left(0)
    await aSecondLater()
    expect(await quoted()).toEqual([])
    await left(1)
    await aSecondLater()
    expect(await quoted()).toEqual(['few'])
    await endOffer(store, 'few', acting())
    await desk.settled()
  })

  it('is loaded with what stands already, and not with what has ended', async () => {
    await desk.issue(automatic('stays'), automatic('goes'))
    await endOffer(store, 'goes', acting())
    const other = new OfferBook(store, { keptMs: LONG_MS })
    await other.start()
    expect([other.shelf.get('stays')?.version, other.shelf.get('goes')]).toEqual([1, undefined])
    expect(other.number).toBe(await lastChange(store))
    expect((await other.offers(['goes', 'nowhere'])).get('goes')).toMatchObject({ ended: true })
    await other.close()
    await endOffer(store, 'stays', acting())
    await desk.settled()
  })

  it('finds a code that comes back in a later season as the offer of that season', async () => {
    const season = (id: string, from: string, until: string) =>
      offer(
        { id, claimFrom: from, claimUntil: until },
        { code: 'Season', from, until, benefit: { off: 100 } },
      )
    const [one, two, three] = [
      '2026-05-01T07:00:00Z',
      '2026-05-02T07:00:00Z',
      '2026-05-04T07:00:00Z',
    ] as const
    await desk.issue(season('spring', one, two), season('summer', two, three))
    const found = (at: string) => book.shelf.ofCode('SEASON', Date.parse(at))?.issued.id
    expect([
      found('2026-04-30T00:00:00Z'),
      found(one),
      found('2026-05-02T06:59:59Z'),
      found(two),
      found(three),
    ]).toEqual(['spring', 'spring', 'spring', 'summer', 'summer'])
    expect(book.shelf.ofCode('OTHER', Date.parse(one))).toBeNull()
  })

  it('reads everything anew where changes that it has not seen were deleted', async () => {
    const changes = (await lastChange(store)) + 2
    await store.db.transaction().execute(async (trx) => {
      // As a server finds it that was stopped for long: the offer's change is no longer told of.
      await trx
        .insertInto('feed')
        .values({ number: changes, ...NEWS })
        .execute()
      await trx
        .insertInto('offers')
        .values(await copyOf('spring', 'unheard-of'))
        .execute()
    })
    await desk.settled()
    expect(book.shelf.get('unheard-of')).toBeDefined()
    expect(book.number).toBe(changes)
  })

  it('knows no faults', () => expect(desk.faults).toEqual([]))
})
