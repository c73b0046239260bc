import document from '../../../processes/order.json' with { type: 'json' }
import { assert, type Refused } from '../base/faults.ts'
import { PROMISES } from './order-clocks.ts'
import { CONTENTS } from './order-command.ts'
import { EFFECTS } from './order-effects.ts'
import { GUARDS } from './order-guards.ts'
import { ORDER_REFUSALS } from './order-refusals.ts'
import { compileProcess, isProcess, type Process, processLibrary } from './process.ts'
import type { Vocabulary } from './process-checks.ts'

/** What the machine of orders can carry out for a process. */
export const ORDER_VOCABULARY: Vocabulary = {
  guards: Object.keys(GUARDS),
  effects: Object.keys(EFFECTS),
  refusals: ORDER_REFUSALS.map(({ reason }) => reason),
  promises: PROMISES,
  contents: Object.keys(CONTENTS),
}

/** Checks and compiles a process of orders, or tells its faults by JSON Pointer. */
export function compileOrderProcess(written: unknown): Process | Refused {
  return compileProcess(written, ORDER_VOCABULARY)
}

/** The process of orders that comes along: `processes/order.json`. */
export const orderProcess: Process = compiled(document)

/** Every version that orders may have been placed under. A version in use is never changed (tc.22). */
export const orderProcesses = processLibrary([orderProcess])

function compiled(written: unknown): Process {
  const process = compileOrderProcess(written)
  assert(isProcess(process), `the process of orders can be read: ${JSON.stringify(process)}`)
  return process
}
