import { expect, expectTypeOf, test } from 'vitest'
import type { Answer, ProblemDocument } from '../../src/client/call.ts'
import { type Client, connect, type DocumentOf } from '../../src/client/client.ts'
import type { Agrees } from '../../src/contract/answers.ts'
import type { problemAnswer } from '../../src/contract/catalogue.ts'
import type { IssuedOffer } from '../../src/core/offers/issued-offer.ts'
import type { Quote } from '../../src/core/pricing/document.ts'
import type { Explanation } from '../../src/core/pricing/explain.ts'
import type { Input } from '../../src/core/pricing/input.ts'

// The compiler is the test: what the server makes is what the client says it gets, and what the core
// takes is what the client takes.
true satisfies IssuedOffer extends DocumentOf<'IssuedOffer'> ? true : never
true satisfies DocumentOf<'IssuedOffer'> extends IssuedOffer ? true : never
true satisfies Input extends DocumentOf<'QuoteInput'> ? true : never
true satisfies DocumentOf<'QuoteInput'> extends Input ? true : never
true satisfies Quote extends DocumentOf<'Quote'> ? true : never
true satisfies Explanation extends DocumentOf<'Explanation'> ? true : never
true satisfies Agrees<ProblemDocument, typeof problemAnswer>

type Said<F extends (...given: never[]) => unknown> = Parameters<F>[0]
type Got<F extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>

test('calls have the types of what they send and get', () => {
  expectTypeOf<Got<Client['getOffer']>>().toEqualTypeOf<Answer<DocumentOf<'OfferState'>>>()
  expectTypeOf<Said<Client['getOffer']>>().toEqualTypeOf<{
    readonly path: { readonly offer: string }
  }>()
  expectTypeOf<Said<Client['claim']>['body']>().toEqualTypeOf<DocumentOf<'NewClaim'>>()
  expectTypeOf<Said<Client['changeOffer']>>().toHaveProperty('ifMatch').toEqualTypeOf<string>()
  expectTypeOf<Got<Client['generateCodes']>>().toEqualTypeOf<Answer<Response>>()
  expectTypeOf<Got<Client['signOut']>>().toEqualTypeOf<Answer<undefined>>()
  // A request that may be left out, and one that may not.
  expectTypeOf<[]>().toExtend<Parameters<Client['listCampaigns']>>()
  expectTypeOf<[]>().not.toExtend<Parameters<Client['getOffer']>>()
  expectTypeOf<'scheduled'>().toExtend<
    NonNullable<NonNullable<Said<Client['listOffers']>>['query']>['standing']
  >()
  expect(Object.keys(connect())).toContain('follow')
})
