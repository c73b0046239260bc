import { mkdirSync, writeFileSync } from 'node:fs'
import { isRefused } from '../src/core/base/faults.ts'
import { best } from '../src/core/pricing/best.ts'
import { plan } from '../src/core/pricing/plan.ts'
import { type LadderSteps, type Step, TOTAL_MIN, unitOf } from '../src/web/state/ladders.ts'
import type { Ladder, LeftOutCodes } from './build-ladders.ts'
import offerRows from './campaign-offers.json' with { type: 'json' }
import facts from './ladders.json' with { type: 'json' }

/** The totals that are asked for, in whole units of the currency: from TOTAL_MIN to this one. */
const TOTAL_MAX = 700

/** The offers that the two cheapest ways to pay one total use. */
export interface LadderAnswer {
  /** The best single code; null where none reaches. */
  readonly single: string | null
  /** The codes of the best split, one a checkout. */
  readonly split: readonly string[]
}

// JSON cannot say that a list has two numbers or that a word is one of two.
export const ladders = facts.ladders as readonly Ladder[]
export const leftOut: readonly LeftOutCodes[] = facts.leftOut

/**
 * How many units of the currency one step of the totals has beyond 700: in Brazil, Mexico and the Gulf
 * the larger codes begin far above it, and all minimums are multiples of the step.
 */
export function strideOf({ codes, currency }: Ladder): number {
  const most = Math.max(...codes.map(({ minimum }) => minimum)) / unitOf(currency)
  return [1, 2, 5, 10, 20, 50, 100].find((stride) => stride * TOTAL_MAX > most) ?? 1
}

/** Every total that is asked for, in minor units: each unit to 700, then each stride to the end. */
export function totalsOf(ladder: Ladder): number[] {
  const unit = unitOf(ladder.currency)
  const stride = strideOf(ladder)
  const totals: number[] = []
  for (let total = TOTAL_MIN; total <= TOTAL_MAX; total++) totals.push(total * unit)
  for (let total = TOTAL_MAX + stride; stride > 1 && total <= TOTAL_MAX * stride; total += stride) {
    totals.push(total * unit)
  }
  return totals
}

/** Where an answer can change: at the sums of the minimums of some codes, for then these codes fit. */
export function turnsOf(ladder: Ladder): number[] {
  let sums = new Set([0])
  for (const { minimum } of ladder.codes) {
    sums = new Set([...sums, ...[...sums].map((sum) => sum + minimum)])
  }
  const [first] = totalsOf(ladder)
  return totalsOf(ladder).filter((total) => total === first || sums.has(total))
}

/** A cart that can be divided anywhere: pieces of one unit, beyond 700 of one stride, from two shops. */
export function cartOf(ladder: Ladder, total: number) {
  const unit = unitOf(ladder.currency)
  const unitPrice = total > TOTAL_MAX * unit ? strideOf(ladder) * unit : unit
  const pieces = total / unitPrice
  const ids = new Set(ladder.codes.map(({ offer }) => offer))
  const offers = offerRows.filter(({ id }) => ids.has(id))
  const country = offers[0]?.countries?.[0]
  const line = (id: string, quantity: number) => {
    return { id, listing: id, sku: id, store: `shop-of-${id}`, unitPrice, quantity }
  }
  return {
    terms: 'aliexpress-2026',
    at: ladder.window.from,
    currency: ladder.currency,
    buyer: country ? { id: 'b1', country } : { id: 'b1' },
    stores: { 'shop-of-rice': { seller: 'm1' }, 'shop-of-beans': { seller: 'm2' } },
    lines: [line('rice', Math.ceil(pieces / 2)), line('beans', Math.floor(pieces / 2))],
    offers,
  }
}

/** The best single code and the best split of one total, by the engine (pricing §7). */
export function answerOf(ladder: Ladder, total: number): LadderAnswer {
  const cart = cartOf(ladder, total)
  const single = best(cart)
  const planned = plan({ ...cart, maxCheckouts: ladder.codes.length, options: { units: true } })
  if (isRefused(single) || isRefused(planned)) {
    throw new Error(`${ladder.id}, ${total}: ${JSON.stringify([single, planned])}`)
  }
  if (!single.proved || !planned.proved || planned.single !== single.total) {
    throw new Error(`${ladder.id}, ${total}: the engine has not proved its answers`)
  }
  return {
    single: single.chosen[0] ?? null,
    split: planned.checkouts.flatMap(({ chosen }) => chosen),
  }
}

/** The totals at which an answer changes, with the answer from there on. */
export function stepsOf(
  ladder: Ladder,
  totals: readonly number[],
  answer: (total: number) => LadderAnswer,
): LadderSteps {
  const steps: Step[] = []
  for (const total of totals) {
    const step = stepOf(ladder, total, answer(total))
    if (JSON.stringify(step.slice(1)) !== JSON.stringify(steps.at(-1)?.slice(1))) steps.push(step)
  }
  const { id, name, currency, region, window, codes } = ladder
  return {
    id,
    name,
    currency,
    countries: region.include,
    from: window.from,
    until: window.until,
    codes: codes.map(({ code, offer, off, minimum }) => ({ code, offer, off, minimum })),
    totalMax: totalsOf(ladder).at(-1) ?? 0,
    steps,
  }
}

function stepOf(ladder: Ladder, total: number, { single, split }: LadderAnswer): Step {
  const place = (id: string | null) => ladder.codes.findIndex(({ offer }) => offer === id)
  return [total, place(single), split.map(place).toSorted((one, other) => other - one)]
}

/** The ladders by name, and a file each: the page loads them one at a time. */
export function indexOf(all: readonly Ladder[]) {
  return all.map(({ id, name }) => ({ id, name }))
}

/**
 * Asks the engine for every ladder; with `--every` at every total, which takes eight times as long and
 * gives the same steps.
 */
function main(everyTotal: boolean): void {
  const folder = new URL('ladders/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const write = (name: string, value: unknown) =>
    writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value)}\n`)
  write('index', indexOf(ladders))
  for (const ladder of ladders) {
    const totals = everyTotal ? totalsOf(ladder) : turnsOf(ladder)
    const steps = stepsOf(ladder, totals, (total) => answerOf(ladder, total))
    write(ladder.id, steps)
    console.log(`${ladder.name}: ${totals.length} totals, ${steps.steps.length} steps`)
  }
  console.log('Now format: npm run format; then draw them: node docs/ladders.ts')
}

if (import.meta.main) main(process.argv.includes('--every'))
