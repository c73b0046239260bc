import { integer, list, object, oneOf, refined, type Schema, type TypeOf } from '../base/schema.ts'
import { clauseId, name, sentence } from './process-fields.ts'

/** A figure as a clause of the catalogue states it, or one that was decided where none states it. */
const figureValue = {
  number: name,
  value: integer(1, 10_000, 'Must be a whole number from 1 to 10,000.'),
} as const

const figureVariant = object({ terms: name, clause: clauseId }, figureValue)

const saysOne = <T extends { readonly number?: unknown; readonly value?: unknown }>(
  schema: Schema<T>,
): Schema<T> =>
  refined(schema, (row, path, faults) => {
    if ((row.number === undefined) !== (row.value === undefined)) return
    faults.push({
      path,
      fault: 'Says either "number", the name of a figure of its clause, or "value".',
    })
  })

/** How long something takes; orders under special terms can have a figure of their own (tc.2). */
export const figure = saysOne(
  object(
    { id: name, unit: oneOf(['days', 'hours', 'minutes']), clause: clauseId },
    { ...figureValue, under: list(saysOne(figureVariant), 1), note: sentence },
  ),
)

export type FigureDocument = TypeOf<typeof figure>

/**
 * When a clock is due: at the end of the nth day after a moment or after another clock, an exact time
 * after one, or the earlier or the later of several such.
 */
export interface DueDocument {
  /** The figure that says how many days; the due time is the end of the last (D-8). */
  readonly endOfDay?: string | undefined
  /** The figure that says how many hours or minutes, to the millisecond. */
  readonly exact?: string | undefined
  /** The moment, or the clock, that it is counted from. */
  readonly after?: string | undefined
  readonly earlierOf?: readonly DueDocument[] | undefined
  readonly laterOf?: readonly DueDocument[] | undefined
}

const FORMS = ['endOfDay', 'exact', 'earlierOf', 'laterOf'] as const

// The shape contains itself, so its parts are looked up when they are asked for.
const inner: Schema<DueDocument> = {
  json: { type: 'object' },
  ok: (value) => due.ok(value),
  find: (value, path, faults) => due.find(value, path, faults),
}

const due: Schema<DueDocument> = refined(
  object(
    {},
    {
      endOfDay: name,
      exact: name,
      after: name,
      earlierOf: list(inner, 2, 10),
      laterOf: list(inner, 2, 10),
    },
  ),
  (row, path, faults) => {
    const forms = FORMS.filter((form) => row[form] !== undefined)
    if (forms.length !== 1) {
      faults.push({ path, fault: `A due time is exactly one of: ${FORMS.join(', ')}.` })
      return
    }
    const counted = forms[0] === 'endOfDay' || forms[0] === 'exact'
    if (counted === (row.after !== undefined)) return
    const fault = counted
      ? 'Needs "after": the moment or the clock that it is counted from.'
      : 'Has no "after" of its own: its parts have.'
    faults.push({ path, fault })
  },
)

const run = object(
  {
    in: list(name, 1),
    due,
    /** Who loses by silence: what happens when it passes and nobody has acted. */
    loses: name,
    silence: sentence,
  },
  {},
)

/** A clock, the states in which it runs, and when it is due in each. */
export const clock = object(
  { id: name, name: sentence, clause: clauseId, runs: list(run, 1) },
  { extended: oneOf(['days']), paused: oneOf(['dispute']), note: sentence },
)

export type ClockDocument = TypeOf<typeof clock>
