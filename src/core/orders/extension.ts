import type { Fault, Refused } from '../base/faults.ts'
import { id as country, instant } from '../base/fields.ts'
import type { Instant } from '../base/instant.ts'
import { described, integer, list, object, orNull, refined, type TypeOf } from '../base/schema.ts'
import { instantOf, isEmpty } from '../offers/bounds.ts'

/** An order gets at most so many days at once: a year is nobody's mistake for a month. */
export const EXTENSION_DAYS_MAX = 365

/**
 * More delivery time that the platform gives to everyone it reaches, in one act (bp.extend): orders
 * shipped in a period, in some countries or in all. Orders shipped after the act are reached too.
 */
export interface Extension {
  readonly id: string
  readonly at: Instant
  readonly days: number
  /** Half-open; null where the period has no such end. */
  readonly shippedFrom: Instant | null
  readonly shippedUntil: Instant | null
  /** Where the orders go to; null for everywhere. */
  readonly countries: readonly string[] | null
}

const bound = orNull(instant)

/** An extension as somebody of the platform asks for it. */
export const extensionDocument = described(
  refined(
    object(
      {
        days: integer(
          1,
          EXTENSION_DAYS_MAX,
          `Must be a whole number from 1 to ${EXTENSION_DAYS_MAX}.`,
        ),
        shippedFrom: bound,
        shippedUntil: bound,
        countries: orNull(list(country, 1, 300)),
      },
      {},
    ),
    ({ shippedFrom, shippedUntil }, path, faults) => {
      if (!isEmpty(shippedFrom, shippedUntil)) return
      const fault = 'Must lie after "shippedFrom": else no order is reached.'
      faults.push({ path: `${path}/shippedUntil`, fault })
    },
  ),
  { title: 'Extension' },
)

/** Reads what was asked for, with the id and the instant that the shell gives it. */
export function readExtension(
  asked: unknown,
  { id, at }: Pick<Extension, 'id' | 'at'>,
): Extension | Refused {
  const faults: Fault[] = []
  extensionDocument.find(asked, '', faults)
  if (faults.length > 0) return { refused: faults }
  const { days, shippedFrom, shippedUntil, countries } = asked as TypeOf<typeof extensionDocument>
  const when = (text: string | null) => (text === null ? null : instantOf(text))
  return {
    id,
    at,
    days,
    shippedFrom: when(shippedFrom),
    shippedUntil: when(shippedUntil),
    countries,
  }
}

interface Reached {
  readonly country: string | null
  readonly at: Instant
  readonly moments: Readonly<Record<string, Instant>>
  readonly extensions: readonly { readonly extension: string | null }[]
}

/** When an extension takes effect for an order that is on its way; null if it never does. */
export function reachesAt(extension: Extension, order: Reached): Instant | null {
  const { shipped } = order.moments
  if (shipped === undefined) return null
  if (order.extensions.some((given) => given.extension === extension.id)) return null
  if (extension.shippedFrom !== null && shipped < extension.shippedFrom) return null
  if (extension.shippedUntil !== null && shipped >= extension.shippedUntil) return null
  const { countries } = extension
  if (countries !== null && !countries.includes(order.country ?? '')) return null
  return Math.max(extension.at, shipped, order.at)
}
