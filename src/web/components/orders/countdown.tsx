import { useEffect, useRef } from 'preact/hooks'
import { useMarket } from '../../state/market/market.ts'
import { pressing, timeLeft } from '../../state/orders/time-left.ts'

/** After a deadline the server needs a moment to carry out what follows. */
const GRACE_MS = 1_500

/** What is left until an instant, by the server's clock; who shows it may hear when it is over. */
export function Countdown(props: {
  readonly to: string
  readonly onOver?: (() => void) | undefined
  /** What is shown when nothing is left. */
  readonly over?: string
}) {
  const { to, onOver, over = 'now' } = props
  const { clock } = useMarket()
  useEffect(() => clock.watch(), [clock])
  const left = Date.parse(to) - clock.now.value
  const isOver = left < 0
  const wasOver = useRef(isOver)
  useEffect(() => {
    const passedJustNow = isOver && !wasOver.current
    wasOver.current = isOver
    if (!passedJustNow || onOver === undefined) return
    const timer = setTimeout(onOver, GRACE_MS)
    return () => clearTimeout(timer)
  }, [isOver, onOver])
  return (
    <span class="countdown" data-pressing={pressing(left)}>
      {timeLeft(left) ?? over}
    </span>
  )
}
