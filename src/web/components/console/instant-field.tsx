import { parseInstant } from '../../../core/base/instant.ts'
import { instantAt, moveTo, pacific, wallOf } from '../../state/when.ts'
import { type FieldProps, faultAttributes, Labelled, usePlace } from '../fields.tsx'

/** An instant by the marketplace's own clock, where its days begin and end. */
export function InstantField(props: FieldProps) {
  const place = usePlace(props)
  const at = typeof place.value === 'string' ? place.value : ''
  const wall = parseInstant(at) === null ? '' : wallOf(moveTo(pacific, at))
  return (
    <Labelled field={props} place={place}>
      <input
        id={place.id}
        type="datetime-local"
        step={wall.length > 16 ? 1 : undefined}
        value={wall}
        onInput={(event) => {
          const typed = event.currentTarget.value
          place.set(typed === '' ? '' : instantAt(typed, pacific))
        }}
        {...faultAttributes(place)}
      />
    </Labelled>
  )
}
