import { type Fault, isRefused, type Refused } from '../core/base/faults.ts'
import { isRecord } from '../core/base/schema.ts'
import { acceptOffers, type StandingOffers } from '../core/pricing/accept.ts'
import { type Defaults, defaultsSchema } from '../core/pricing/input.ts'
import type { TermsLibrary } from '../core/pricing/library.ts'
import { quote } from '../core/pricing/quote.ts'
import { tooMuchEffort } from './effort.ts'
import { readJson } from './json.ts'
import type { AnswerLine } from './ndjson.ts'

/** What the inputs of a batch need not say again. */
interface InForce {
  readonly fields: Readonly<Record<string, unknown>> | null
  readonly offers: StandingOffers | null
}

const NOTHING: InForce = { fields: null, offers: null }

/**
 * Answers the lines of one batch: inputs of pricing §2 by their quotes (§6), or by what is wrong with
 * them. A line `{"defaults": {…}}` gives fields to the inputs after it that lack them, its offers read
 * once for all of these; it is answered by the names of its fields. A refused one leaves no defaults.
 * A server that others wait for limits the effort: see effort.ts.
 */
export function quoteLines(terms: TermsLibrary, effortMax = Infinity): AnswerLine {
  let inForce = NOTHING
  return (text) => {
    const read = readJson(text)
    if (isRefused(read)) return JSON.stringify(read)
    if (holdsDefaults(read.value)) {
      const next = readDefaults(read.value.defaults)
      inForce = isRefused(next) ? NOTHING : next
      const said = { defaults: Object.keys(Object(read.value.defaults)) }
      return JSON.stringify(isRefused(next) ? next : said)
    }
    return JSON.stringify(answered(read.value, { inForce, terms, effortMax }))
  }
}

function answered(
  value: unknown,
  by: { inForce: InForce; terms: TermsLibrary; effortMax: number },
): object {
  const { fields, offers } = by.inForce
  const input = fields !== null && isRecord(value) ? { ...fields, ...value } : value
  const tooMuch = tooMuchEffort(input, by.effortMax, offers?.offers.length)
  if (tooMuch) return tooMuch
  return quote(input, offers === null ? { terms: by.terms } : { terms: by.terms, standing: offers })
}

/** A line that holds nothing but defaults; a further field makes it an input, with a field unknown. */
function holdsDefaults(value: unknown): value is { readonly defaults: unknown } {
  return isRecord(value) && value.defaults !== undefined && Object.keys(value).length === 1
}

function readDefaults(document: unknown): InForce | Refused {
  const refused: Fault[] = []
  defaultsSchema.find(document, '/defaults', refused)
  if (refused.length > 0) return { refused }
  const { offers: rows, ...fields } = document as Defaults
  if (rows === undefined) return { fields, offers: null }
  const offers = acceptOffers(rows, '/defaults/offers')
  return isRefused(offers) ? offers : { fields, offers }
}
