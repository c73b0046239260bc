/** A process in words: the cells of its tables, for the command line and for the page of documentation. */
import type { DueDocument } from './clock-document.ts'
import { nextState, type Process, type Row } from './process.ts'
import type { EffectDocument, RowDocument } from './process-document.ts'

/** A row of the table that moves something. */
export interface MoveCells {
  readonly from: string
  readonly event: string
  readonly by: string
  readonly when: string
  readonly to: string
  /** The clocks that run after it and did not run before, with their due times. */
  readonly clocks: string
  readonly effects: string
  readonly clause: string
}

/** A row of the table that refuses something. */
export interface RefusalCells {
  readonly from: string
  readonly event: string
  readonly when: string
  readonly refusal: string
  readonly clause: string
}

/** A state that waits: until when, and who loses by silence. */
export interface WaitCells {
  readonly state: string
  readonly clock: string
  readonly due: string
  readonly loses: string
  readonly silence: string
  readonly clause: string
}

const NOTHING = '–'

/** Every row that moves something, in the order of the document. */
export function moveTable(flow: Process): MoveCells[] {
  return flow.document.rows
    .filter(({ refusal }) => refusal === undefined)
    .map((row) => ({
      from: row.from.map((state) => stateText(flow, state)).join(', '),
      event: eventText(flow, row.event),
      by: byText(flow, row.event),
      when: whenText(flow, row),
      to: row.to as string,
      clocks: startedText(flow, row),
      effects: (row.effects ?? []).map((one) => effectText(one as EffectDocument)).join('; '),
      clause: row.clause.join(', '),
    }))
    .map((cells) => ({ ...cells, effects: cells.effects || NOTHING }))
}

/** Every row that refuses something. */
export function refusalTable(flow: Process): RefusalCells[] {
  return flow.document.rows.flatMap((row) =>
    row.refusal === undefined
      ? []
      : [
          {
            from: row.from.join(', '),
            event: row.event,
            when: whenText(flow, row),
            refusal: row.refusal,
            clause: row.clause.join(', '),
          },
        ],
  )
}

/** Every clock in every state where it runs. */
export function waitTable(flow: Process): WaitCells[] {
  return flow.document.states.flatMap(({ id }) =>
    flow.runsIn(id).map(({ clock, due, loses, silence }) => ({
      state: id,
      clock: clock.id,
      due: dueText(flow, due) + movedText(clock),
      loses,
      silence,
      clause: clock.clause,
    })),
  )
}

function movedText(clock: { extended?: string | undefined; paused?: string | undefined }): string {
  const moved = [
    ...(clock.extended ? ['can be extended'] : []),
    ...(clock.paused ? [`stands still while a ${clock.paused} is open`] : []),
  ]
  return moved.length === 0 ? '' : `; ${moved.join('; ')}`
}

function stateText({ initial }: Process, state: string): string {
  return state === initial ? NOTHING : state
}

/** An event as its id, a clock as what happens to it. */
function eventText({ clocks, events }: Process, event: string): string {
  if (clocks.has(event)) return `${event} passes`
  const needs = events.get(event)?.needs?.filter((need) => need !== 'attempt') ?? []
  return needs.length === 0 ? event : `${event}(${needs.join(', ')})`
}

/** Who does it; of a clock, the timer. */
function byText({ events }: Process, event: string): string {
  return events.get(event)?.by.join(', ') ?? 'timer'
}

function whenText({ document }: Process, { when }: RowDocument): string {
  return document.guards.find(({ id }) => id === when)?.says ?? NOTHING
}

/** The clocks that run in the next state and did not run before. */
function startedText(flow: Process, row: RowDocument): string {
  const [from = flow.initial] = row.from
  const to = row.to === 'same' ? from : (row.to as string)
  const before = new Set(flow.runsIn(from).map(({ clock }) => clock.id))
  const started = flow.runsIn(to).filter(({ clock }) => !before.has(clock.id))
  return started.map(({ clock, due }) => `${clock.id}: ${dueText(flow, due)}`).join('; ') || NOTHING
}

/** When a clock is due, in words: "end of day 20 after placed", "48 hours after asked". */
function dueText(flow: Process, due: DueDocument): string {
  const parts = due.earlierOf ?? due.laterOf
  if (parts) {
    const which = due.earlierOf ? 'the earlier of' : 'the later of'
    return `${which} ${parts.map((part) => dueText(flow, part)).join(' and ')}`
  }
  const name = (due.endOfDay ?? due.exact) as string
  const figure = flow.figures.get(name)
  const amount = figure ? String(figure.amount) : name
  const special = Array.from(
    figure?.under ?? [],
    ([terms, row]) => ` (${row.amount} under ${terms})`,
  )
  const length =
    due.endOfDay === undefined
      ? `${amount} ${figure?.unit}${special.join('')}`
      : `end of day ${amount}${special.join('')}`
  return `${length} after ${due.after}`
}

/** An effect in words: "refund (missed-ship-by)", "tell buyer: shipped". */
function effectText({ effect, ...more }: EffectDocument): string {
  const { party, message, mark, ...others } = more as Readonly<Record<string, string | number>>
  if (effect === 'tell') return `tell ${party}: ${[message, ...Object.values(others)].join(', ')}`
  if (effect === 'mark') return `mark ${party}: ${mark}`
  const known = Object.values({ ...(party && { party }), ...others })
  return known.length === 0 ? effect : `${effect} (${known.join(', ')})`
}

/** A step of the graph: who takes it and what it is. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly label: string
}

/** Every way from one state to the next, refusals left out; what leaves a state as it is, if it is asked for. */
export function arrowsOf(flow: Process, withLoops: boolean): Arrow[] {
  const arrows = new Map<string, Arrow>()
  for (const { id: from } of flow.document.states) {
    for (const event of [...flow.events.keys(), ...flow.clocks.keys()]) {
      for (const row of flow.rowsOf(from, event)) {
        const arrow = arrowOf(flow, from, row)
        if (arrow === null || (!withLoops && arrow.to === from)) continue
        arrows.set(`${arrow.from} ${arrow.to} ${arrow.label}`, arrow)
      }
    }
  }
  return [...arrows.values()]
}

function arrowOf(flow: Process, from: string, row: Row): Arrow | null {
  if (row.refusal !== null) return null
  const by = flow.clocks.has(row.event) ? '' : ` (${byText(flow, row.event)})`
  return { from, to: nextState(row, from), label: `${eventText(flow, row.event)}${by}` }
}
