import { Lane } from './claims/lane.ts'

interface WaitingQuestion<Q, A> {
  readonly asked: Q
  readonly resolve: (answer: A) => void
  readonly reject: (error: unknown) => void
}

/** In one statement at most: more make the first wait for the last. */
const AT_ONCE = 500

/** Questions of one kind: those that wait together are answered by one statement, in their order. */
export class Gather<Q, A> {
  readonly #lane: Lane<WaitingQuestion<Q, A>>

  constructor(answer: (asked: readonly Q[]) => Promise<readonly A[]>) {
    this.#lane = new Lane(async (waiting) => {
      const answers = await answer(waiting.map(({ asked }) => asked))
      for (const [at, { resolve }] of waiting.entries()) resolve(answers[at] as A)
      return []
    }, AT_ONCE)
  }

  ask(asked: Q): Promise<A> {
    return new Promise((resolve, reject) => this.#lane.ask({ asked, resolve, reject }))
  }

  /** Resolves when nothing waits any more. */
  drained(): Promise<void> {
    return this.#lane.drained()
  }
}
