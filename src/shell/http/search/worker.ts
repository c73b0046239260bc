/** The thread of a search: answers one document after the other, each with its time and its flag. */
import { parentPort, workerData } from 'node:worker_threads'
import { readJson } from '../../../contract/json.ts'
import { assert, isRefused } from '../../../core/base/faults.ts'
import { type TermsLibrary, termsLibrary } from '../../../core/pricing/library.ts'
import { patience } from '../../../core/pricing/patience.ts'
import { compileTerms, type Terms } from '../../../core/pricing/terms.ts'
import type { Ask, ThreadData, Told } from './messages.ts'
import { SEARCHES, STEPS_WITHOUT_END } from './searches.ts'

const port = parentPort
assert(port !== null, 'a search runs in a thread of its own')
const library = compiled(workerData as ThreadData)

port.on('message', (ask: Ask) => {
  try {
    tell({ answer: answerTo(ask) })
  } catch (error) {
    tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})

function tell(told: Told): void {
  port?.postMessage(told)
}

function answerTo({ search, document, timeMs, tells, stop }: Ask): string {
  const read = readJson(document)
  if (isRefused(read)) return JSON.stringify(read)
  const watch = patience({
    now: () => performance.now(),
    cancelled: () => Atomics.load(stop, 0) !== 0,
    ...(timeMs === null ? {} : { timeMs }),
    ...(tells ? { onProgress: (progress) => tell({ progress }) } : {}),
  })
  const steps = timeMs === null ? {} : { stepsMax: STEPS_WITHOUT_END }
  return JSON.stringify(SEARCHES[search](read.value, { terms: library, watch, ...steps }))
}

function compiled({ ruleSets }: ThreadData): TermsLibrary {
  const terms = ruleSets.map((document) => {
    const one = compileTerms(document)
    assert(!isRefused(one), 'a rule-set that was loaded once is sound')
    return one
  })
  return termsLibrary(terms satisfies Terms[])
}
