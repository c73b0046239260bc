import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Qualification } from '../../src/core/offers/qualify.ts'
import type { Considered } from '../../src/core/offers/qualify-finding.ts'
import type { CartDocument } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { unlock } from '../../src/core/pricing/unlock.ts'
import { effort, PATIENCE } from '../core/draws.ts'
import { same } from '../core/same.ts'
import { attempted, qualified, quoteOf, type Scene, scenes } from './qualify-scene.ts'

vi.setConfig(PATIENCE)

function holds(check: (scene: Scene) => void, runs: number): void {
  fc.assert(fc.property(scenes(), check), effort(runs))
}

type WithinReach = Qualification['withinReach'][number]

/** The cart after a buyer did what is needed, and who is attempted then; null where goods are added. */
function afterNeeds(
  { document, considered }: Scene,
  found: WithinReach,
): { document: CartDocument; offers: OfferDocument[] } | null {
  let cart = document
  let leftOut: readonly string[] = []
  for (const need of found.needs) {
    if (need.need === 'spend' || need.need === 'items') return null
    if (need.need === 'wait') cart = { ...cart, at: need.until }
    if (need.need === 'leave-out') leftOut = need.offers
    if (need.need === 'channel') {
      cart = { ...cart, buyer: { ...cart.buyer, channel: need.channels[0] as 'app' } }
    }
    if (need.need === 'coins') {
      cart = { ...cart, buyer: { ...cart.buyer, coins: (cart.buyer.coins ?? 0) + need.coins } }
    }
  }
  const isThere = ({ stands, document: { id } }: Considered) =>
    id === found.offer || (stands === 'attempted' && !leftOut.includes(id))
  return { document: cart, offers: considered.filter(isThere).map((one) => one.document) }
}

describe('what a cart qualifies for', () => {
  it('agrees with its quote: the same applied, the same amounts, the same refusals (fg.reject)', () => {
    holds((scene) => {
      const quote = quoteOf(scene.document, attempted(scene.considered))
      const answer = qualified(scene)
      same(answer.total, quote.totals.total)
      same(
        answer.applied.map(({ offer, effect }) => [offer, effect.off]),
        quote.applied.map(({ offer, off }) => [offer, off]),
      )
      const said = new Map(quote.rejected.map((one) => [one.offer, one]))
      for (const { offer, why } of answer.barred) {
        const rejected = said.get(offer)
        if (rejected === undefined) continue
        const { reason, reasons, clause, message, blockedBy } = rejected
        same(why, { reason, reasons, clause, message, blockedBy, remedy: why.remedy })
      }
    }, 1500)
  })

  it('names each offer once: applied, within reach or barred, and every bar has a clause', () => {
    holds((scene) => {
      const { applied, withinReach, barred } = qualified(scene)
      const named = [...applied, ...withinReach, ...barred].map(({ offer }) => offer)
      same(named.sort(), scene.considered.map(({ document }) => document.id).sort())
      for (const { why } of barred) expect(why.clause).toMatch(/^[a-z]+\.[\w.-]+$|^D-/)
    }, 1500)
  })

  it('tells as the effect of an offer the difference of two quotes (fg.banner)', () => {
    holds((scene) => {
      const offers = attempted(scene.considered)
      for (const { offer, effect } of qualified(scene).applied) {
        const without = offers.filter(({ id }) => id !== offer)
        const total = quoteOf(scene.document, without).totals.total
        same(effect.without, total)
        same(effect.with, quoteOf(scene.document, offers).totals.total)
        same(effect.gain, effect.without - effect.with)
      }
    }, 800)
  })

  it('promises only what the quote then keeps: with the needs met, that offer and that total', () => {
    let kept = 0
    holds((scene) => {
      for (const found of qualified(scene).withinReach) {
        const then = afterNeeds(scene, found)
        if (then === null) continue
        const quote = quoteOf(then.document, then.offers)
        same(quote.totals.total, found.total)
        same(quote.applied.find(({ offer }) => offer === found.offer)?.off, found.off)
        kept++
      }
    }, 1500)
    expect(kept).toBeGreaterThan(300)
  })

  it('counts what is short as unlocking does, where one addition is enough (tc.3)', () => {
    let counted = 0
    holds((scene) => {
      const offers = attempted(scene.considered)
      const unlocks = unlock({ ...scene.document, offers })
      if (isRefused(unlocks)) throw new Error('refused')
      const byOffer = new Map(unlocks.map((one) => [one.offer, one]))
      for (const { offer, needs, gain } of qualified(scene).withinReach) {
        const found = byOffer.get(offer)
        const [need, ...others] = needs
        if (found === undefined || others.length > 0 || need === undefined) continue
        const short = need.need === 'spend' ? need.amountMinor : null
        if ((need.need === 'items' ? need.count : short) !== found.short) continue
        same(gain + found.cost, 0)
        counted++
      }
    }, 1500)
    expect(counted).toBeGreaterThan(50)
  })
})
