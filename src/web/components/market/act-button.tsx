import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useMarket } from '../../state/market/market.ts'

/**
 * A button whose act takes a while: it says so, keeps the focus, and does nothing when it is pressed
 * again meanwhile.
 */
export function ActButton(props: {
  readonly act: () => Promise<void>
  readonly class?: string
  readonly busy?: string
  readonly label?: string
  readonly children: ComponentChildren
}) {
  const { act, busy = 'One moment…', label, children } = props
  const { isHere } = useMarket().clock
  const [isBusy, setBusy] = useState(false)
  const press = async () => {
    if (isBusy) return
    setBusy(true)
    try {
      await act()
    } finally {
      setBusy(false)
    }
  }
  return (
    <button
      type="button"
      class={props.class}
      // Drawn by the server, it can do nothing yet: a press that is lost would be worse.
      disabled={!isHere.value}
      aria-disabled={isBusy}
      aria-label={isBusy ? undefined : label}
      onClick={press}
    >
      {isBusy ? busy : children}
    </button>
  )
}
