/**
 * Searches beside the page, in a worker: the same core, so that the page answers every key while a
 * search runs. A search that is stopped is ended with its worker.
 */
import { isRefused, type Refused } from '../../core/base/faults.ts'
import { best } from '../../core/pricing/best.ts'
import { plan } from '../../core/pricing/plan.ts'
import type { Progress, SearchLimits } from '../../core/pricing/progress.ts'
import { explainBest, explainPlan } from '../../core/pricing/why.ts'
import {
  type Answer,
  type Ask,
  planDocument,
  type Reasons,
  type Report,
} from './search-messages.ts'

/** Between two tellings of how it stands: fewer would look stuck, more could not be read. */
const TELL_MS = 100

/**
 * How long the search may take, time after time from its beginning: what a round has found is at hand
 * while the next one looks further. Each round is four times as long, so beginning again costs a
 * third at most; a reader who waits for more than all of them has turned away.
 */
const ROUNDS_MS = [250, 1_000, 4_000, 16_000]

self.onmessage = ({ data }: MessageEvent<Ask>) => search(data)

function tell(report: Report): void {
  self.postMessage(report)
}

function search(ask: Ask): void {
  for (const roundMs of ROUNDS_MS) {
    const answer = answerTo(ask, { stepsMax: Number.MAX_SAFE_INTEGER, watch: watchFor(roundMs) })
    if (isRefused(answer)) {
      tell({ tell: 'refused', faults: answer.refused })
      return
    }
    const { proved } = answer.kind === 'best' ? answer.best : answer.plan
    const isLast = proved || roundMs === ROUNDS_MS.at(-1)
    tell({ tell: isLast ? 'answer' : 'found', answer })
    // Of what is not proved, nobody can say yet why the rest is left out.
    if (isLast) tell({ tell: 'reasons', reasons: proved ? reasonsFor(ask) : null })
    if (isLast) return
  }
}

function answerTo(ask: Ask, limits: SearchLimits): Answer | Refused {
  if (ask.kind === 'best') {
    const found = best({ ...ask.input, choose: 'all' }, limits)
    return isRefused(found) ? found : { kind: 'best', best: found }
  }
  const found = plan(planDocument(ask.input, ask.split), limits)
  return isRefused(found) ? found : { kind: 'plan', plan: found }
}

/** Every other offer tried in its place, and every two checkouts as one; never cut short, or it errs. */
function reasonsFor(ask: Ask): Reasons | null {
  const limits = { stepsMax: Number.MAX_SAFE_INTEGER }
  if (ask.kind === 'best') {
    const explained = explainBest({ ...ask.input, choose: 'all' }, limits)
    return isRefused(explained) ? null : { leftOut: explained.leftOut, splits: [] }
  }
  const explained = explainPlan(planDocument(ask.input, ask.split), limits)
  return isRefused(explained) ? null : explained
}

/** Tells how a round stands, and ends it when its time is over. */
function watchFor(roundMs: number): (progress: Progress) => boolean {
  const began = performance.now()
  let told = began
  return (progress) => {
    const now = performance.now()
    if (now - told >= TELL_MS) {
      told = now
      tell({ tell: 'progress', progress })
    }
    return now - began < roundMs
  }
}
