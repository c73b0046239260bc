import { clauseById } from '../base/clauses.ts'
import { type Fault, pointer } from '../base/faults.ts'
import type { FigureDocument } from './clock-document.ts'
import type { ProcessDocument } from './process-document.ts'

export type Unit = 'days' | 'hours' | 'minutes'

/** How long something takes, by the terms of an order. */
export interface Figure {
  readonly id: string
  readonly unit: Unit
  readonly amount: number
  readonly clause: string
  /** Under special terms, by their name: the particular rule counts before the general one (tc.2). */
  readonly under: ReadonlyMap<string, { readonly amount: number; readonly clause: string }>
}

type Said = Pick<FigureDocument, 'clause' | 'number' | 'value'>

/** Checks that every figure named after a clause stands in that clause, and in how it is used. */
export function checkFigures(
  document: ProcessDocument,
  promises: readonly string[],
  faults: Fault[],
): void {
  for (const [at, figure] of document.figures.entries()) {
    const path = pointer('/figures', at)
    checkSaid(figure, path, faults)
    if (promises.includes(figure.id)) {
      faults.push({ path: `${path}/id`, fault: `"${figure.id}" is what each order brings itself.` })
    }
    for (const [k, row] of (figure.under ?? []).entries()) {
      checkSaid(row, `${path}/under/${k}`, faults)
    }
  }
}

function checkSaid(said: Said, path: string, faults: Fault[]): void {
  if (amountOf(said) !== null) return
  faults.push({
    path: `${path}/number`,
    fault: `Clause ${said.clause} states no whole number called "${said.number}".`,
  })
}

function amountOf({ clause, number, value }: Said): number | null {
  if (number === undefined) return value ?? null
  const stated = clauseById(clause)?.numbers?.[number]
  return typeof stated === 'number' && Number.isInteger(stated) && stated > 0 ? stated : null
}

/** The figures of a document that was checked. */
export function figuresOf(document: ProcessDocument): ReadonlyMap<string, Figure> {
  return new Map(
    document.figures.map((figure) => [
      figure.id,
      {
        id: figure.id,
        unit: figure.unit,
        amount: amountOf(figure) as number,
        clause: figure.clause,
        under: new Map(
          (figure.under ?? []).map((row) => [
            row.terms,
            { amount: amountOf(row) as number, clause: row.clause },
          ]),
        ),
      },
    ]),
  )
}

/** A figure under the terms of an order: the last of its terms that says another one counts. */
export function amountUnder(figure: Figure, terms: readonly string[]): number {
  let { amount } = figure
  for (const one of terms) amount = figure.under.get(one)?.amount ?? amount
  return amount
}

/** The names of the special terms that figures know. */
export function specialTerms(figures: Iterable<Figure>): ReadonlySet<string> {
  return new Set([...figures].flatMap(({ under }) => [...under.keys()]))
}
