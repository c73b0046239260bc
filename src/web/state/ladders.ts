import { minorDigits } from '../../core/base/iso4217.ts'
import type { Input } from '../../core/pricing/input.ts'
import { moneyText } from './money.ts'

/** A code of a ladder: what it takes off, and from which sum. */
export interface Rung {
  readonly code: string
  readonly offer: string
  readonly off: number
  readonly minimum: number
}

/**
 * From `total` on, until the next step: the best single code and the codes of the best split, each by
 * its place in `codes`; -1 and an empty list where no code reaches. The largest minimum comes first.
 */
export type Step = readonly [total: number, single: number, split: readonly number[]]

/** A ladder of codes and all that it can save, as `samples/ladders/` holds it; in minor units. */
export interface LadderSteps {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly countries: readonly string[] | null
  readonly from: string
  readonly until: string
  /** By minimum. */
  readonly codes: readonly Rung[]
  readonly totalMax: number
  readonly steps: readonly Step[]
}

/** Where the totals begin, in whole units of the currency: no code has a lower minimum. */
export const TOTAL_MIN = 10

/** What a cart of one total saves, with one code and with the best split. */
export interface LadderReading {
  readonly total: number
  readonly single: Rung | null
  readonly split: readonly Rung[]
  readonly singleOff: number
  readonly splitOff: number
  /** What splitting saves on top of the best single code. */
  readonly gain: number
  /** What no minimum needs: it may lie in any of the checkouts. */
  readonly rest: number
}

/** A stretch of totals over which nothing changes, with the reading at its start. */
export interface LadderSpan extends LadderReading {
  /** Where the next stretch begins; the last one ends with the totals. */
  readonly to: number
}

export function unitOf(currency: string): number {
  return 10 ** (minorDigits(currency) ?? 2)
}

export function readLadder(ladder: LadderSteps, total: number): LadderReading {
  const [, at, split] = ladder.steps.findLast(([from]) => from <= total) ?? [0, -1, []]
  const single = ladder.codes[at] ?? null
  const rungs = split.flatMap((place) => ladder.codes[place] ?? [])
  const singleOff = single?.off ?? 0
  const splitOff = rungs.reduce((sum, { off }) => sum + off, 0)
  const rest = total - rungs.reduce((sum, { minimum }) => sum + minimum, 0)
  return { total, single, split: rungs, singleOff, splitOff, gain: splitOff - singleOff, rest }
}

/** Every stretch of totals of a ladder, in order. */
export function spansOf(ladder: LadderSteps): LadderSpan[] {
  return ladder.steps.map(([total], at) => ({
    ...readLadder(ladder, total),
    to: ladder.steps[at + 1]?.[0] ?? ladder.totalMax,
  }))
}

/** When splitting pays: from which total, where most, and at what share of the totals shown. */
export interface LadderGains {
  readonly first: LadderSpan | null
  readonly most: LadderSpan | null
  readonly share: number
}

export function gainsOf(ladder: LadderSteps): LadderGains {
  const paying = spansOf(ladder).filter(({ gain }) => gain > 0)
  const length = paying.reduce((sum, { total, to }) => sum + to - total, 0)
  const largest = Math.max(...paying.map(({ gain }) => gain))
  return {
    first: paying[0] ?? null,
    most: paying.find(({ gain }) => gain === largest) ?? null,
    share: length / (ladder.totalMax - TOTAL_MIN * unitOf(ladder.currency)),
  }
}

/** An amount without the cents that it does not have: "59", "59.50". */
export function shortMoney(minor: number, currency: string): string {
  return moneyText(minor, currency).replace(/\.0+$/, '')
}

/** The checkouts of a split by their minimums: "59 + 39". */
export function partsText(split: readonly Rung[], currency: string): string {
  return split.map(({ minimum }) => shortMoney(minimum, currency)).join(' + ')
}

/** A reading in words: what one code saves, and what the split saves on top. */
export function ladderSentences(ladder: LadderSteps, reading: LadderReading): string[] {
  const { total, single, split, singleOff, splitOff, gain, rest } = reading
  const money = (minor: number) => moneyText(minor, ladder.currency)
  const cart = `A cart of ${money(total)}`
  if (!single) {
    const first = ladder.codes[0]?.minimum ?? 0
    return [`${cart}: no code reaches it. The first begins at ${money(first)}.`]
  }
  const one = `${cart}: one code, ${single.code}, saves ${money(singleOff)}.`
  if (gain === 0) return [one, 'No split saves more.']
  const codes = split.map(({ code }) => code).join(split.length === 2 ? ' and ' : ', ')
  const where = split.length === 2 ? 'either' : 'any of them'
  const other = rest > 0 ? ` The other ${money(rest)} may lie in ${where}.` : ''
  return [
    one,
    `Paid as ${partsText(split, ladder.currency)} with ${codes} it saves ${money(splitOff)}: ${money(gain)} more.${other}`,
  ]
}

/** A cart of this total that falls apart into the checkouts of its best split, with all codes at hand. */
export function cartOfReading(ladder: LadderSteps, reading: LadderReading): Input {
  const minimums = reading.split.map(({ minimum }) => minimum)
  const [first = 0, ...others] = minimums
  const prices = [first + reading.rest, ...others]
  const country = ladder.countries?.[0]
  return {
    terms: 'aliexpress-2026',
    at: ladder.from,
    currency: ladder.currency,
    buyer: country ? { id: 'b1', country } : { id: 'b1' },
    stores: { shop: { seller: 'seller' } },
    lines: prices.map((unitPrice, at) => ({
      id: `part-${at + 1}`,
      listing: `part-${at + 1}`,
      sku: `part-${at + 1}`,
      store: 'shop',
      unitPrice,
    })),
    offers: ladder.codes.map(({ code, offer, off, minimum }) => ({
      id: offer,
      kind: 'code',
      funder: 'platform',
      currency: ladder.currency,
      benefit: { off },
      minimum: { spend: minimum },
      ...(ladder.countries ? { countries: ladder.countries } : {}),
      from: ladder.from,
      until: ladder.until,
      code,
    })),
  }
}

/** Round marks from zero to an amount: 1, 2 or 5 times a power of ten, at most `count` and the zero. */
export function ticksTo(most: number, count: number): number[] {
  const rough = most / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step)
}

/** How amounts become places on a drawing. */
export interface Placing {
  readonly x: (total: number) => number
  readonly y: (off: number) => number
}

/** What a ladder saves at each total, from zero on, as the path of a step line. */
export function stepPath(
  spans: readonly LadderSpan[],
  field: 'singleOff' | 'splitOff',
  { x, y }: Placing,
): string {
  let level = 0
  let path = `M${x(0)} ${y(0)}`
  for (const span of spans) {
    if (span[field] === level) continue
    level = span[field]
    path += `H${x(span.total)}V${y(level)}`
  }
  return `${path}H${x(spans.at(-1)?.to ?? 0)}`
}

/** What splitting saves on top of one code, as the path of the area between the two lines. */
export function gainPath(spans: readonly LadderSpan[], { x, y }: Placing): string {
  return spans
    .filter(({ gain }) => gain > 0)
    .map(({ total, to, singleOff, splitOff }) =>
      [`M${x(total)} ${y(splitOff)}`, `H${x(to)}`, `V${y(singleOff)}`, `H${x(total)}`, 'Z'].join(
        '',
      ),
    )
    .join('')
}
