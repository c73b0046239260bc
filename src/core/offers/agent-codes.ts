import { type Fault, pointer, type Refused } from '../base/faults.ts'
import { isRecord } from '../base/schema.ts'

/** A code as an agent submitted it, and the offer that it stands for; null where it stands for none. */
export interface TypedCode {
  readonly code: string
  readonly offer: string | null
  /** Whether the same offer was named by a code before it. */
  readonly repeats: boolean
}

/** More codes than a person would type; a list that is longer is a guesser's. */
const CODES_MAX = 30
const CODE_LENGTH_MAX = 200

/**
 * The codes that a request of an agent submits, in order: `discounts.codes` of both protocols, or
 * `coupons`, which ACP still takes where `discounts` is absent. Each request replaces the codes of the one
 * before: an empty list clears them, and null means that nothing is said of them.
 */
export function submittedCodes(request: unknown): readonly string[] | null | Refused {
  if (!isRecord(request)) return { refused: [{ path: '', fault: 'Must be an object.' }] }
  const { discounts, coupons } = request
  if (discounts === undefined) return coupons === undefined ? null : readCodes(coupons, '/coupons')
  if (!isRecord(discounts)) {
    return { refused: [{ path: '/discounts', fault: 'Must be an object with a list of codes.' }] }
  }
  return discounts.codes === undefined ? null : readCodes(discounts.codes, '/discounts/codes')
}

function readCodes(codes: unknown, path: string): readonly string[] | Refused {
  if (!Array.isArray(codes)) return { refused: [{ path, fault: 'Must be a list of codes.' }] }
  const faults: Fault[] = []
  if (codes.length > CODES_MAX) faults.push({ path, fault: `Holds more than ${CODES_MAX} codes.` })
  for (const [at, code] of codes.slice(0, CODES_MAX).entries()) {
    if (typeof code === 'string' && code.length <= CODE_LENGTH_MAX) continue
    const fault = `Must be a text of at most ${CODE_LENGTH_MAX} characters.`
    faults.push({ path: pointer(path, at), fault })
  }
  return faults.length > 0 ? { refused: faults } : (codes as string[])
}

/** The codes with the offers that they stand for; a code that comes again is said to repeat. */
export function typedCodes(
  codes: readonly string[],
  offerOf: (code: string) => string | null,
): TypedCode[] {
  const seen = new Set<string>()
  return codes.map((code) => {
    const offer = offerOf(code)
    const repeats = offer !== null && seen.has(offer)
    if (offer !== null) seen.add(offer)
    return { code, offer, repeats }
  })
}

/**
 * What a quote is to attempt (`choose` of pricing §2): what applies or is held anyway, and the offers that
 * the codes stand for. Each offer once.
 */
export function chooseWith(anyway: readonly string[], codes: readonly TypedCode[]): string[] {
  const named = codes.flatMap(({ offer }) => (offer === null ? [] : [offer]))
  return [...new Set([...anyway, ...named])]
}
