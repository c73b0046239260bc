import { useState } from 'preact/hooks'
import { useMarket } from '../../state/market/market.ts'

/** One address and a button: where to be told. */
export function AddressForm(props: {
  readonly name: 'email' | 'hook'
  readonly label: string
  readonly placeholder: string
  /** Whether it was taken. */
  readonly send: (address: string) => Promise<boolean>
}) {
  const { name, label, placeholder, send } = props
  const { isHere } = useMarket().clock
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const address = typed.trim()
    if (address === '' || isBusy) return
    setBusy(true)
    if (await send(address)) setTyped('')
    setBusy(false)
  }
  return (
    <form class="inline-form" onSubmit={submit} noValidate>
      <div class="field">
        <label for={`new-${name}`}>{label}</label>
        <input
          id={`new-${name}`}
          {...(name === 'email' ? { type: 'email' as const } : { type: 'url' as const })}
          autocomplete={name === 'email' ? 'email' : 'off'}
          autocapitalize="none"
          spellcheck={false}
          placeholder={placeholder}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <button type="submit" disabled={!isHere.value} aria-disabled={isBusy}>
        {isBusy ? 'One moment…' : 'Add'}
      </button>
    </form>
  )
}
