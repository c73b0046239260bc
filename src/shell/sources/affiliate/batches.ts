/** Questions that came at about the same time, answered together. */
export interface BatchesOptions<Q, A> {
  /** Only questions with the same word can be asked together. */
  readonly groupOf: (question: Q) => string
  readonly most: number
  /** How long the first one waits for others: more delays a visitor, less splits what workers ask at once. */
  readonly gatherMs: number
  /** Answers in the order of the questions. */
  readonly ask: (questions: readonly Q[]) => Promise<readonly A[]>
}

interface Waiting<Q, A> {
  readonly question: Q
  readonly answered: (answer: A) => void
  readonly failed: (error: unknown) => void
}

export class Batches<Q, A> {
  readonly #options: BatchesOptions<Q, A>
  readonly #gathering = new Map<string, Waiting<Q, A>[]>()
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(options: BatchesOptions<Q, A>) {
    this.#options = options
  }

  ask(question: Q): Promise<A> {
    const { groupOf, most, gatherMs } = this.#options
    const group = groupOf(question)
    return new Promise((answered, failed) => {
      const waiting = this.#gathering.get(group) ?? []
      waiting.push({ question, answered, failed })
      this.#gathering.set(group, waiting)
      if (waiting.length >= most) this.#send(group)
      else if (waiting.length === 1) {
        this.#timers.set(
          group,
          setTimeout(() => this.#send(group), gatherMs),
        )
      }
    })
  }

  /** Sends what waits. */
  flush(): void {
    for (const group of [...this.#gathering.keys()]) this.#send(group)
  }

  #send(group: string): void {
    const batch = this.#gathering.get(group) ?? []
    this.#gathering.delete(group)
    clearTimeout(this.#timers.get(group))
    this.#timers.delete(group)
    this.#options.ask(batch.map(({ question }) => question)).then(
      (answers) => {
        for (const [at, { answered }] of batch.entries()) answered(answers[at] as A)
      },
      (error) => {
        for (const { failed } of batch) failed(error)
      },
    )
  }
}
