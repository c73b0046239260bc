import { useEffect, useMemo } from 'preact/hooks'
import { type Loader, loader } from '../market/load.ts'
import { useMarket } from '../market/market.ts'
import { useAsking } from './asking.ts'
import type { Alerts } from './documents.ts'

const POLL_MS = 2_000
const LATEST = 50

/** The latest alerts of a list, asked for every two seconds while the page is looked at and the list is there. */
export function useAlerts(list: string): Loader<Alerts> {
  const { api } = useMarket()
  const alerts = useMemo(
    () =>
      loader<Alerts>((signal) =>
        api.listAlerts({ path: { list }, query: { limit: LATEST } }, { signal }),
      ),
    [api, list],
  )
  useEffect(() => {
    alerts.load()
  }, [alerts])
  useAsking(alerts.load, isGone(alerts) ? null : POLL_MS)
  return alerts
}

/** Whether there is no such thing, or not any more: to ask for it again would not bring it back. */
export const isGone = ({ now }: Loader<unknown>): boolean => now.value.problem?.status === 404
