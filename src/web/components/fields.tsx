import { computed } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { type Editor, faultAt, fieldId, useEditor } from '../state/editor.ts'
import { moneyDraft, parseMoney } from '../state/money.ts'
import { type Path, pointerOf, valueAt } from '../state/paths.ts'

export interface FieldProps {
  readonly path: Path
  readonly label: string
  /** The label is read out but not shown: a heading beside the field says it already. */
  readonly quiet?: boolean
  /** An empty field takes the value out of the document. */
  readonly optional?: boolean
  readonly hint?: string
  readonly class?: string
}

/**
 * A place of the edited document as one input: its value, its fault, and the way to change it. A
 * field hears of its own place only, so that a key in one field draws no other one again.
 */
export function usePlace({ path, optional }: FieldProps) {
  const editor = useEditor()
  const place = pointerOf(path)
  const seen = useMemo(
    () => ({
      value: computed(() => valueAt(editor.document.value, path)),
      fault: computed(() => faultAt(editor, path)),
    }),
    [editor, place],
  )
  const value = seen.value.value
  const fault = seen.fault.value
  const id = fieldId(editor.name, place)
  const set = (next: unknown) => editor.set(path, optional && next === '' ? undefined : next)
  return { editor, value, fault, id, set }
}

export type Place = ReturnType<typeof usePlace>

/** The attributes by which assistive technology learns of a fault. */
export function faultAttributes({ fault, id }: Place) {
  return fault ? { 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : {}
}

/** A field with its label, its hint and its fault. */
export function Labelled(props: {
  readonly field: FieldProps
  readonly place: Place
  readonly fault?: string | undefined
  readonly children: ComponentChildren
}) {
  const { field, place, children } = props
  const fault = place.fault && (props.fault ?? place.fault.fault)
  return (
    <div class={`field ${field.class ?? ''}`}>
      <label for={place.id} class={field.quiet ? 'unseen' : undefined}>
        {field.label}
      </label>
      {children}
      {field.hint && <p class="hint">{field.hint}</p>}
      {fault && (
        <p class="fault" id={`${place.id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** A text box that keeps what is typed while it is typed, and writes what it means. */
function TypedField(props: {
  readonly field: FieldProps
  readonly read: (text: string, editor: Editor) => unknown
  readonly write: (value: unknown, editor: Editor) => string
  readonly mode?: 'decimal' | 'numeric'
  readonly fault?: string
}) {
  const { field, read, write, mode, fault } = props
  const place = usePlace(field)
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Labelled field={field} place={place} fault={fault}>
      <input
        id={place.id}
        class={mode ? 'number' : undefined}
        inputMode={mode}
        autocomplete="off"
        spellcheck={false}
        value={typed ?? write(place.value, place.editor)}
        onInput={(event) => {
          const text = event.currentTarget.value
          setTyped(text)
          place.set(text === '' && field.optional ? '' : read(text, place.editor))
        }}
        onBlur={() => setTyped(null)}
        {...faultAttributes(place)}
      />
    </Labelled>
  )
}

/** An amount in the editor's currency; what is no amount is kept as typed and named as a fault. */
export function MoneyField(props: FieldProps) {
  return (
    <TypedField
      field={props}
      mode="decimal"
      fault="Write an amount such as 19.99."
      read={(text, { currency }) => parseMoney(text, currency.value) ?? text}
      write={(value, { currency }) => moneyDraft(value, currency.value)}
    />
  )
}

/** A number: pieces, coins, a percentage. */
export function NumberField(
  props: FieldProps & { readonly whole?: boolean; readonly fallback?: number },
) {
  const pattern = props.whole === false ? /^\d+([.,]\d+)?$/ : /^\d+$/
  return (
    <TypedField
      field={props}
      mode={props.whole === false ? 'decimal' : 'numeric'}
      read={(text) => (pattern.test(text.trim()) ? Number(text.trim().replace(',', '.')) : text)}
      write={(value) => String(value ?? props.fallback ?? '')}
    />
  )
}

export function TextField(props: FieldProps) {
  return <TypedField field={props} read={(text) => text} write={(value) => String(value ?? '')} />
}

/** A list of words, separated by commas. */
export function WordsField(props: FieldProps & { readonly inner?: boolean }) {
  const words = (text: string) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean)
  const split = (text: string) =>
    text
      .split('›')
      .map((word) => word.trim())
      .filter(Boolean)
  return (
    <TypedField
      field={props}
      read={(text) => (props.inner ? words(text).map(split) : words(text))}
      write={(value) =>
        Array.isArray(value)
          ? value.map((word) => (Array.isArray(word) ? word.join(' › ') : word)).join(', ')
          : String(value ?? '')
      }
    />
  )
}

export interface Option {
  readonly value: string
  readonly label: string
}

/** One of a few. A value that is none of them is shown too, so that nothing is changed by looking. */
export function SelectField(
  props: FieldProps & { readonly options: readonly Option[]; readonly fallback?: string },
) {
  const place = usePlace(props)
  const value = String(place.value ?? props.fallback ?? '')
  const known = props.options.some((option) => option.value === value)
  const options = useMemo(
    () =>
      props.options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      )),
    [props.options, value],
  )
  return (
    <Labelled field={props} place={place}>
      <select
        id={place.id}
        value={value}
        onChange={(event) => place.set(event.currentTarget.value)}
        {...faultAttributes(place)}
      >
        {!known && <option value={value}>{value || 'Choose'}</option>}
        {options}
      </select>
    </Labelled>
  )
}

/** Yes or no. "No" takes the value out of the document, for it is the default everywhere. */
export function CheckField(props: FieldProps) {
  const place = usePlace({ ...props, optional: true })
  return (
    <div class={`field check ${props.class ?? ''}`}>
      <input
        type="checkbox"
        id={place.id}
        checked={place.value === true}
        onChange={(event) => place.set(event.currentTarget.checked ? true : '')}
        {...faultAttributes(place)}
      />
      <label for={place.id}>{props.label}</label>
    </div>
  )
}

/** Some of a few words, each a tick; none ticked takes the list out of the document. */
export function ChoicesField(props: FieldProps & { readonly options: readonly Option[] }) {
  const place = usePlace({ ...props, optional: true })
  const chosen: readonly unknown[] = Array.isArray(place.value) ? place.value : []
  const toggle = (value: string, on: boolean) => {
    const next = on ? [...chosen, value] : chosen.filter((one) => one !== value)
    place.set(next.length === 0 ? '' : next)
  }
  return (
    <fieldset class={`field choices ${props.class ?? ''}`} id={place.id} tabIndex={-1}>
      <legend>{props.label}</legend>
      {props.options.map(({ value, label }) => (
        <label key={value} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
          <span>{label}</span>
        </label>
      ))}
      {place.fault && <p class="fault">{place.fault.fault}</p>}
    </fieldset>
  )
}
