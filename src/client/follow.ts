import type { Answer, ProblemDocument } from './call.ts'
import { eventReader, lineCutter, type ServerEvent } from './event-stream.ts'
import { pause } from './repeat.ts'

/** Opens the stream, after the event that was seen last. */
export type OpenStream = (lastEventId: string | null) => Promise<Answer<Response>>

/** How a stream is followed. */
export interface Following {
  /** Ends it. */
  readonly signal: AbortSignal
  /** The event after which to begin; from now on where it is left out. */
  readonly after?: string
  /** Hears each time that the stream is open. After a break, what was read before may be old. */
  readonly onOpen?: () => void
}

const RETRY_MS = 1_000
const RETRY_MAX_MS = 30_000

/**
 * A server that is there says at least a comment in this time. Longer silence is a connection that
 * broke without a word: a laptop that slept, a network that changed.
 */
const SILENCE_MAX_MS = 60_000

/**
 * Events as they come, for as long as the signal lasts. A stream that breaks is opened again after the
 * last event that was seen, so that none is missed. A refusal that would come again (nobody is signed
 * in, say) ends it, and is returned.
 */
export async function* follow(
  open: OpenStream,
  { signal, after, onOpen }: Following,
): AsyncGenerator<ServerEvent, ProblemDocument | null> {
  let last = after ?? null
  let retryMs = RETRY_MS
  for (let failures = 0; !signal.aborted; failures++) {
    const answer = await open(last).catch((error: unknown) => {
      if (signal.aborted) return null
      throw error
    })
    if (answer === null) break
    if (!answer.ok && isFinal(answer.status)) return answer.problem
    if (answer.ok) {
      failures = 0
      onOpen?.()
      const reader = eventReader()
      for await (const line of linesOf(answer.value, signal)) {
        const event = reader.line(line)
        if (event === null) continue
        if (event.id !== '') last = event.id
        yield event
      }
      retryMs = reader.retryMs() ?? retryMs
    }
    const wait = Math.min(retryMs * 2 ** failures, RETRY_MAX_MS)
    await pause(wait * (0.5 + Math.random() / 2), signal).catch(() => undefined)
  }
  return null
}

/** Refused for what was asked, not for when. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

/** The lines of an answer while it comes; however it ends, they end. */
async function* linesOf(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) return
  const cut = lineCutter()
  const give = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', give, { once: true })
  try {
    for (;;) {
      const silence = setTimeout(give, SILENCE_MAX_MS)
      const read = await reader.read().catch(() => ({ done: true, value: undefined }))
      clearTimeout(silence)
      if (read.done || read.value === undefined) return
      yield* cut(read.value)
    }
  } finally {
    signal.removeEventListener('abort', give)
    give()
  }
}
