import type { Command } from 'commander'
import { orderProcess } from '../../core/orders/order-process.ts'
import { ORDER_REFUSALS } from '../../core/orders/order-refusals.ts'
import type { Process } from '../../core/orders/process.ts'
import { drawProcess } from '../../core/orders/process-graph.ts'
import { moveTable, refusalTable, waitTable } from '../../core/orders/process-text.ts'
import { paragraph } from './plain-text.ts'
import { heading } from './receipt.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { type Column, table } from './table.ts'

/** The processes that can be printed, by name, each with the sentences of its refusals. */
const PROCESSES: ReadonlyMap<string, readonly [Process, Refusals]> = new Map([
  ['order', [orderProcess, ORDER_REFUSALS]],
])

type Refusals = readonly {
  readonly reason: string
  readonly clause: string
  readonly says: string
}[]

interface ProcessOptions {
  readonly graph?: true
  readonly refusals?: true
  readonly json?: true
}

const EXAMPLES = `
Examples:
  tessera process                   the processes there are
  tessera process order             its states, clocks and rows, then its graph
  tessera process order --graph     the graph alone, as Mermaid draws it
  tessera process order --refusals  what is refused where, and what the parties are told
  tessera process order --json      the document as it is written

Exit codes: 0 fine, 2 no such process.`

/** `tessera process order`: the table and the graph, from the data that orders are run by. */
export function define(command: Command): void {
  command
    .argument('[name]', 'the process to print; left out: a list of all')
    .option('--graph', 'print its graph, for Mermaid')
    .option('--refusals', 'print what it refuses')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: ProcessOptions) => {
      if (name === undefined) return printAll(options)
      const found = PROCESSES.get(name)
      if (!found) {
        const fault = `There is no such process. Known: ${[...PROCESSES.keys()].join(', ')}.`
        return refuse({ refused: [{ path: name, fault }] }, options.json)
      }
      const [process, refusals] = found
      if (options.json) return sayJson(process.document)
      if (options.graph) return say(drawProcess(process))
      say(options.refusals ? refusalText(process, refusals) : await processText(process))
    })
}

async function printAll({ json }: ProcessOptions): Promise<void> {
  const all = [...PROCESSES].map(([name, [{ id, document }]]) => {
    return { name, id, title: document.title, summary: document.summary }
  })
  if (json) return sayJson(all)
  const columns = [{ head: 'name' }, { head: 'version' }, wrapping('what it is')]
  say(
    await table(
      columns,
      all.map(({ name, id, summary }) => [name, id, summary]),
      pageColumns(),
    ),
  )
}

const wrapping = (head: string): Column => ({ head, yields: 'wrap' })

async function processText(process: Process): Promise<string> {
  const { document } = process
  const width = pageColumns()
  const states = document.states.filter(({ kind }) => kind !== 'initial')
  return [
    heading(`${document.title} (${document.id})`),
    paragraph(document.summary, width),
    heading('States'),
    await table(
      [{ head: 'state' }, wrapping('what it means'), { head: 'clause' }],
      states.map(({ id, says, clause }) => [id, says, clause]),
      width,
    ),
    heading('Clocks, and who loses by silence'),
    clocksText(process),
    heading('Rows'),
    rowsText(process),
    heading('Graph'),
    drawProcess(process),
  ].join('\n\n')
}

const INDENTS = ['  ', '    ']

/** Clocks and rows have too much to say for a table of eighty columns: each is a paragraph. */
function clocksText(process: Process): string {
  const width = pageColumns()
  return waitTable(process)
    .map(({ state, clock, due, loses, silence, clause }) =>
      [
        paragraph(`${state}: ${clock}`, width),
        paragraph(due, width, INDENTS),
        paragraph(`${loses} loses: ${silence}`, width, INDENTS),
        `  ${clause}`,
      ].join('\n'),
    )
    .join('\n')
}

function rowsText(process: Process): string {
  const width = pageColumns()
  return moveTable(process)
    .map(({ from, event, by, when, to, clocks, effects, clause }) =>
      [
        paragraph(`${from} → ${to}`, width),
        paragraph(`${event}, by ${by}${when === '–' ? '' : `, when ${when}`}`, width, INDENTS),
        ...(clocks === '–' ? [] : [paragraph(`clock ${clocks}`, width, INDENTS)]),
        ...(effects === '–' ? [] : [paragraph(`does ${effects}`, width, INDENTS)]),
        `  ${clause}`,
      ].join('\n'),
    )
    .join('\n')
}

/** Each refusal with its sentence, and the rows that give it. */
function refusalText(process: Process, refusals: Refusals): string {
  const width = pageColumns()
  const rows = refusalTable(process)
  return refusals
    .map(({ reason, says }) => {
      const given = rows.filter(({ refusal }) => refusal === reason)
      const places = given.map(({ from, event, when, clause }) => {
        const asked = when === '–' ? '' : `, when ${when}`
        return paragraph(`${event} in ${from}${asked} (${clause})`, width, INDENTS)
      })
      return [heading(reason), paragraph(says, width), ...places].join('\n')
    })
    .join('\n\n')
}
