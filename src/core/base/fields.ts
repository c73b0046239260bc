import { basisPoints } from './exact.ts'
import { parseInstant } from './instant.ts'
import { currencyCodes, minorDigits } from './iso4217.ts'
import { integer, leaf, type Schema } from './schema.ts'

/** The largest single amount: 10^13 minor units. */
export const AMOUNT_MAX = 1e13
/** The largest sum of a cart: Σ list + Σ fees + Σ tax, 10^15 minor units. */
export const SUM_MAX = 1e15

const ID_LENGTH_MAX = 128

/** An id: 1 to 128 UTF-16 units without control characters. */
export const id: Schema<string> = leaf(
  {
    type: 'string',
    minLength: 1,
    maxLength: ID_LENGTH_MAX,
    pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$',
  },
  isId,
  'Must be a text of 1 to 128 characters without control characters.',
)

/** An id that becomes a part of an order's id `seller/method`. */
export const idWithoutSlash: Schema<string> = leaf(
  {
    type: 'string',
    minLength: 1,
    maxLength: ID_LENGTH_MAX,
    pattern: '^[^/\\u0000-\\u001f\\u007f-\\u009f]*$',
  },
  (value) => isId(value) && !(value as string).includes('/'),
  'Must be a text of 1 to 128 characters without "/" and without control characters.',
)

export const amount: Schema<number> = integer(
  0,
  AMOUNT_MAX,
  'Must be a whole number of minor units from 0 to 10^13 (19.99 is written 1999).',
)

export const amountAboveZero: Schema<number> = integer(
  1,
  AMOUNT_MAX,
  'Must be a whole number of minor units from 1 to 10^13.',
)

export const count: Schema<number> = integer(
  0,
  AMOUNT_MAX,
  'Must be a whole number from 0 to 10^13.',
)

export const countAboveZero: Schema<number> = integer(
  1,
  AMOUNT_MAX,
  'Must be a whole number from 1 to 10^13.',
)

export const quantity: Schema<number> = integer(
  1,
  100_000,
  'Must be a whole number from 1 to 100,000.',
)

// Not as multipleOf: validators divide in floating point, and would refuse 0.07.
const TWO_DECIMALS = 'At most two decimals.'

/** A percentage from 0 to 100 with at most two decimals. */
export const percent: Schema<number> = leaf(
  { type: 'number', minimum: 0, maximum: 100, description: TWO_DECIMALS },
  (value) => isPercent(value) && (value as number) <= 100,
  'Must be a percentage from 0 to 100 with at most two decimals.',
)

/** A tax rate in percent, at least 0, with at most two decimals; excises pass 100. */
export const taxRate: Schema<number> = leaf(
  { type: 'number', minimum: 0, description: TWO_DECIMALS },
  isPercent,
  'Must be a rate in percent of at least 0 with at most two decimals.',
)

/** An instant: RFC 3339 with an offset. */
export const instant: Schema<string> = leaf(
  { type: 'string', format: 'date-time' },
  (value) => typeof value === 'string' && parseInstant(value) !== null,
  'Must be an RFC 3339 instant with an offset, for example 2026-06-24T12:00:00Z.',
)

export const currency: Schema<string> = leaf(
  {
    title: 'Currency',
    type: 'string',
    enum: currencyCodes,
    description: 'An active code of ISO 4217.',
  },
  (value) => typeof value === 'string' && minorDigits(value) !== undefined,
  'Must be an active ISO 4217 currency code, for example USD.',
)

function isPercent(value: unknown): boolean {
  return (
    typeof value === 'number' && value >= 0 && !Object.is(value, -0) && basisPoints(value) !== null
  )
}

function isId(value: unknown): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > ID_LENGTH_MAX) return false
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i)
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) return false
  }
  return true
}
