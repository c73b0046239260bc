import { useState } from 'preact/hooks'
import { useMarket } from '../../state/market/market.ts'
import { Dialog } from '../dialog.tsx'
import { ActButton } from '../market/act-button.tsx'

/** A button for what cannot be taken back: it says what that does, and asks once. */
export function SureButton(props: {
  readonly verb: string
  readonly title: string
  readonly says: string
  /** The way out. */
  readonly keep: string
  readonly isPrimary?: boolean
  readonly act: () => Promise<void>
}) {
  const { verb, title, says, keep, isPrimary, act } = props
  const { isHere } = useMarket().clock
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const sure = async () => {
    await act()
    close()
  }
  return (
    <>
      <button
        type="button"
        disabled={!isHere.value}
        class={isPrimary ? 'primary' : undefined}
        onClick={() => setOpen(true)}
      >
        {verb}…
      </button>
      {isOpen && (
        <Dialog title={title} onClose={close}>
          <p>{says}</p>
          <footer class="actions">
            <button type="button" onClick={close}>
              {keep}
            </button>
            <ActButton class={isPrimary ? 'primary' : 'danger'} act={sure}>
              {verb}
            </ActButton>
          </footer>
        </Dialog>
      )}
    </>
  )
}
