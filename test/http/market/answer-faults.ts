import { ENDPOINTS } from '../../../src/contract/market/endpoints.ts'
import type { Fault } from '../../../src/core/base/faults.ts'

/** What of an answer does not fit the schema of its operation. */
export function answerFaults(operation: string, answer: unknown): Fault[] {
  const faults: Fault[] = []
  const one = ENDPOINTS.find(({ id }) => id === operation)
  if (!one?.answer) return [{ path: '', fault: `${operation} has no answer.` }]
  one.answer.find(answer, '', faults)
  return faults
}
