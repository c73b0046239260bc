import { type Fault, pointer } from '../base/faults.ts'
import { amount, count, countAboveZero, id, instant } from '../base/fields.ts'
import { parseInstant } from '../base/instant.ts'
import {
  described,
  integer,
  isRecord,
  type JsonSchema,
  leaf,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
  truth,
} from '../base/schema.ts'
import { type OfferDocument, offerSchema } from '../pricing/offer-document.ts'
import { canonicalCode } from './code-text.ts'
import { findIllFormed } from './stored-text.ts'

/**
 * How a buyer comes to an offer: `automatic` applies by itself; from the coupon `centre` or a listing's
 * `panel` it is claimed (fg.center); a `code` many share, a `unique-code` is of one buyer; a `trigger`
 * (fg.one-time), an `exchange` of coins (tc.18.a.i.2), an `invitation` (tc.15.a) or a `grant` by an
 * agent issues it.
 */
export const obtained = [
  'automatic',
  'centre',
  'panel',
  'code',
  'unique-code',
  'trigger',
  'exchange',
  'invitation',
  'grant',
] as const

export const obtain = described(oneOf(obtained), { title: 'Obtain' })

export type Obtained = (typeof obtained)[number]

/** Occasions that issue a personal coupon once (fg.one-time, fg.valid). */
export const triggers = [
  'cart-left',
  'first-app-open',
  'anniversary',
  'follow',
  'compensation',
] as const

export type Trigger = (typeof triggers)[number]

/** What a claim or the server knows, and so no issuer writes. */
const KNOWN_LATER = ['id', 'claimed', 'owner', 'uses', 'budget', 'heldUntil', 'ended'] as const

/** The terms of an offer as its issuer writes them: an offer of a quote without what comes later. */
export type OfferTerms = Omit<OfferDocument, (typeof KNOWN_LATER)[number]>

const offerTerms: Schema<OfferTerms> = {
  json: termsJson(),
  ok: (value) => {
    const faults: Fault[] = []
    findInTerms(value, '', faults)
    return faults.length === 0
  },
  find: findInTerms,
}

function termsJson(): JsonSchema {
  const { properties, required, ...rest } = offerSchema.json
  const isKept = (name: string) => !KNOWN_LATER.includes(name as (typeof KNOWN_LATER)[number])
  return {
    ...rest,
    title: 'OfferTerms',
    properties: Object.fromEntries(
      Object.entries(properties as object).filter(([name]) => isKept(name)),
    ),
    required: (required as readonly string[]).filter(isKept),
  }
}

function findInTerms(value: unknown, path: string, faults: Fault[]): void {
  if (!isRecord(value)) return void faults.push({ path, fault: 'Must be an object.' })
  for (const name of KNOWN_LATER) {
    if (value[name] === undefined) continue
    faults.push({
      path: pointer(path, name),
      fault: 'Is known only when the offer is claimed or used: leave it out.',
    })
  }
  const rest = Object.fromEntries(
    Object.entries(value).filter(([name]) => !KNOWN_LATER.includes(name as 'id')),
  )
  offerSchema.find({ ...rest, id: 'offer' }, path, faults)
}

const TITLE_MAX = 200

/** A line for people: 1 to 200 characters without control characters. */
export const titleText: Schema<string> = leaf(
  { type: 'string', minLength: 1, maxLength: TITLE_MAX },
  (value) =>
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= TITLE_MAX &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    !/[\u0000-\u001f\u007f-\u009f]/.test(value),
  'Must be a text of 1 to 200 characters without control characters.',
)

const limits = object(
  {},
  {
    /** How many claims there are in all. */
    uses: countAboveZero,
    /** How many one buyer may claim; 1 unless said otherwise (tc.4). */
    perBuyer: integer(1, 1_000, 'Must be a whole number from 1 to 1,000.'),
    /** What it may cost in all, in minor units of the offer's currency. */
    budget: amount,
  },
)

