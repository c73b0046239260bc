import type { Fault } from '../base/faults.ts'
import { pointer } from '../base/faults.ts'
import {
  amount,
  amountAboveZero,
  count,
  countAboveZero,
  currency,
  id,
  instant,
  percent,
} from '../base/fields.ts'
import { parseInstant } from '../base/instant.ts'
import {
  described,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
  truth,
  wordOr,
} from '../base/schema.ts'

/** Who pays for an offer: platform, partner:x, seller:x or store:x. */
const funder: Schema<string> = leaf(
  { type: 'string', pattern: '^(platform|(partner|seller|store):.+)$' },
  (value) => value === 'platform' || (typeof value === 'string' && id.ok(payerOf(value))),
  'Must be platform, partner:…, seller:… or store:….',
)

/** The id after the prefix; empty where there is no known prefix. */
function payerOf(funder: string): string {
  const prefix = PAYERS.find((one) => funder.startsWith(one))
  return prefix === undefined ? '' : funder.slice(prefix.length)
}

const PAYERS = ['partner:', 'seller:', 'store:'] as const

const tier = refined(
  described(object({}, { quantity: countAboveZero, spend: amount, percent, off: amount }), {
    title: 'BenefitTier',
  }),
  (row, path, faults) => {
    if ((row.quantity === undefined) === (row.spend === undefined)) {
      faults.push({ path, fault: 'A tier has a threshold of either quantity or spend.' })
    }
    if ((row.percent === undefined) === (row.off === undefined)) {
      faults.push({ path, fault: 'A tier gives either percent or off.' })
    }
  },
)

const tiers = refined(list(tier, 1), (rows, path, faults) => {
  const byQuantity = rows.filter((row) => row.quantity !== undefined).length
  if (byQuantity !== 0 && byQuantity !== rows.length) {
    faults.push({ path, fault: 'Tiers are all of quantity or all of spend, not mixed.' })
  }
})

const only = (value: true): Schema<true> =>
  leaf({ const: value }, (given) => given === value, 'Must be true; leave it out otherwise.')

const benefitFields = object(
  {},
  { off: amount, percent, every: amountAboveZero, freeShipping: only(true), tiers, cap: amount },
)

const BENEFIT_FAULT =
  'Must be one of: off; percent; every with off; freeShipping; tiers (a cap may stand with percent, every and freeShipping).'

/** What an offer takes off: exactly one form (pricing §3). */
const benefit = described(
  refined(benefitFields, (row, path, faults) => {
    const form = [row.percent, row.freeShipping, row.tiers, row.every ?? row.off]
    const one = form.filter((part) => part !== undefined).length === 1
    if (!one || (row.every !== undefined && row.off === undefined)) {
      faults.push({ path, fault: BENEFIT_FAULT })
    } else if (
      row.cap !== undefined &&
      !row.percent &&
      !row.every &&
      !row.freeShipping &&
      row.percent !== 0
    ) {
      faults.push({
        path: pointer(path, 'cap'),
        fault: 'A cap stands with percent, every and freeShipping only.',
      })
    }
  }),
  { title: 'Benefit', description: BENEFIT_FAULT },
)

const scope = described(
  object(
    {},
    {
      stores: list(id),
      sellers: list(id),
      categories: list(list(id)),
      listings: list(id),
      warehouses: list(id),
    },
  ),
  { title: 'OfferScope' },
)

const minimum = described(object({}, { spend: amount, quantity: countAboveZero }), {
  title: 'OfferMinimum',
})

const coins = refined(
  object({}, { required: countAboveZero, max: countAboveZero }),
  (row, path, faults) => {
    if ((row.required === undefined) === (row.max === undefined)) {
      faults.push({ path, fault: 'Coins name either required (all or nothing) or max (in part).' })
    }
  },
)

const stacksWith = wordOr('any', list(id))

export const channels = ['site', 'app', 'mobile'] as const

const offerFields = object(
  { id, kind: id, funder, benefit },
  {
    currency,
    minimum: orNull(minimum),
    scope: orNull(scope),
    countries: orNull(list(id)),
    channels: orNull(list(oneOf(channels))),
    newBuyersOnly: truth,
    from: orNull(instant),
    until: orNull(instant),
    claimed: truth,
    owner: orNull(id),
    uses: object({ limit: count, made: count }, {}),
    budget: orNull(object({ limit: count, made: count }, {})),
    heldUntil: orNull(instant),
    ended: truth,
    exclusive: truth,
    stacksWith: orNull(stacksWith),
    code: orNull(id),
    coins: orNull(coins),
  },
)

export type OfferDocument = TypeOf<typeof offerFields>
export type BenefitDocument = OfferDocument['benefit']
export type TierDocument = NonNullable<BenefitDocument['tiers']>[number]

/** An offer as it is written (pricing §3). */
export const offerSchema: Schema<OfferDocument> = described(refined(offerFields, offerRules), {
  title: 'Offer',
})

/** Rules that join two fields of an offer. */
function offerRules(row: OfferDocument, path: string, faults: Fault[]): void {
  if (row.kind === 'coins' && !row.coins) {
    faults.push({
      path: pointer(path, 'coins'),
      fault: 'An offer of kind coins names its coins: required or max.',
    })
  }
  if (
    row.kind === 'select-coupon' &&
    (row.benefit.off === undefined || row.benefit.every !== undefined)
  ) {
    faults.push({
      path: pointer(path, 'benefit'),
      fault: 'A select coupon has the benefit off: its nominal value.',
    })
  }
  if (!row.from || !row.until) return
  if ((parseInstant(row.until) as number) <= (parseInstant(row.from) as number)) {
    faults.push({ path: pointer(path, 'until'), fault: 'Must be after from.' })
  }
}
