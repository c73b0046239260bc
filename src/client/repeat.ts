import type { Answer, Row } from './call.ts'

/** How often a request is sent at most. A fifth time would hardly find what four did not. */
const ATTEMPTS_MAX = 4

/** Who waits longer than this for an answer is told so instead. */
const WAIT_MAX_MS = 20_000

const FIRST_WAIT_MS = 200

/** One attempt: what came, and after how many milliseconds the server would like the next. */
export interface Attempt {
  readonly answer: Answer<unknown>
  readonly retryAfterMs: number | null
}

/**
 * After how long to send a request again, or null for never. What may have been carried out is sent
 * again only where twice is the same as once: reads, keyed acts, and changes that name no version. (A
 * change that names its version would find that it has been changed: by itself.)
 */
export function waitMs(
  row: Row,
  { answer, retryAfterMs }: Attempt,
  attempt: number,
): number | null {
  if (answer.ok || attempt >= ATTEMPTS_MAX || !mayRepeat(row, answer)) return null
  const wait = retryAfterMs ?? backoffMs(attempt)
  return wait <= WAIT_MAX_MS ? wait : null
}

function mayRepeat([method, , ...traits]: Row, { status, problem }: Refusal): boolean {
  // A stream that was sent is gone.
  if (traits.includes('lines')) return false
  const isRepeatable = method !== 'POST' || traits.includes('keyed')
  if (status === 0) return isRepeatable && !traits.includes('versioned')
  if (status === 429 || status === 503) return isRepeatable
  return problem.type === '/problems/in-progress' && isRepeatable
}

type Refusal = Extract<Answer<unknown>, { readonly ok: false }>

/** Doubling, less a part by chance, so that many who failed at once do not come back at once. */
function backoffMs(attempt: number): number {
  return FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random() / 2)
}

/** What Retry-After says: seconds, or a date. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Waits, unless the signal ends it: then its reason is thrown. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    if (signal?.aborted) return reject(signal.reason)
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal?.addEventListener('abort', end, { once: true })
  })
}
