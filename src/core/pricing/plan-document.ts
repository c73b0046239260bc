import type { Fault, Refused } from '../base/faults.ts'
import { described, integer, isRecord, object, type TypeOf, truth } from '../base/schema.ts'
import type { Quote } from './document.ts'

/** Checkouts that a plan may use at most: more are never of use to a buyer, and cost time. */
export const CHECKOUTS_MAX = 20

/** Milliseconds that whoever sends a plan may ask to be spent on it. */
export const TIME_MAX = 600_000

const checkouts = integer(
  1,
  CHECKOUTS_MAX,
  `Must be a whole number from 1 to ${CHECKOUTS_MAX}: into how many checkouts the cart may be split.`,
)

const milliseconds = integer(
  1,
  TIME_MAX,
  `Must be a whole number of milliseconds from 1 to ${TIME_MAX}.`,
)

const searchOptions = object({}, { units: truth, timeMs: milliseconds })

/** What the document of a plan says beside the cart and its offers (pricing §7). */
export const planFields = { maxCheckouts: checkouts, options: searchOptions } as const

/** The fields alone, for a check of their own. */
const asked = described(object({ maxCheckouts: checkouts }, { options: searchOptions }), {})

export type PlanRequest = TypeOf<typeof asked>

/** A plan as it was asked for: the input of the cart, and what the document says beside it. */
export interface AskedPlan {
  readonly input: unknown
  readonly request: PlanRequest
}

/**
 * Takes the document of a plan apart. `maxCheckouts` given beside the document stands in for the
 * document's. Faults of the cart itself are found when it is read; they are handed in as `others`.
 */
export function readPlanRequest(
  document: unknown,
  beside: { readonly maxCheckouts?: number | undefined },
  others: (input: unknown) => readonly Fault[],
): AskedPlan | Refused {
  if (!isRecord(document)) return { refused: [...others(document)] }
  const { maxCheckouts = beside.maxCheckouts, options, ...input } = document
  const request: object = {
    ...(maxCheckouts === undefined ? {} : { maxCheckouts }),
    ...(options === undefined ? {} : { options }),
  }
  if (asked.ok(request)) return { input, request: request as PlanRequest }
  const refused: Fault[] = []
  asked.find(request, '', refused)
  return { refused: [...refused, ...others(input)] }
}

/** The cheapest way to pay a cart in several checkouts, one after the other (pricing §7). */
export interface Plan {
  readonly checkouts: readonly PlannedCheckout[]
  /** What all of them come to. */
  readonly total: number
  /** A proved lower bound on the total; equal to it where the plan is proved best. */
  readonly bound: number
  readonly proved: boolean
  /** The best total with one checkout. */
  readonly single: number
}

export interface PlannedCheckout {
  /** Ids of its lines in the order of the cart; with pieces where single pieces may be dealt apart. */
  readonly lines: readonly string[] | readonly PlannedPieces[]
  /** Ids in the order of `offers`. */
  readonly chosen: readonly string[]
  /** Of its lines with the chosen offers alone, and the coins that the checkouts before it left. */
  readonly quote: Quote
}

export interface PlannedPieces {
  readonly line: string
  readonly quantity: number
}
