import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { DRAWN_POINTS } from '../../../core/tracker/history/thinned.ts'
import { Awaited } from '../../components/tracker/awaited.tsx'
import { LatestAlerts } from '../../components/tracker/latest-alerts.tsx'
import { PastWindows } from '../../components/tracker/past-windows.tsx'
import { PriceChart } from '../../components/tracker/price-chart.tsx'
import { PriceHead } from '../../components/tracker/price-head.tsx'
import { PriceReceipt } from '../../components/tracker/price-receipt.tsx'
import { PriceFigures, PriceToday } from '../../components/tracker/price-today.tsx'
import { TargetForm } from '../../components/tracker/target-form.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { countText } from '../../state/console/words.ts'
import { loader } from '../../state/market/load.ts'
import { givenTo, queryOf, useMarket } from '../../state/market/market.ts'
import { parseMoney } from '../../state/money.ts'
import { isGone } from '../../state/tracker/alerts.ts'
import { useAsking } from '../../state/tracker/asking.ts'
import type { Chosen, Receipt, Tracked } from '../../state/tracker/documents.ts'
import { findOwnList, ownList } from '../../state/tracker/own-list.ts'
import { trackedPath, wholeNumber } from '../../state/tracker/reads.ts'
import { titleOf } from '../../state/tracker/words.ts'

/** While a price is being read, and while nothing is awaited; a shop that does not answer is awaited calmly. */
const SOON_MS = 2_000
const CALM_MS = 20_000
const PATIENCE_MS = 60_000

/** A product: its price today as a receipt, its past as a chart, and a target. */
export function TrackedPage({ id }: { readonly id: string }) {
  const market = useMarket()
  const tracked = useMemo(() => {
    const query = queryOf(market)
    const words = {
      sku: query.get('sku') ?? undefined,
      shipTo: query.get('shipTo') ?? undefined,
      currency: query.get('currency') ?? undefined,
      days: wholeNumber(query.get('days')),
      points: DRAWN_POINTS,
    }
    return loader<Tracked>(
      (signal) => market.api.getTracked({ path: { listing: id }, query: words }, { signal }),
      givenTo(market, trackedPath(id, query)),
    )
  }, [market, id])
  useEffect(() => {
    findOwnList()
    tracked.begin()
  }, [tracked])
  useEffect(() => market.clock.watch(), [market])
  const { value } = tracked.now.value
  const isAwaited = value?.chosen == null || value.variants.some(({ isBeingRead }) => isBeingRead)
  const [isFresh, setFresh] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setFresh(false), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  useAsking(tracked.load, isGone(tracked) ? null : isAwaited && isFresh ? SOON_MS : CALM_MS)
  return (
    <div class="tracker">
      <TrackerNav at={null} />
      <Awaited on={tracked} rows={8} missing="This product is not tracked">
        {(answer) => <Sheet key={keyOf(answer.chosen)} tracked={answer} />}
      </Awaited>
    </div>
  )
}

/** Another variant is another sheet: what was typed for the one is not meant for the other. */
const keyOf = (chosen: Chosen | null): string => (chosen === null ? '' : JSON.stringify(chosen.of))

function Sheet({ tracked }: { readonly tracked: Tracked }) {
  const { chosen, listing } = tracked
  const market = useMarket()
  const target = useSignal(
    chosen && (targetIn(queryOf(market), chosen) ?? chosen.suggestion?.targetMinor ?? null),
  )
  const list = market.clock.isHere.value ? ownList() : null
  const title = titleOf(listing.title, listing.id)
  return (
    <>
      <PriceHead tracked={tracked} />
      {list !== null && <LatestAlerts list={list} listing={listing.id} />}
      <div class="price-sheet of-one">
        <PriceToday tracked={tracked} />
        {chosen && <TargetForm chosen={chosen} target={target} />}
        {chosen && (
          <section class="panel past-panel" aria-labelledby="past-title">
            <h2 id="past-title">Its past, after the stack</h2>
            <PastWindows chosen={chosen} />
            <PriceChart past={chosen.history} title={title} target={target.value} />
            <Exports chosen={chosen} />
          </section>
        )}
        {chosen?.receipt && <PriceReceipt key={stackOf(chosen.receipt)} receipt={chosen.receipt} />}
        {chosen && (
          <section class="panel figures-panel" aria-labelledby="figures-title">
            <h2 id="figures-title">Lows and medians</h2>
            <PriceFigures chosen={chosen} />
          </section>
        )}
      </div>
    </>
  )
}

/** The target that a link brings along, as an amount is typed. */
function targetIn(query: URLSearchParams, { of }: Chosen): number | null {
  return parseMoney(query.get('target') ?? '', of.currency) || null
}

/** What was switched stays so while the stack does, however often it is read. */
const stackOf = ({ total, list, layers }: Receipt): string => `${list} ${total} ${layers.length}`

/** Everything that is known of it, for whoever wants to count for themselves. */
function Exports({ chosen }: { readonly chosen: Chosen }) {
  const { listing, sku, shipTo, currency } = chosen.of
  const { points, pointsKnown } = chosen.history
  const words = new URLSearchParams({ currency })
  if (sku !== null) words.set('sku', sku)
  if (shipTo !== null) words.set('shipTo', shipTo)
  const at = `/v1/tracker/listings/${encodeURIComponent(listing)}`
  return (
    <p class="soft exports">
      {points.length < pointsKnown
        ? `Drawn from ${countText(points.length)} of ${countText(pointsKnown)} changes; take the whole with you: `
        : 'Take it with you: '}
      <a href={`${at}/history.csv?${words}`}>CSV</a>,{' '}
      <a href={`${at}/history.json?${words}`}>JSON</a>,{' '}
      <a href={`${at}/chart.svg?${words}`}>picture</a>
    </p>
  )
}
