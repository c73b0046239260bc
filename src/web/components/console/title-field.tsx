import { idOf } from '../../state/console/draft.ts'
import type { Form } from '../../state/market/form.ts'
import { faultAttributes, Labelled, usePlace } from '../fields.tsx'

/** A title; what is new takes its id from it, until an id is written. */
export function TitleField<D extends { readonly id: string; readonly title: string }>(props: {
  readonly form: Form<D>
  readonly isNew: boolean
  readonly label: string
}) {
  const { form, isNew, label } = props
  const field = { path: ['title'], label, class: 'whole' }
  const place = usePlace(field)
  const write = (title: string) => {
    const { id, title: before } = form.draft.value
    const isFollowed = isNew && id === idOf(before)
    if (isFollowed) form.become({ ...form.draft.value, title, id: idOf(title) }, ['title'])
    else place.set(title)
  }
  return (
    <Labelled field={field} place={place}>
      <input
        id={place.id}
        autocomplete="off"
        value={String(place.value ?? '')}
        onInput={(event) => write(event.currentTarget.value)}
        {...faultAttributes(place)}
      />
    </Labelled>
  )
}
