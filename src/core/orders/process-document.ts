import {
  described,
  dictionary,
  leaf,
  list,
  object,
  oneOf,
  open,
  refined,
  type TypeOf,
} from '../base/schema.ts'
import { clock, figure } from './clock-document.ts'
import { clauseId, name, sentence } from './process-fields.ts'

const party = object({ id: name, name: sentence }, {})

const state = object(
  { id: name, name: sentence, says: sentence, clause: clauseId },
  { kind: oneOf(['initial', 'final']) },
)

const event = object({ id: name, name: sentence, by: list(name, 1) }, { needs: list(name, 1) })

/** A question that a row can ask before it counts; of several rows the earlier guard is asked first. */
const guard = object({ id: name, says: sentence }, {})

const word = leaf<string | number>(
  { type: ['string', 'number'] },
  (value) => typeof value === 'string' || typeof value === 'number',
  'Must be a text or a number.',
)

/** What the shell carries out, with what it needs to know. */
const effect = refined(open({ effect: name }, {}), (row, path, faults) => {
  dictionary(name, word).find(row, path, faults)
})

/** A row of the table: what an event does in some states, or why it is refused there. */
const row = refined(
  object(
    { from: list(name, 1), event: name, clause: list(clauseId, 1) },
    { when: name, to: name, marks: name, effects: list(effect, 1), refusal: name, note: sentence },
  ),
  (said, path, faults) => {
    if ((said.to === undefined) === (said.refusal === undefined)) {
      faults.push({ path, fault: 'A row says either "to", the next state, or "refusal".' })
    }
    if (said.refusal !== undefined && (said.marks ?? said.effects) !== undefined) {
      faults.push({ path, fault: 'What is refused changes nothing: no marks, no effects.' })
    }
  },
)

/** A process as it is written: one JSON document a version, every rule a row with its clause. */
export const processDocument = described(
  object(
    {
      id: name,
      process: name,
      title: sentence,
      summary: sentence,
      parties: list(party, 1),
      figures: list(figure, 0, 100),
      states: list(state, 2, 100),
      events: list(event, 1, 100),
      guards: list(guard, 0, 100),
      clocks: list(clock, 0, 100),
      rows: list(row, 1, 1000),
    },
    {},
  ),
  { title: 'Process' },
)

export type ProcessDocument = TypeOf<typeof processDocument>
export type StateDocument = TypeOf<typeof state>
export type EventDocument = TypeOf<typeof event>
export type GuardDocument = TypeOf<typeof guard>
export type RowDocument = TypeOf<typeof row>
/** An effect with its parameters. */
export type EffectDocument = { readonly effect: string } & Readonly<Record<string, string | number>>

/** The next state of a row that leaves the state as it is. */
export const SAME = 'same'
