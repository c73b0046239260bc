import { minorDigits } from '../../base/iso4217.ts'
import { pacificMidnight } from '../../offers/pacific-day.ts'
import { type Layer, type LayerTerms, layerOffer } from '../layers.ts'
import { type ExactJson, exactJson, isObject, textAt } from '../page/exact-json.ts'
import { shortTitle } from '../page/plain-title.ts'
import { amountsIn, mentionedAmounts, type Price } from '../page/price-text.ts'
import { percentIn } from '../page/promotions.ts'
import { instantOfMs, statedInstant } from '../page/stated-instant.ts'

/** What the words of a code promise, in the currency that they name. */
export interface PromoTerms {
  readonly currency: string
  readonly off?: number
  readonly percent?: number
  readonly cap?: number
  readonly minimum?: number
}

/**
 * Reads the words of a published code: "On order over USD 10, get USD 7 off", "Extra 10% off, up to BRL 15.00",
 * "5 ILS" with a minimum beside it. Words with figures that do not fit together are left unread (fg.t.history).
 */
export function promoTerms(
  words: string,
  minimumText: string | undefined,
  currency: string,
): PromoTerms | null {
  const hints = { currency }
  const amounts = mentionedAmounts(words, hints)
  if (new Set(amounts.map(({ isNamed }) => isNamed)).size > 1) return null
  const minimums = minimumText === undefined ? [] : amountsIn(minimumText, hints)
  const named = new Set([...amounts, ...minimums].map((amount) => amount.currency))
  const [only = currency] = named
  if (named.size > 1 || minorDigits(only) === undefined) return null
  const percent = percentIn(words)
  const terms = percent === null ? fixedTerms(amounts) : percentTerms(percent, amounts, words)
  if (terms === null) return null
  const minimum = terms.minimum ?? minimums[0]?.minor ?? 0
  if (terms.off !== undefined && minimum !== 0 && terms.off > minimum) return null
  const { minimum: _, ...rest } = terms
  return { currency: only, ...rest, ...(minimum === 0 ? {} : { minimum }) }
}

type Terms = Omit<PromoTerms, 'currency'>

/** Of two amounts the smaller one comes off, whichever stands first. */
function fixedTerms(amounts: readonly Price[]): Terms | null {
  const [one, two, more] = amounts.map(({ minor }) => minor)
  if (one === undefined || one === 0 || more !== undefined) return null
  if (two === undefined) return { off: one }
  return one === two ? null : { off: Math.min(one, two), minimum: Math.max(one, two) }
}

const UP_TO = /\b(?:up to|max(?:imum)?|limited? to|até|hasta|jusqu['’]à|bis zu)\b/i

function percentTerms(percent: number, amounts: readonly Price[], words: string): Terms | null {
  const [one, two, more] = amounts.map(({ minor }) => minor)
  if (more !== undefined) return null
  if (one === undefined) return { percent }
  const isCapped = UP_TO.test(words)
  if (two === undefined) return isCapped ? { percent, cap: one } : { percent, minimum: one }
  if (!isCapped) return null
  // "Spend 100, get 10% off, up to 15": the cap follows its words.
  const isCapFirst = words.search(UP_TO) < words.search(/\d/)
  return { percent, cap: isCapFirst ? one : two, minimum: isCapFirst ? two : one }
}

/** The layer of a product's published code; null where it has none that can be read. */
export function promoLayer(info: ExactJson | undefined, currency: string): Layer | null {
  // Some answers carry it as JSON within a text.
  const facts = typeof info === 'string' ? exactJson(info) : info
  const code = textAt(facts, 'promo_code')
  const words = textAt(facts, 'code_value')
  if (!isObject(facts) || code === undefined || words === undefined) return null
  const terms = promoTerms(words, textAt(facts, 'code_mini_spend'), currency)
  if (terms === null || textAt(facts, 'code_quantity') === '0') return null
  const { off, percent, cap, minimum } = terms
  const offer = layerOffer('code', {
    id: `code:${code}`.slice(0, 128),
    // In a currency of its own the code is kept, and the stack says that it does not apply (fg.currency).
    currency: terms.currency,
    benefit: { ...one({ off }), ...one({ percent }), ...one({ cap }) },
    ...(minimum === undefined ? {} : { minimum: { spend: minimum } }),
    code: code.slice(0, 128),
    ...windowOf(facts),
  })
  const title = shortTitle(words)
  return { kind: 'code', source: 'affiliate-api', offer, ...(title === undefined ? {} : { title }) }
}

function one<T extends object>(part: T): Partial<T> {
  return Object.values(part)[0] === undefined ? {} : part
}

function windowOf(facts: ExactJson): Pick<LayerTerms, 'from' | 'until'> {
  const from = promoInstant(textAt(facts, 'code_availabletime_start'))
  const until = promoInstant(textAt(facts, 'code_availabletime_end'))
  if (from !== null && until !== null && from >= until) return {}
  return { ...(from === null ? {} : { from }), ...(until === null ? {} : { until }) }
}

/** Milliseconds, or "2026-03-01 00:00:00" on the clocks of the Pacific coast, as all offers switch (bp.pst). */
export function promoInstant(text: string | undefined): string | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0'] =
    /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text ?? '') ?? []
  if (year === undefined) return instantOfMs(text)
  const midnight = pacificMidnight({ year: Number(year), month: Number(month), day: Number(day) })
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second)
  return statedInstant(midnight + seconds * 1000)
}
