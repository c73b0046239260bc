import { minorDigits } from '../base/iso4217.ts'
import { instantOf } from './bounds.ts'
import type { PublishedCode } from './feed-code.ts'
import { type FeedIssue, issueOf } from './feed-issue.ts'

// Fewer tiers have no rate to speak of: three welcome codes fall from 30 to 15 percent by design.
const TIERS_MIN = 4
// Between two others, published tiers stray up to 10 percent beyond them, and the one misprint 25.
const INNER_TOLERANCE = 0.15
// The first tier and the last stray up to 30 percent beyond the two next to them.
const OUTER_TOLERANCE = 0.4
// Of the names of a ladder, how many must be amounts before one that is not is a misprint.
const NAMED_SHARE = 0.75

/** What the codes of a table say about each other: namesakes, and tiers that fall out of their ladder. */
export function ladderIssues(codes: readonly PublishedCode[]): FeedIssue[] {
  return [
    ...namesakes(codes),
    ...laddersOf(codes).flatMap((tiers) => [...offRate(tiers), ...names(tiers)]),
  ]
}

/** A code whose amount and minimum were read. */
interface Tier {
  readonly of: PublishedCode
  readonly amount: number
  readonly minimum: number
  /** One unit of the currency, in minor units. */
  readonly unit: number
}

/** The ladders of a table: the platform's codes of one campaign, region, currency, window and series. */
function laddersOf(codes: readonly PublishedCode[]): Tier[][] {
  const groups = new Map<string, Tier[]>()
  for (const of of codes) {
    const { amount, minimum, region, currency, campaign, newBuyersOnly, from, until } = of
    if (of.kind !== 'platform-code' || !amount || !minimum || amount >= minimum) continue
    if (region === null || newBuyersOnly) continue
    const key = JSON.stringify([campaign, region, currency, from, until, seriesOf(of)])
    const tiers = groups.get(key) ?? []
    tiers.push({ of, amount, minimum, unit: 10 ** (minorDigits(currency) ?? 0) })
    groups.set(key, tiers)
  }
  return [...groups.values()].filter((tiers) => tiers.length >= TIERS_MIN)
}

/** Two ladders of one sale have names that begin differently. */
function seriesOf({ code }: PublishedCode): string {
  return code.replaceAll(/[^A-Z]/gi, '').slice(0, 4)
}

/** Tiers that take another share off than those beside them. */
function offRate(tiers: readonly Tier[]): FeedIssue[] {
  const steps = [...Map.groupBy(tiers, ({ minimum, amount }) => `${minimum}/${amount}`).values()]
  const ladder = steps.toSorted(([one], [other]) => minimumOf(one) - minimumOf(other))
  return ladder.flatMap((same, at) => {
    const [tier] = same as [Tier]
    const isOuter = at === 0 || at === ladder.length - 1
    // The first and the last have two on the same side: one of these alone may be the misprint.
    const places = isOuter ? [at - 2, at - 1, at + 1, at + 2] : [at - 1, at + 1]
    const beside = places.flatMap((place) => (ladder[place] ? [rateOf(ladder[place][0])] : []))
    const tolerance = isOuter ? OUTER_TOLERANCE : INNER_TOLERANCE
    const least = Math.min(...beside) * (1 - tolerance)
    const most = Math.max(...beside) * (1 + tolerance)
    const rate = rateOf(tier)
    if (rate >= least && rate <= most) return []
    const fault = `Takes ${percent(rate)} off where the codes beside it on its ladder take ${beside.map(percent).join(' and ')}: perhaps a misprint.`
    return same.map(({ of }) =>
      issueOf(of.row, 'off-rate', fault, { code: of.code, column: 'amount' }),
    )
  })
}

const minimumOf = (tier: Tier | undefined): number => tier?.minimum ?? 0
const rateOf = (tier: Tier | undefined): number => (tier ? tier.amount / tier.minimum : 0)
const percent = (rate: number): string => `${Math.round(rate * 1000) / 10} %`

/** Codes whose name says another number, where the others of the ladder are named by their amounts. */
function names(tiers: readonly Tier[]): FeedIssue[] {
  const said = tiers.map((tier) => ({
    ...tier,
    number: Number(/\d+/.exec(tier.of.code)?.[0] ?? -1),
  }))
  const rest = said.filter(({ number, amount, unit }) => number * unit !== amount)
  if (rest.length > tiers.length * (1 - NAMED_SHARE)) return []
  return rest.flatMap(({ of, number, amount, unit }) => {
    if (number < 0) return []
    const fault = `Its name says ${number} where the table says ${amount / unit}: one of the two is wrong.`
    return [issueOf(of.row, 'name-differs', fault, { code: of.code, column: 'code' })]
  })
}

/** The same string in another window is another offer; at the same time it cannot be. */
function namesakes(codes: readonly PublishedCode[]): FeedIssue[] {
  const groups = [...Map.groupBy(codes, ({ code }) => code.toUpperCase()).values()]
  return groups.flatMap((group) => {
    const inTime = group.toSorted((one, other) => startOf(one) - startOf(other))
    return inTime.flatMap((one, at) => beside(one, inTime[at - 1], inTime[at + 1]))
  })
}

/** What a code has to do with the one of its name before it in time, and the one after it. */
function beside(
  one: PublishedCode,
  before: PublishedCode | undefined,
  after: PublishedCode | undefined,
): FeedIssue[] {
  const more = { code: one.code, column: 'code' }
  if (before && startOf(one) < endOf(before)) {
    const fault = `Row ${before.row} has it at the same time: a code is one offer's.`
    return [issueOf(one.row, 'stands-twice', fault, more)]
  }
  const others = [before, after && startOf(after) >= endOf(one) ? after : undefined]
  return others.flatMap((other) => {
    if (other === undefined) return []
    const fault = `The same string is another offer, of ${other.campaign}: go by the window.`
    return [issueOf(one.row, 'same-code', fault, more)]
  })
}

function startOf({ from, assumedFrom }: PublishedCode): number {
  const start = from ?? assumedFrom
  return start === null ? Number.NEGATIVE_INFINITY : instantOf(start)
}

function endOf({ until }: PublishedCode): number {
  return until === null ? Number.POSITIVE_INFINITY : instantOf(until)
}
