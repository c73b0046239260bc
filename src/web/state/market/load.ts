import { type ReadonlySignal, signal } from '@preact/signals'
import type { Answer, ProblemDocument } from '../../../client/call.ts'

/** What was asked of the server, as far as it has come. */
export interface Loaded<T> {
  /** The last answer that was good: it stays while another is asked for, and when that one fails. */
  readonly value: T | null
  /** Why the last question was refused; null while it was not. */
  readonly problem: ProblemDocument | null
  readonly isBusy: boolean
}

/** A question that can be asked again. */
export interface Loader<T> {
  readonly now: ReadonlySignal<Loaded<T>>
  /** Asks. Who asks again gives up the question before. */
  load(): Promise<void>
  /** Asks for what the page did not come with; what it says is not there is not asked for again. */
  begin(): Promise<void>
  /** Puts an answer in its place that came another way: that of a change, say. */
  put(value: T): void
}

/** Asks the server; begins with the answer that the page came with, where it did. */
export function loader<T>(
  ask: (signal: AbortSignal) => Promise<Answer<T>>,
  given: Answer<T> | null = null,
): Loader<T> {
  const now = signal<Loaded<T>>(opening(given))
  let asking = new AbortController()
  const load = async () => {
    asking.abort()
    const mine = new AbortController()
    asking = mine
    now.value = { ...now.value, isBusy: true }
    const answer = await ask(mine.signal).catch((error: unknown) => {
      if (mine.signal.aborted) return null
      throw error
    })
    if (answer === null || mine.signal.aborted) return
    now.value = answer.ok
      ? { value: answer.value, problem: null, isBusy: false }
      : { ...now.value, problem: answer.problem, isBusy: false }
  }
  const begin = async () => {
    const { value, problem } = now.peek()
    if (value === null && problem?.status !== 404) await load()
  }
  const put = (value: T) => {
    asking.abort()
    now.value = { value, problem: null, isBusy: false }
  }
  return { now, load, begin, put }
}

function opening<T>(given: Answer<T> | null): Loaded<T> {
  if (given === null) return { value: null, problem: null, isBusy: true }
  return given.ok
    ? { value: given.value, problem: null, isBusy: false }
    : { value: null, problem: given.problem, isBusy: false }
}
