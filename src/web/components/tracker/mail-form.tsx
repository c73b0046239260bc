import { useState } from 'preact/hooks'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import type { Client } from '../../../client/client.ts'
import { queryOf, useMarket } from '../../state/market/market.ts'
import { ProblemNote } from '../market/problem-note.tsx'

/** What a press did, in a sentence, by what the server says came of it. */
type Outcomes<C extends string> = Readonly<
  Record<C, { readonly says: string; readonly isDone: boolean }>
>

/** The same for both: it cannot be told whose such a link was meant to be. */
export const NOT_WHOLE = {
  says: 'The link is not whole. Open it from the mail again, or copy all of it.',
  isDone: false,
} as const

/**
 * A button that posts the token of a mail: programs that follow every link of a mail press none. A form
 * of the old kind, so that it works without scripts, and is answered by a line of text; with them the page
 * answers itself.
 */
export function MailForm<C extends string>(props: {
  readonly action: string
  readonly title: string
  readonly says: string
  readonly verb: string
  readonly send: (api: Client, token: string) => Promise<Answer<{ readonly came: C }>>
  readonly outcomes: Outcomes<C>
}) {
  const { action, title, says, verb, send, outcomes } = props
  const market = useMarket()
  const [came, setCame] = useState<C | null>(null)
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const token = queryOf(market).get('token') ?? ''
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const answer = await send(market.api, token)
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) setCame(answer.value.came)
  }
  const outcome = token === '' ? NOT_WHOLE : came && outcomes[came]
  return (
    <section class="panel sign-in" aria-labelledby="mail-title">
      <h1 id="mail-title">{title}</h1>
      <div role="status">
        {outcome && <p class={outcome.isDone ? 'note' : 'note warn'}>{outcome.says}</p>}
      </div>
      {!outcome && (
        <>
          <p>{says}</p>
          <form
            method="post"
            action={`${action}?token=${encodeURIComponent(token)}`}
            onSubmit={submit}
          >
            <button type="submit" class="primary">
              {verb}
            </button>
          </form>
        </>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}
