import { useEffect } from 'preact/hooks'
import { isGone, useAlerts } from '../../state/tracker/alerts.ts'
import { keepList } from '../../state/tracker/own-list.ts'
import { AlertRow } from './alert-rows.tsx'

/** The last alert of the reader's own list that is of this product, as soon as it is there. */
export function LatestAlerts(props: { readonly list: string; readonly listing: string }) {
  const alerts = useAlerts(props.list)
  const isDeleted = isGone(alerts)
  useEffect(() => {
    // It was deleted elsewhere: what is watched next opens another one.
    if (isDeleted) keepList(null)
  }, [isDeleted])
  const mine = (alerts.now.value.value?.alerts ?? []).filter(
    ({ listing }) => listing === props.listing,
  )
  const [latest] = mine
  return (
    <div role="status" class="latest-alert">
      {latest && (
        <ul class="alert-rows">
          <AlertRow alert={latest} />
        </ul>
      )}
    </div>
  )
}
