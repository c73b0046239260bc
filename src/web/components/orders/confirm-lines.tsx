import { useState } from 'preact/hooks'
import { listingName } from '../../state/orders/listing-names.ts'
import { ActButton } from '../market/act-button.tsx'
import { type ActProps, useRefusal } from './act-refusal.tsx'

/** Confirms receipt, line by line: only what has come, for the money of those lines moves on (bp.confirm). */
export function ConfirmLines({ order, action, desk }: ActProps) {
  const [left, setLeft] = useState<readonly string[]>([])
  const { heard, note } = useRefusal()
  const open = order.lines.filter(({ id }) => action.lines?.includes(id))
  const chosen = open.filter(({ id }) => !left.includes(id)).map(({ id }) => id)
  const toggle = (id: string, isOn: boolean) =>
    setLeft(isOn ? left.filter((one) => one !== id) : [...left, id])
  const all = chosen.length === order.lines.length
  const done = all ? 'Receipt is confirmed.' : 'Receipt of these is confirmed.'
  return (
    <fieldset class="confirm-lines">
      <legend>Confirm receipt of what has come</legend>
      {open.map(({ id, listing, quantity }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={!left.includes(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
          <span>
            {listingName(listing)} {quantity > 1 && <small>× {quantity}</small>}
          </span>
        </label>
      ))}
      <p class="soft">
        The money for it goes to the seller once protection has ended. Until then you can still open
        a dispute.
      </p>
      <p>
        {chosen.length === 0 ? (
          <span class="soft">Tick what has come, then confirm it.</span>
        ) : (
          <ActButton
            class="primary"
            act={() => heard(desk.act('confirm', { lines: chosen }, done))}
          >
            {chosen.length === open.length
              ? 'Confirm receipt'
              : `Confirm ${chosen.length} of these`}
          </ActButton>
        )}
      </p>
      {note}
    </fieldset>
  )
}
