import { useState } from 'preact/hooks'
import type { Answer } from '../../../client/call.ts'
import { ClauseLink } from '../clause.tsx'

/** A form of one text: what is refused stands below it, and the text stays to be put right. */
export function OneField(props: {
  readonly name: string
  readonly label: string
  readonly verb: string
  readonly send: (text: string) => Promise<Answer<unknown>>
}) {
  const { name, label, verb, send } = props
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer<unknown> | null>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const text = typed.trim()
    if (isBusy || text === '') return
    setBusy(true)
    const came = await send(text)
    setBusy(false)
    setAnswer(came)
    if (came.ok) setTyped('')
  }
  const problem = answer?.ok === false ? answer.problem : null
  return (
    <form class="inline-form" onSubmit={submit} noValidate>
      <div class="field">
        <label for={`one-${name}`}>{label}</label>
        <input
          id={`one-${name}`}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setAnswer(null)
          }}
          {...(problem ? { 'aria-invalid': true, 'aria-describedby': `one-${name}-fault` } : {})}
        />
      </div>
      <button type="submit" aria-disabled={isBusy || typed.trim() === ''}>
        {isBusy ? 'One moment…' : verb}
      </button>
      {problem && (
        <p class="fault" id={`one-${name}-fault`} role="alert">
          {problem.detail} {problem.clause && <ClauseLink id={problem.clause} />}
        </p>
      )}
    </form>
  )
}
