import { currency, id, instant } from '../../core/base/fields.ts'
import {
  described,
  integer,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { drawnHistory, historyDocument } from '../../core/tracker/history/document.ts'
import { CONFIDENCE } from '../../core/tracker/history/target.ts'
import { LINK_KINDS, type LinkKind } from '../../core/tracker/link/found-link.ts'
import { historyKey, observation, STOCKS, surface } from '../../core/tracker/observation.ts'
import { sum, text } from '../answers.ts'

const days: Schema<number> = leaf(
  { type: 'number', minimum: 0 },
  (value) => typeof value === 'number' && value >= 0,
  'Must be a number of days.',
)

/** A share in hundredths of a per cent: 2500 is 25 %. */
const share: Schema<number> = described(
  integer(-1_000_000_000, 10_000, 'Must be a share in hundredths of a per cent.'),
  { description: 'In hundredths of a per cent: 2500 is 25 %.' },
)

const linkPrices = object(
  { v: text, currency, list: text, sale: text },
  {
    baseList: text,
    baseSale: text,
    traceMs: integer(0, Number.MAX_SAFE_INTEGER, 'Must be an instant in milliseconds.'),
    source: text,
    shipTo: text,
  },
)

/** What a pasted text means (fg.t.paste); nothing of its paster is in it. */
export const linkAnswer = described(
  object(
    { kind: oneOf(Object.keys(LINK_KINDS) as LinkKind[]), itemId: orNull(id), why: text },
    {
      skuId: id,
      globalIdInferred: id,
      pdpNpi: linkPrices,
      shipTo: text,
      currency,
      surface,
      newcomer: truth,
      resolve: text,
    },
  ),
  { title: 'PastedLink' },
)

const ORIGINS = ['marketplace', 'shop', 'own', 'feed'] as const

/** What people know a tracked product by. */
export const listingFacts = described(
  object(
    {
      id,
      title: orNull(text),
      image: orNull(text),
      origin: oneOf(ORIGINS),
      address: orNull(text),
      store: orNull(text),
      storeName: orNull(text),
      seller: orNull(text),
      category: list(text),
      isSample: truth,
    },
    {},
  ),
  { title: 'ListingFacts' },
)

const variant = object(
  {
    of: historyKey,
    name: orNull(text),
    totalMinor: orNull(sum),
    saleMinor: orNull(sum),
    stock: oneOf(STOCKS),
    readAt: orNull(instant),
    isBeingRead: truth,
    watches: sum,
  },
  {},
)

const figures = described(
  object(
    {
      lowMinor: orNull(sum),
      lowAt: orNull(instant),
      medianMinor: orNull(sum),
      highMinor: orNull(sum),
      knownDays: days,
    },
    {},
  ),
  { title: 'PriceFigures' },
)

/** A target to begin with (fg.t.target). */
const suggestion = object(
  {
    targetMinor: sum,
    lowMinor: sum,
    reachedTimes: sum,
    reachedLast: orNull(instant),
    confidence: oneOf(CONFIDENCE.map(({ label }) => label)),
    knownDays: days,
  },
  {},
)

export const priceHistory = described(historyDocument, { title: 'PriceHistory' })

/** The variant that is looked at: its receipt, its history, and what they come to. */
const chosen = object(
  {
    of: historyKey,
    receipt: orNull(observation),
    /** Why the last look found no price, as a sentence. */
    fault: orNull(text),
    nextLookAt: orNull(instant),
    isBeingRead: truth,
    /** When the stack changes by itself next: a coupon starts or ends. */
    nextChangeAt: orNull(instant),
    /** Whole, or thinned where `points` asks for that; figures are of the whole. */
    history: described(drawnHistory, { title: 'DrawnHistory' }),
    figures: object({ last30Days: figures, last90Days: figures, ever: figures }, {}),
    suggestion: orNull(suggestion),
  },
  {},
)

const PROMOTION_KINDS = ['named', 'recurring', 'campaign'] as const

export const promotion = described(
  object(
    {
      id,
      title: text,
      /** Named events, days that come again, and campaigns of this marketplace. */
      kind: oneOf(PROMOTION_KINDS),
      says: text,
      region: orNull(text),
      from: instant,
      until: orNull(instant),
    },
    {},
  ),
  { title: 'Promotion' },
)

export const VERDICTS = {
  wait: 'A named sale starts within 30 days: waiting is almost always right.',
  low: 'At the lowest that is known.',
  good: 'Below what it usually costs.',
  usual: 'What it usually costs.',
  high: 'Above what it usually costs.',
  unknown: 'Not enough is known to say.',
} as const satisfies Readonly<Record<string, string>>

export type Verdict = keyof typeof VERDICTS

/** A tracked product with all its variants, one of which is looked at. */
export const trackedListing = described(
  object(
    {
      listing: listingFacts,
      variants: list(variant, 0, 5_000),
      chosen: orNull(chosen),
      verdict: object({ kind: oneOf(Object.keys(VERDICTS) as Verdict[]), says: text }, {}),
      /** The next named event, at most 30 days ahead (fg.wait). */
      nextEvent: orNull(promotion),
    },
    {},
  ),
  { title: 'TrackedListing' },
)

/** A product on the pages of deals and of search. */
const found = {
  listing: id,
  title: orNull(text),
  image: orNull(text),
  isSample: truth,
  of: historyKey,
  totalMinor: sum,
  listMinor: sum,
  saleMinor: sum,
  medianMinor: orNull(sum),
  lowMinor: orNull(sum),
  warehouse: orNull(text),
  /** When the price was last read: how fresh it is. */
  readAt: instant,
  /** How far below its own median of 30 days it is. */
  belowMedian: orNull(share),
  /** How much the public stack takes off the list price. */
  stackOff: share,
  /** The list price was raised, so that more seems to be off (fg.t.deals). */
  isListRaised: truth,
} as const

export const foundListing = described(object(found, {}), { title: 'FoundListing' })