const trigger = object(
  { on: oneOf(triggers) },
  {
    /** Of `anniversary`: past spend, in minor units, from which on it is this offer (fg.one-time). */
    spentAtLeast: count,
  },
)

const fields = object(
  { id, campaign: id, title: titleText, obtain, offer: offerTerms },
  {
    /** The seller who issued it; null or absent for the platform and its partners. */
    seller: orNull(id),
    claimFrom: orNull(instant),
    claimUntil: orNull(instant),
    /** Days from the claim, at most 2 months (cp.2); by kind where it is absent (fg.valid). */
    validDays: integer(1, 62, 'Must be a whole number of days from 1 to 62.'),
    limits,
    trigger,
    exchange: object({ coins: countAboveZero }, {}),
    /** Whether a claim comes back when every order that used it is cancelled before shipping (D-12). */
    returnsWhenFullyCancelled: truth,
  },
)

export type IssuedOffer = TypeOf<typeof fields>

/** An offer as a seller or the platform issues it, in a campaign. */
export const issuedOffer: Schema<IssuedOffer> = described(refined(fields, joined), {
  title: 'IssuedOffer',
})

/** Rules that join fields of an issued offer. */
function joined(row: IssuedOffer, path: string, faults: Fault[]): void {
  findIllFormed(row, path, faults)
  onlyWhere(row, path, faults)
  codeIsOne(row, path, faults)
  if (row.limits?.budget !== undefined && row.offer.currency === undefined) {
    faults.push({
      path: `${path}/offer/currency`,
      fault: 'A budget in money needs the currency of the offer.',
    })
  }
  const { claimFrom, claimUntil } = row
  if (claimFrom && claimUntil && instantOf(claimUntil) <= instantOf(claimFrom)) {
    faults.push({ path: pointer(path, 'claimUntil'), fault: 'Must be after claimFrom.' })
  }
  paysLessThanItAsks(row.offer, `${path}/offer`, faults)
}

const instantOf = (text: string) => parseInstant(text) as number

/** What is said exactly where it is obtained so. */
function onlyWhere(row: IssuedOffer, path: string, faults: Fault[]): void {
  for (const field of ['trigger', 'exchange'] as const) {
    if ((row.obtain === field) === (row[field] !== undefined)) continue
    const fault =
      row.obtain === field
        ? `An offer obtained by ${field} says its ${field}.`
        : `Stands only where obtain is "${field}".`
    faults.push({ path: pointer(path, field), fault })
  }
}

function codeIsOne({ obtain, offer }: IssuedOffer, path: string, faults: Fault[]): void {
  const fault =
    obtain === 'code'
      ? codeFault(offer.code)
      : offer.code && 'Stands only where obtain is "code"; unique codes are generated.'
  if (fault) faults.push({ path: `${path}/offer/code`, fault })
}

function codeFault(code: string | null | undefined): string | null {
  if (!code) return 'An offer obtained by code names its code.'
  return canonicalCode(code) === null
    ? 'Must be 1 to 64 letters A to Z, digits and hyphens, for example SAVE20.'
    : null
}

const FREE = 'Takes off as much as the minimum asks for, or more: orders would be free.'

/** An amount that reaches what it asks for makes orders free: one of the two was mistyped. */
function paysLessThanItAsks({ benefit, minimum }: OfferTerms, path: string, faults: Fault[]): void {
  const { off, every, tiers } = benefit
  const asked = every ?? minimum?.spend ?? 0
  if (off !== undefined && asked > 0 && off >= asked) {
    faults.push({ path: `${path}/benefit/off`, fault: FREE })
  }
  for (const [at, { spend, off: tierOff }] of (tiers ?? []).entries()) {
    if (spend === undefined || tierOff === undefined || spend === 0 || tierOff < spend) continue
    faults.push({ path: `${path}/benefit/tiers/${at}/off`, fault: FREE })
  }
}
