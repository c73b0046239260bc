/** What a buyer sees of stored offers, as schemas; the types live with the code in core/offers. */
import { count, id, instant } from '../../core/base/fields.ts'
import {
  described,
  dictionary,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { obtain } from '../../core/offers/issued-offer.ts'
import type { Finding } from '../../core/offers/qualify-finding.ts'
import { offerSchema } from '../../core/pricing/offer-document.ts'
import { anyObject, bestAnswer, change, clause, quoteAnswer, sum, text } from '../answers.ts'
import { refusalAnswer } from './claim-endpoints.ts'

const facts = {
  offer: id,
  title: text,
  kind: id,
  obtain,
  seller: orNull(id),
  until: orNull(instant),
} as const

const effect = described(object({ without: sum, with: sum, gain: change, off: sum }, {}), {
  title: 'OfferEffect',
})

const need = described(
  object(
    {
      need: oneOf([
        'claim',
        'exchange',
        'choose',
        'wait',
        'channel',
        'coins',
        'spend',
        'items',
        'leave-out',
      ]),
      message: text,
    },
    {
      until: orNull(instant),
      coins: count,
      channels: list(text),
      amountMinor: sum,
      count,
      offers: list(id),
    },
  ),
  { title: 'Need' },
)

const barrier = described(
  object(
    {
      reason: text,
      reasons: list(text),
      clause,
      message: text,
      remedy: orNull(text),
      blockedBy: list(id),
    },
    {},
  ),
  { title: 'Barrier' },
)

const APPLIED = { outcome: oneOf(['applied']), effect } as const
const WITHIN = {
  outcome: oneOf(['within-reach']),
  needs: list(need),
  total: sum,
  gain: change,
  off: sum,
} as const
const BARRED = {
  outcome: oneOf(['barred']),
  why: barrier,
  instead: orNull(object({ total: sum, gain: change }, {})),
} as const

const BY_OUTCOME = {
  applied: object(APPLIED, {}),
  'within-reach': object(WITHIN, {}),
  barred: object(BARRED, {}),
} as const

type FindingOutcome = keyof typeof BY_OUTCOME

/** What an offer is to a cart: one of three, told apart by `outcome`. */
const findingAnswer: Schema<Finding> = {
  json: {
    title: 'Finding',
    type: 'object',
    oneOf: Object.values(BY_OUTCOME).map(({ json }) => json),
  },
  ok: (value) => formOf(value).ok(value),
  find: (value, path, faults) => formOf(value).find(value, path, faults),
}

function formOf(value: unknown): Schema<unknown> {
  const outcome = (value as { readonly outcome?: FindingOutcome } | null)?.outcome
  return BY_OUTCOME[outcome ?? 'applied'] ?? BY_OUTCOME.applied
}

const quotedOffer = described(object({ title: text, campaign: id, version: count }, {}), {
  title: 'QuotedOffer',
})

const quotedOffers = dictionary(id, quotedOffer)

/** A code that was typed in, and what came of it. */
const typedCode = described(
  object({ code: text, offer: orNull(id), repeats: truth, refusal: orNull(refusalAnswer) }, {}),
  { title: 'TypedCode' },
)

const told = {
  at: instant,
  offers: quotedOffers,
  codes: list(typedCode),
} as const

/** A quote of stored offers: the instant that it holds for, and the offers that it speaks of. */
export const storedQuoteAnswer = described(object({ ...told, quote: quoteAnswer }, {}), {
  title: 'StoredQuote',
})

export const storedBestAnswer = described(object({ ...told, best: bestAnswer }, {}), {
  title: 'StoredBest',
})

/** What a cart qualifies for. */
export const qualificationAnswer = described(
  object(
    {
      at: instant,
      offers: quotedOffers,
      passedOver: count,
      currency: text,
      total: sum,
      applied: list(object({ ...facts, ...APPLIED }, {})),
      withinReach: list(object({ ...facts, ...WITHIN }, {})),
      barred: list(object({ ...facts, ...BARRED }, {})),
    },
    {},
  ),
  { title: 'Qualification' },
)

const offerJson = offerSchema.json.properties as Readonly<Record<string, Schema<unknown>['json']>>

/** A part of an offer as it is written, in answers: what made it was checked when it was written. */
const asWritten = (field: 'benefit' | 'minimum'): Schema<object | undefined> => ({
  json: offerJson[field] as Schema<unknown>['json'],
  ok: (value) => typeof value === 'object',
  find: (value, path, faults) => {
    if (typeof value !== 'object') faults.push({ path, fault: 'Must be an object.' })
  },
})

const centreEntry = object(
  {
    ...facts,
    benefit: asWritten('benefit'),
    minimum: orNull(asWritten('minimum')),
    currency: orNull(text),
    claimUntil: orNull(instant),
    coins: orNull(count),
    held: count,
    claim: orNull(refusalAnswer),
    cart: orNull(findingAnswer),
  },
  {},
)

/** Coupons to claim: of the centre, or of a listing. */
export const couponsAnswer = described(
  object(
    { at: instant, entries: list(centreEntry) },
    { next: orNull(id), categories: list(object({ category: text, offers: count }, {})) },
  ),
  { title: 'Coupons' },
)

const drawerEntry = described(
  object(
    {
      ...facts,
      ordinal: count,
      claimedAt: instant,
      usableUntil: orNull(instant),
      heldUntil: orNull(instant),
      order: orNull(id),
      soon: truth,
      ended: truth,
      cart: orNull(findingAnswer),
    },
    {},
  ),
  { title: 'DrawerEntry' },
)

/** My Coupons (fg.drawer). */
export const drawerAnswer = described(
  object(
    {
      at: instant,
      soonDays: count,
      usable: list(drawerEntry),
      held: list(drawerEntry),
      reserved: list(drawerEntry),
      used: list(drawerEntry),
      expired: list(drawerEntry),
      forfeited: list(drawerEntry),
    },
    {},
  ),
  { title: 'Drawer' },
)

/** A document of a protocol for agents: what stands in its parts is said by the protocol's own schemas. */
export function agentAnswer(title: string): Schema<object> {
  const parts = object(
    {
      currency: text,
      line_items: list(anyObject),
      totals: list(anyObject),
      discounts: anyObject,
      messages: list(anyObject),
    },
    {},
  )
  return described(parts, { title })
}
