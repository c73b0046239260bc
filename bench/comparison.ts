import { limitFor, type PlainAnswer } from './limit-objects.ts'
import { type Effort, measure, type Operations, type Sample } from './measure.ts'
import type { Medusa } from './medusa.ts'
import { cell, micros, printAim, printTable, times } from './report.ts'
import type { Tessera } from './tessera.ts'
import { LINE_COUNTS, OFFER_COUNTS, type WorkloadDocument, workload } from './workload.ts'

export interface Contestants {
  readonly tessera: Tessera | null
  readonly medusa: Medusa | null
}

export interface ComparisonOptions {
  readonly effort: Effort
  /** How many different carts of each size. */
  readonly carts: number
}

type Name =
  | 'limit'
  | 'objects'
  | 'decide'
  | 'explain'
  | 'document'
  | 'whole'
  | 'medusa'
  | 'medusaWithSlots'

interface Cell extends Partial<Record<Name, Sample>> {
  readonly lines: number
  readonly offers: number
}

/** Checks that all contestants agree on every cart, then times them, then prints the table. */
export function compare(contestants: Contestants, options: ComparisonOptions): void {
  const cells: Cell[] = []
  for (const lines of LINE_COUNTS) {
    for (const offers of OFFER_COUNTS) {
      const carts = workload(lines, offers, options.carts)
      for (const cart of carts) mustAgree(cart, contestants)
      cells.push({ lines, offers, ...timed(carts, contestants, options.effort) })
    }
  }
  printCells(cells)
  printAims(cells)
}

function timed(
  carts: readonly WorkloadDocument[],
  { tessera, medusa }: Contestants,
  effort: Effort,
): Partial<Record<Name, Sample>> {
  const limits = carts.map(limitFor)
  const prepared = tessera ? carts.map((cart) => tessera.prepare(cart)) : []
  const peers = medusa ? carts.map((cart) => medusa.prepare(cart)) : []
  const operations: Partial<Record<Name, Operations>> = {
    limit: limits.map((one) => one.total),
    objects: limits.map((one) => () => one.answer().totals.total),
    ...(tessera && {
      decide: prepared.map((cart) => () => cart.decide()),
      explain: prepared.map((cart) => () => cart.explain()),
      document: prepared.map((cart) => () => cart.document().totals.total),
      whole: carts.map((cart) => () => tessera.quote(cart).totals.total),
    }),
    ...(medusa && {
      medusa: peers.map((peer) => peer.alone),
      medusaWithSlots: peers.map((peer) => peer.withSlots),
    }),
  }
  return measure(operations as Record<Name, Operations>, effort)
}

/** Figures of contestants that disagree mean nothing: the first difference ends the bench. */
function mustAgree(cart: WorkloadDocument, { tessera, medusa }: Contestants): void {
  const limit = limitFor(cart).answer()
  if (tessera) mustEqualQuote(cart, limit, tessera)
  if (!medusa) return
  // Medusa does not round the percentage of a code; all other amounts are whole.
  const total = medusa.prepare(cart).withSlots()
  if (Math.abs(total - limit.totals.total) > 0.5 + 1e-6) {
    throw disagreement(cart, `Medusa's total ${total}, the limit's ${limit.totals.total}`)
  }
}

function mustEqualQuote(cart: WorkloadDocument, limit: PlainAnswer, tessera: Tessera): void {
  const quote = tessera.quote(cart)
  const prepared = tessera.prepare(cart)
  for (const total of [prepared.decide(), prepared.explain(), prepared.document().totals.total]) {
    if (total === quote.totals.total) continue
    throw disagreement(cart, `readings of one cart: ${total} and ${quote.totals.total}`)
  }
  const pairs = [
    [quote.totals.total, limit.totals.total],
    [quote.lines.map((line) => line.net), limit.lines.map((line) => line.net)],
    [
      quote.applied.map(({ offer, off, lines }) => ({ offer, off, lines: byName(lines) })),
      limit.applied.map(({ offer, off, lines }) => ({ offer, off, lines: byName(lines) })),
    ],
    [
      quote.rejected.map(({ offer, reason }) => ({ offer, reason })),
      limit.rejected.map(({ offer, reason }) => ({ offer, reason })),
    ],
  ]
  for (const [ours, its] of pairs) {
    if (JSON.stringify(ours) === JSON.stringify(its)) continue
    throw disagreement(
      cart,
      `the quote: ${JSON.stringify(ours)}, the limit: ${JSON.stringify(its)}`,
    )
  }
}

function byName(shares: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(shares).sort(([a], [b]) => (a < b ? -1 : 1))
}

function disagreement(cart: WorkloadDocument, what: string): Error {
  const size = `${cart.lines.length} lines × ${cart.offers.length} offers`
  return new Error(`The contestants disagree on a cart of ${size}: ${what}.`)
}

function printCells(cells: readonly Cell[]): void {
  console.log(
    'Microseconds a cart: the median of rounds, below it from the 10th to the 90th of 100.',
  )
  printTable(
    [
      'lines ×\noffers',
      'limit\nloop',
      'limit\nobjects',
      'Tessera\ndecide',
      'Tessera\nexplain',
      'Tessera\ndocument',
      'Tessera\nquote(input)',
      'Medusa\nalone',
      'Medusa\nwith slots',
      'explain\n÷ loop',
      'explain\n÷ objects',
      'Medusa\n÷ explain',
      'with slots\n÷ explain',
    ],
    cells.map((one) => [
      `${one.lines} × ${one.offers}`,
      cell(one.limit),
      cell(one.objects),
      cell(one.decide),
      cell(one.explain),
      cell(one.document),
      cell(one.whole),
      cell(one.medusa),
      cell(one.medusaWithSlots),
      times(one.explain, one.limit),
      times(one.explain, one.objects),
      times(one.medusa, one.explain),
      times(one.medusaWithSlots, one.explain),
    ]),
  )
}

function printAims(cells: readonly Cell[]): void {
  const main = cells.find((one) => one.lines === 10 && one.offers === 20)
  if (!main?.explain || !main.limit) return
  const { explain, limit, medusa, medusaWithSlots } = main
  printAim('10 × 20 explained in ≤ 3 µs', `${micros(explain.median)} µs`, explain.median <= 3)
  const within = explain.median <= 10 * limit.median
  printAim('within 10× of the limit', times(explain, limit), within)
  if (!medusa) return
  const ratios = `${times(medusa, explain)}; with slots kept for it ${times(medusaWithSlots, explain)}`
  printAim('≥ 100× faster than Medusa', ratios, medusa.median >= 100 * explain.median)
}
