import { type Fault, pointer, type Refused } from '../base/faults.ts'
import { id } from '../base/fields.ts'
import {
  described,
  isRecord,
  leaf,
  list,
  object,
  oneOf,
  type Schema,
  type TypeOf,
  truth,
} from '../base/schema.ts'
import { PARTIES } from './order.ts'
import type { Process } from './process.ts'

/** Nobody reads a reason of more than a page; the form of a dispute takes as much (bp.d.form). */
const TEXT_MAX = 500

const text: Schema<string> = leaf(
  { type: 'string', maxLength: TEXT_MAX },
  (value) => typeof value === 'string' && value.length <= TEXT_MAX,
  `Must be a text of at most ${TEXT_MAX} characters.`,
)

const number: Schema<number> = leaf(
  { type: 'number' },
  (value) => typeof value === 'number' && Number.isFinite(value),
  'Must be a number.',
)

/**
 * What is sent with an event, by name. Only the shape is asked here; whether it makes sense for the
 * order (a cause that exists, a line of the order) is asked by the process, which has a clause for it.
 */
export const CONTENTS = {
  attempt: id,
  cause: text,
  reason: text,
  tracking: text,
  status: text,
  days: number,
  lines: list(id, 0, 10_000),
  line: id,
  refunded: truth,
} as const satisfies Readonly<Record<string, Schema<unknown>>>

export type Contents = { readonly [K in keyof typeof CONTENTS]: TypeOf<(typeof CONTENTS)[K]> }

/** An act on an order: the event, the party that does it, and what its row needs to know. */
export type OrderCommand = {
  readonly event: string
  readonly by: string
  /** The extension of the platform that it carries out. */
  readonly extension?: string
} & Partial<Contents>

const by = oneOf(PARTIES)

/** The schema of a command that needs so much: for the contract, one an event. */
export function commandSchema(event: string, needs: readonly (keyof Contents)[]) {
  const contents = Object.fromEntries(needs.map((need) => [need, CONTENTS[need]]))
  return described(object({ event: oneOf([event]), by, ...contents }, {}), {
    title: `OrderCommand ${event}`,
  })
}

/** What reading asks of a process: its events, and which of them begin it. */
type Events = Pick<Process, 'events' | 'initial' | 'rowsOf'>

/**
 * Reads a command to an order by the events of its process, or tells each fault by JSON Pointer. An
 * event that begins a process is for no order that exists.
 */
export function readCommand(value: unknown, flow: Events): OrderCommand | Refused {
  const event = isRecord(value) ? value.event : undefined
  const later = [...flow.events.keys()].filter((id) => flow.rowsOf(flow.initial, id).length === 0)
  if (!later.includes(event as string)) {
    const path = isRecord(value) ? pointer('', 'event') : ''
    return { refused: [{ path, fault: `Must be one of: ${later.join(', ')}.` }] }
  }
  const faults: Fault[] = []
  const needs = flow.events.get(event as string)?.needs ?? []
  commandSchema(event as string, needs as readonly (keyof Contents)[]).find(value, '', faults)
  return faults.length > 0 ? { refused: faults } : (value as OrderCommand)
}
