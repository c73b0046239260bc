import { pacificText } from '../../../core/orders/pacific-time.ts'
import { useMarket } from '../../state/market/market.ts'
import { ownText } from '../../state/orders/time-left.ts'

/** An instant by the marketplace's clock (bp.pst), and by the reader's own once that is known. */
export function When(props: { readonly at: string; readonly words?: string | undefined }) {
  const { at, words } = props
  return (
    <span class="when">
      <time dateTime={at}>{words ?? pacificText(Date.parse(at))}</time>
      <OwnTime at={at} />
    </span>
  )
}

/** The server does not know its reader's time zone: the room for it is kept until the browser tells. */
export function OwnTime({ at }: { readonly at: string }) {
  const { isHere } = useMarket().clock
  return <small class="own-time">{isHere.value ? `${ownText(at)}, your time` : '\u00a0'}</small>
}
