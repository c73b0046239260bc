import { useEffect, useMemo } from 'preact/hooks'
import { ClauseLink } from '../../components/clause.tsx'
import { When } from '../../components/orders/when.tsx'
import { Awaited } from '../../components/tracker/awaited.tsx'
import { ProofReading } from '../../components/tracker/proof-reading.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, useMarket } from '../../state/market/market.ts'
import type { Proof } from '../../state/tracker/documents.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { alertPath, listingHref } from '../../state/tracker/reads.ts'
import { priceText, titleOf } from '../../state/tracker/words.ts'

/** An alert for everybody to check: both readings, their layers, their times (fg.t.alert). */
export function AlertPage({ id }: { readonly id: string }) {
  const market = useMarket()
  const proof = useMemo(
    () =>
      loader<Proof>(
        (signal) => market.api.getAlert({ path: { alert: id } }, { signal }),
        givenTo(market, alertPath(id)),
      ),
    [market, id],
  )
  useEffect(() => {
    findOwnList()
    proof.begin()
  }, [proof])
  return (
    <div class="tracker">
      <TrackerNav at={null} />
      <Awaited on={proof} rows={6} missing="No such alert">
        {(answer) => <Sheet proof={answer} />}
      </Awaited>
    </div>
  )
}

function Sheet({ proof }: { readonly proof: Proof }) {
  const { title, listing, of, says, at, totalMinor, readings, isSample } = proof
  const { ending, faults } = proof
  return (
    <>
      <header class="price-head">
        <h1>{titleOf(title, listing)}</h1>
        <p class="soft">
          {isSample && <span class="flag warn">Sample</span>}{' '}
          <a href={listingHref(listing, of)}>Its price today and its past</a>
        </p>
      </header>
      <div class="readout today-readout proof-readout">
        <p class="reading">
          <span>{says}</span>
          <b>{priceText(totalMinor, of.currency)}</b>
        </p>
        {ending && (
          <p class="saving">
            Without the coupon it will be {priceText(ending.afterMinor, of.currency)}.
          </p>
        )}
      </div>
      <p class="soft">
        Told <When at={at} /> <ClauseLink id="fg.t.alert" />
      </p>
      {faults.map((fault) => (
        <p key={fault} class="note warn">
          {fault}
        </p>
      ))}
      <section class="stack" aria-labelledby="proof-title">
        <h2 id="proof-title">{readings.length === 2 ? 'Both readings' : 'The reading'}</h2>
        <div class="proof-readings">
          {readings.map((reading, at) => (
            <ProofReading
              key={reading.at}
              reading={reading}
              place={at}
              before={at === 0 ? null : (readings[at - 1] ?? null)}
            />
          ))}
        </div>
      </section>
      <p class="soft">
        For programs: <a href={alertPath(proof.id)}>the same as JSON</a>.
      </p>
    </>
  )
}
