import type { Process } from './process.ts'
import { arrowsOf } from './process-text.ts'

/**
 * A process as a Mermaid diagram, drawn from its rows: what moves it from state to state. Refusals are
 * left out, and so is what leaves a state as it is, unless it is asked for.
 */
export function drawProcess(flow: Process, { loops = false } = {}): string {
  const shown = flow.document.states.filter(({ kind }) => kind !== 'initial')
  const name = (state: string) => (state === flow.initial ? '[*]' : state.replaceAll('-', '_'))
  const boxes = shown.map(({ id, name: words }) => `  state "${words}" as ${name(id)}`)
  const arrows = arrowsOf(flow, loops).map(
    ({ from, to, label }) => `  ${name(from)} --> ${name(to)}: ${label}`,
  )
  const ends = shown.filter(({ kind }) => kind === 'final').map(({ id }) => `  ${name(id)} --> [*]`)
  return ['stateDiagram-v2', ...boxes, ...arrows, ...ends].join('\n')
}
