import type fc from 'fast-check'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Baseline } from '../../src/core/offers/effect.ts'
import type { IssuedOffer } from '../../src/core/offers/issued-offer.ts'
import { baselineAmong, type Qualification, qualify } from '../../src/core/offers/qualify.ts'
import type { Considered } from '../../src/core/offers/qualify-finding.ts'
import type { Refusal } from '../../src/core/offers/refusals.ts'
import { accept } from '../../src/core/pricing/accept.ts'
import type { Quote } from '../../src/core/pricing/document.ts'
import type { CartDocument, Input } from '../../src/core/pricing/input.ts'
import { compileOffer } from '../../src/core/pricing/offer.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { drawn } from '../core/draws.ts'
import { randomInput, TERMS } from '../core/generator.ts'

/** A cart and the offers that are considered for it, each with how it stands to the buyer. */
export interface Scene {
  readonly document: CartDocument
  readonly considered: readonly Considered[]
}

export interface Asked {
  readonly offer: OfferDocument
  readonly stands?: Considered['stands']
  readonly claim?: Refusal | null
  readonly issued?: Partial<IssuedOffer>
}

/** A scene of a cart without offers, and of offers by position. */
export function sceneOf(document: CartDocument, rows: readonly Asked[]): Scene {
  const considered = rows.map(
    ({ offer, stands = 'attempted', claim = null, issued }, position): Considered => ({
      issued: {
        id: offer.id,
        campaign: 'c1',
        title: `The offer ${offer.id}`,
        obtain: 'centre',
        offer,
        ...issued,
      } as IssuedOffer,
      document: offer,
      offer: compileOffer(offer, position),
      stands,
      claim,
      claimUntil: issued?.claimUntil ?? null,
    }),
  )
  return { document, considered }
}

/** The cart of a scene, priced with what is attempted in it. */
export function baseOf({ document, considered }: Scene): Baseline {
  const accepted = accept(document, shippedTerms)
  if (isRefused(accepted)) throw new Error(JSON.stringify(accepted.refused))
  return baselineAmong(accepted.cart, considered)
}

/** Scenes around the random carts of pricing: some offers are attempted, some left out, some unclaimed. */
export function scenes(): fc.Arbitrary<Scene> {
  return drawn((draws) => {
    const { offers = [], choose: _, ...document } = randomInput(draws, TERMS)
    const stands = ['attempted', 'unclaimed', 'attempted', 'unchosen'] as const
    return sceneOf(
      document,
      offers.map((offer) => ({ offer, stands: draws.pick(stands) })),
    )
  })
}

/** The offers of a scene that its quote attempts, as they are written. */
export function attempted(considered: readonly Considered[]): OfferDocument[] {
  return considered.filter(({ stands }) => stands === 'attempted').map(({ document }) => document)
}

/** The quote of a cart with offers, which has to be accepted. */
export function quoteOf(document: CartDocument, offers: readonly OfferDocument[]): Quote {
  const answer = quote({ ...document, offers } satisfies Input)
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer
}

export function qualified(scene: Scene): Qualification {
  return qualify(baseOf(scene), scene.document, scene.considered)
}
