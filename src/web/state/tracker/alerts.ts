import { useEffect, useMemo } from 'preact/hooks'
import { type Loader, loader } from '../market/load.ts'
import { useMarket } from '../market/market.ts'
import { useAsking } from './asking.ts'
import type { Alert } from './documents.ts'
import { trackerApi } from './tracker-api.ts'

const POLL_MS = 2_000
const LATEST = 50

/** The latest alerts of a list, asked for every two seconds while the page is looked at. */
export function useAlerts(list: string): Loader<{ readonly alerts: readonly Alert[] }> {
  const { api } = useMarket()
  const alerts = useMemo(
    () =>
      loader<{ readonly alerts: readonly Alert[] }>((signal) =>
        trackerApi.listAlerts({ path: { list }, query: { limit: LATEST } }, { signal }),
      ),
    [api, list],
  )
  useEffect(() => {
    alerts.load()
  }, [alerts])
  useAsking(alerts.load, POLL_MS)
  return alerts
}
