import { useState } from 'preact/hooks'
import { type FieldProps, faultAttributes, Labelled, usePlace } from '../fields.tsx'

/** A text that browsers may fill in: a name, an address. */
export function InputField(
  props: FieldProps & {
    readonly type: 'text' | 'email'
    readonly autocomplete: string
  },
) {
  const place = usePlace(props)
  return (
    <Labelled field={props} place={place}>
      <input
        id={place.id}
        {...(props.type === 'email' ? { type: 'email' as const } : { type: 'text' as const })}
        autocomplete={props.autocomplete}
        autocapitalize={props.type === 'email' ? 'none' : undefined}
        spellcheck={false}
        value={String(place.value ?? '')}
        onInput={(event) => place.set(event.currentTarget.value)}
        {...faultAttributes(place)}
      />
    </Labelled>
  )
}

/** A password, hidden unless its writer wants to see it. */
export function SecretField(props: FieldProps & { readonly autocomplete: string }) {
  const place = usePlace(props)
  const [isShown, setShown] = useState(false)
  return (
    <Labelled field={props} place={place}>
      <div class="secret">
        <input
          id={place.id}
          {...(isShown ? { type: 'text' as const } : { type: 'password' as const })}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck={false}
          value={String(place.value ?? '')}
          onInput={(event) => place.set(event.currentTarget.value)}
          {...faultAttributes(place)}
        />
        <button
          type="button"
          class="small"
          aria-label={isShown ? 'Hide the password' : 'Show the password'}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      </div>
    </Labelled>
  )
}
