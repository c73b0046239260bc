import { useEffect, useMemo, useState } from 'preact/hooks'
import { AlertRow } from '../../components/tracker/alert-rows.tsx'
import { Awaited } from '../../components/tracker/awaited.tsx'
import { Channels } from '../../components/tracker/channels.tsx'
import { ListLink } from '../../components/tracker/list-link.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { WatchRows } from '../../components/tracker/watch-rows.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, useMarket } from '../../state/market/market.ts'
import { isGone, useAlerts } from '../../state/tracker/alerts.ts'
import { useAsking } from '../../state/tracker/asking.ts'
import type { Alert, ChannelKinds, WatchList } from '../../state/tracker/documents.ts'
import { findOwnList, keepList, ownList } from '../../state/tracker/own-list.ts'
import { CHANNELS_PATH, watchListPath } from '../../state/tracker/reads.ts'

const POLL_MS = 10_000

/** A watch list at its link: who has the link has the list, and there is no other key (fg.t.paste). */
export function WatchListPage({ id }: { readonly id: string }) {
  const market = useMarket()
  const list = useMemo(
    () =>
      loader<WatchList>(
        (signal) => market.api.getWatchList({ path: { list: id } }, { signal }),
        givenTo(market, watchListPath(id)),
      ),
    [market, id],
  )
  useEffect(() => {
    findOwnList()
    list.begin()
  }, [list])
  useEffect(() => market.clock.watch(), [market])
  const isMissing = isGone(list)
  const [isDeleted, setDeleted] = useState(false)
  useAsking(list.load, isMissing || isDeleted ? null : POLL_MS)
  const isOwn = market.clock.isHere.value && ownList() === id
  useEffect(() => {
    // It was deleted elsewhere: a link to nothing is not kept.
    if (isMissing && isOwn) keepList(null)
  }, [isMissing, isOwn])
  return (
    <div class="tracker">
      <TrackerNav at={isOwn ? 'watches' : null} />
      {isDeleted ? (
        <p class="note">The list is deleted.</p>
      ) : (
        <Awaited on={list} rows={6} missing="No such list">
          {(answer) => (
            <Sheet id={id} list={answer} reload={list.load} onDelete={() => setDeleted(true)} />
          )}
        </Awaited>
      )}
    </div>
  )
}

interface SheetProps {
  readonly id: string
  readonly list: WatchList
  readonly reload: () => void
  readonly onDelete: () => void
}

function Sheet({ id, list, reload, onDelete }: SheetProps) {
  const market = useMarket()
  const kinds = useMemo(
    () =>
      loader<ChannelKinds>(
        (signal) => market.api.listChannelKinds({}, { signal }),
        givenTo(market, CHANNELS_PATH),
      ),
    [market],
  )
  useEffect(() => {
    kinds.begin()
  }, [kinds])
  return (
    <>
      <h1>{list.name ?? 'My watches'}</h1>
      <ListLink id={id} reload={reload} onDelete={onDelete} />
      <div class="price-sheet">
        <div class="price-main">
          <section class="stack" aria-labelledby="watches-title">
            <h2 id="watches-title">
              Watches <span class="count">{list.watches.length}</span>
            </h2>
            <WatchRows
              watches={list.watches}
              onRemove={async (watch) => {
                const path = { list: id, watch: watch.id }
                const answer = await market.api.removeWatch({ path })
                if (!answer.ok) market.notice.value = answer.problem.detail
                reload()
              }}
            />
          </section>
          <Alerts id={id} first={list.alerts} reload={reload} />
        </div>
        <div class="price-side">
          <section class="panel" id="channels" aria-labelledby="channels-title">
            <h2 id="channels-title">Where you are told</h2>
            <Channels
              list={id}
              channels={list.channels}
              kinds={kinds.now.value.value}
              onChange={reload}
            />
          </section>
        </div>
      </div>
    </>
  )
}

/** Each alert as it comes: read out, and shown once. */
function Alerts(props: {
  readonly id: string
  readonly first: readonly Alert[]
  readonly reload: () => void
}) {
  const { id, first, reload } = props
  const came = useAlerts(id)
  const alerts = came.now.value.value?.alerts ?? first
  const latest = alerts[0]?.id
  useEffect(() => {
    // What was told is in another state than its row says.
    if (latest !== first[0]?.id) reload()
  }, [latest])
  return (
    <section class="stack" aria-labelledby="alerts-title">
      <h2 id="alerts-title">
        Alerts <span class="count">{alerts.length}</span>
      </h2>
      <div role="log">
        {alerts.length === 0 ? (
          <p class="note">
            None yet. Each will be here within a minute of the price that brings it.
          </p>
        ) : (
          <ul class="alert-rows">
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
