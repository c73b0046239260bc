import { useAlerts } from '../../state/tracker/alerts.ts'
import { AlertRow } from './alert-rows.tsx'

/** The last alert of the reader's own list that is of this product, as soon as it is there. */
export function LatestAlerts(props: { readonly list: string; readonly listing: string }) {
  const alerts = useAlerts(props.list)
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
