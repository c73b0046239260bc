import { type Effort, measure } from './measure.ts'
import { cell, micros, printTable } from './report.ts'
import type { Tessera } from './tessera.ts'
import { workload } from './workload.ts'

/** Where the time of one quote over the wire goes, for carts of 10 lines × 20 offers. */
export function benchStages(tessera: Tessera, effort: Effort, count: number): void {
  const carts = workload(10, 20, count)
  const texts = carts.map((cart) => JSON.stringify(cart))
  const prepared = carts.map((cart) => tessera.prepare(cart))
  const quotes = carts.map((cart) => tessera.quote(cart))
  const stages = measure(
    {
      parse: texts.map((text) => () => (JSON.parse(text) as { lines: unknown[] }).lines.length),
      accept: carts.map((cart) => () => tessera.accept(cart)),
      explain: prepared.map((cart) => () => cart.explain()),
      // Sentences and shares are made from the trace, so this stage holds the one before it.
      document: prepared.map((cart) => () => cart.document().totals.total),
      write: quotes.map((quote) => () => JSON.stringify(quote).length),
      whole: texts.map((text) => () => JSON.stringify(tessera.quote(JSON.parse(text))).length),
    },
    effort,
  )
  const { parse, accept, explain, document, write, whole } = stages
  const sum = parse.median + accept.median + document.median + write.median
  console.log(
    '\nWhere the time of 10 × 20 goes, from the text of the input to the text of the quote:',
  )
  printTable(
    [
      'read JSON',
      'validate,\ncompile',
      'explain',
      'document\n(less explain)',
      'write JSON',
      'sum',
      'all in one',
    ],
    [
      [
        cell(parse),
        cell(accept),
        cell(explain),
        micros(document.median - explain.median),
        cell(write),
        micros(sum),
        cell(whole),
      ],
    ],
  )
}
