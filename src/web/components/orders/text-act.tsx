import { useState } from 'preact/hooks'
import type { ActContents } from '../../state/orders/order.ts'
import { type Sent, useRefusal } from './act-refusal.tsx'

const TEXT_MAX = 500

/** An act that takes one text. */
export function TextAct(props: {
  readonly label: string
  readonly name: keyof ActContents
  readonly verb: string
  readonly hint: string
  readonly isLong?: boolean
  readonly isPrimary?: boolean
  /** What is wrong with the text, besides that there is none. */
  readonly read?: (text: string) => string | null
  readonly send: (text: string) => Sent
}) {
  const { label, name, verb, hint, isLong, isPrimary, read, send } = props
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { heard, note } = useRefusal()
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const typed = text.trim()
    const wrong = typed === '' ? 'Please fill it in.' : (read?.(typed) ?? null)
    setFault(wrong)
    if (wrong !== null) document.getElementById(`act-${name}`)?.focus()
    if (wrong !== null || isBusy) return
    setBusy(true)
    await heard(send(typed))
    setBusy(false)
  }
  const shared = {
    id: `act-${name}`,
    value: text,
    maxLength: TEXT_MAX,
    autocomplete: 'off' as const,
    'aria-describedby': `act-${name}-hint${fault ? ` act-${name}-fault` : ''}`,
    'aria-invalid': fault !== null,
  }
  return (
    <form class="act-form" onSubmit={submit} noValidate>
      <div class="field">
        <label for={`act-${name}`}>{label}</label>
        {isLong ? (
          <textarea {...shared} rows={2} onInput={(event) => setText(event.currentTarget.value)} />
        ) : (
          <input {...shared} onInput={(event) => setText(event.currentTarget.value)} />
        )}
        <p class="hint" id={`act-${name}-hint`}>
          {hint}
        </p>
        {fault && (
          <p class="fault" id={`act-${name}-fault`}>
            {fault}
          </p>
        )}
      </div>
      <button type="submit" class={isPrimary ? 'primary' : undefined} aria-disabled={isBusy}>
        {isBusy ? 'One moment…' : verb}
      </button>
      {note}
    </form>
  )
}
