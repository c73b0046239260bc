/**
 * The page of the order's process, drawn from the document that orders are run by. `node
 * docs/build-process.ts` writes it; a test holds it to the document.
 */
import { writeFileSync } from 'node:fs'
import { orderProcess } from '../src/core/orders/order-process.ts'
import { ORDER_REFUSALS } from '../src/core/orders/order-refusals.ts'
import { drawProcess } from '../src/core/orders/process-graph.ts'
import { moveTable, refusalTable, waitTable } from '../src/core/orders/process-text.ts'

const PAGE = new URL('order-process.md', import.meta.url)

/** The whole page. */
export function processPage(): string {
  const { document } = orderProcess
  const states = document.states.filter(({ kind }) => kind !== 'initial')
  return `${[
    '# The life of an order',
    document.summary,
    INTRODUCTION,
    ['```mermaid', drawProcess(orderProcess), '```'].join('\n'),
    '## States',
    table(
      ['state', 'shown as', 'what it means', 'clause'],
      states.map(({ id, name, says, clause }) => [code(id), name, says, clause]),
    ),
    '## Clocks, and who loses by silence',
    CLOCKS,
    table(
      ['state', 'clock', 'due', 'who loses by silence', 'what happens', 'clause'],
      waitTable(orderProcess).map((row) => [
        ...[code(row.state), code(row.clock), row.due],
        ...[row.loses, row.silence, row.clause],
      ]),
    ),
    '## What moves an order',
    MOVES,
    table(
      ['from', 'event', 'by', 'when', 'to', 'clocks from then on', 'effects', 'clause'],
      moveTable(orderProcess).map((row) => [
        ...[row.from, code(row.event), row.by, row.when],
        ...[row.to, row.clocks, row.effects, row.clause],
      ]),
    ),
    '## What is refused',
    table(
      ['from', 'event', 'when', 'refusal', 'clause'],
      refusalTable(orderProcess).map((row) => [
        ...[row.from, code(row.event), row.when],
        ...[code(row.refusal), row.clause],
      ]),
    ),
    '## What the parties are told',
    table(
      ['refusal', 'message'],
      ORDER_REFUSALS.map(({ reason, says }) => [code(reason), says]),
    ),
  ].join('\n\n')}\n`
}

const INTRODUCTION = `The process is data: [processes/order.json](../processes/order.json), of which this page is drawn by \`node docs/build-process.ts\`. \`tessera process order\` prints the same. A test proves that the document is sound: every state can be reached and left, every state that waits has a clock that ends the waiting, every clock leads somewhere, every event has an answer in every state, every row has a clause, and no two rows claim the same. An order keeps the version of the process that it was placed under (tc.22).`

const CLOCKS = `Days are Pacific, daylight saving included (D-7): what lasts until the nth day ends at the end of that day (D-8). Hours are exact. Every window is half-open: at its due time a clock has passed, and who acts at that instant is late (D-10). Before anything else happens to an order, the clocks that are due are applied, in order, each at its true time; so it does not matter when somebody looks.

\`shipDays\` and \`deliveryDays\` are what the seller promises with the order. An extension moves \`deliver-by\`, and \`protection-end\` with it (bp.extend); the platform can give one to everyone. A dispute gives back to \`protection-end\` the days that it took (bp.d.secure). Of a line that was confirmed late, protection ends 15 days after that, which is why a completed order can wait longer than its \`deliver-by\` would say.`

const MOVES = `Guards are asked in the order in which the document lists them; a row without one is asked last. The effects are carried out in the transaction that stores the step.`

const code = (text: string): string => `\`${text}\``

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.main) writeFileSync(PAGE, processPage())
