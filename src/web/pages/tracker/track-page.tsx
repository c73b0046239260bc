import { useEffect, useMemo } from 'preact/hooks'
import { Waiting } from '../../components/market/waiting.tsx'
import { PasteBox } from '../../components/tracker/paste-box.tsx'
import { SamplePrices } from '../../components/tracker/sample-prices.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, useMarket } from '../../state/market/market.ts'
import type { Samples } from '../../state/tracker/documents.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { SAMPLES_PATH } from '../../state/tracker/reads.ts'

/** The home of the tracker: paste a product, see what it really costs, be told (fg.t.paste). */
export function TrackPage() {
  const market = useMarket()
  const samples = useMemo(
    () =>
      loader<Samples>(
        (signal) => market.api.listTrackerSamples({}, { signal }),
        givenTo(market, SAMPLES_PATH),
      ),
    [market],
  )
  useEffect(() => {
    findOwnList()
    samples.begin()
  }, [samples])
  return (
    <div class="tracker">
      <TrackerNav at="track" />
      <div class="track-home">
        <h1>What it really costs</h1>
        <p class="lede">
          Paste a product. See its price after every public coupon, and its past. Be told when it
          falls.
        </p>
        <PasteBox />
      </div>
      <Waiting on={samples} rows={3}>
        {(answer) =>
          answer.samples.length === 0 ? null : (
            <section class="stack" aria-labelledby="samples-title">
              <h2 id="samples-title">Or look at one of these</h2>
              <SamplePrices samples={answer.samples} />
            </section>
          )
        }
      </Waiting>
      <p class="soft">
        How the reading of prices stands: <a href="/track/queue">the queue</a>. For programs:{' '}
        <a href="/docs">the API</a>.
      </p>
    </div>
  )
}
