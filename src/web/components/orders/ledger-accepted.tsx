import { useState } from 'preact/hooks'
import type { Answer } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import { useMarket } from '../../state/market/market.ts'
import { moneyText } from '../../state/money.ts'
import { ClauseLink } from '../clause.tsx'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'
import { Fact } from './order-facts.tsx'
import { When } from './when.tsx'

type Ledger = DocumentOf<'OrderLedger'>
type Replay = DocumentOf<'OrderReplay'>

/** The quote that was accepted, and whether it comes out the same when it is derived again (tc.22). */
export function LedgerAccepted({ ledger }: { readonly ledger: Ledger }) {
  const { accepted, order } = ledger
  const market = useMarket()
  const [replay, setReplay] = useState<Answer<Replay> | null>(null)
  const run = async () => setReplay(await market.api.replayOrder({ path: { order: order.id } }))
  return (
    <section class="panel order-facts" aria-labelledby="accepted-title">
      <h2 id="accepted-title">
        Accepted quote <ClauseLink id="tc.22" />
      </h2>
      {accepted && (
        <dl>
          <Fact name="Accepted">
            <When at={accepted.acceptedAt} />
          </Fact>
          <Fact name="Total of the checkout">
            {moneyText(accepted.totalMinor, order.currency)} {order.currency}
            {accepted.coins > 0 && `, ${accepted.coins} coins`}
          </Fact>
          <Fact name="Terms">{accepted.terms}</Fact>
          <Fact name="Hash">
            <code>{accepted.hash}</code>
          </Fact>
          <Fact name="Offers of that day">
            {accepted.offers.length === 0 && 'None.'}
            {accepted.offers.map(({ offer, version, title }) => (
              <span key={offer}>
                {title}{' '}
                <small>
                  <code>{offer}</code>, version {version}
                </small>
              </span>
            ))}
          </Fact>
        </dl>
      )}
      <p>
        <ActButton act={run} busy="Deriving it again…">
          Derive it again
        </ActButton>
      </p>
      <div role="status">{replay?.ok && <ReplayResult replay={replay.value} />}</div>
      {replay?.ok === false && <ProblemNote problem={replay.problem} />}
      {accepted && (
        <details class="part">
          <summary>As it was written</summary>
          <pre class="written">{JSON.stringify(accepted.quote, null, 2)}</pre>
        </details>
      )}
    </section>
  )
}

function ReplayResult({ replay }: { readonly replay: Replay }) {
  const { same, quote, order } = replay
  return (
    <div class={same ? 'note' : 'faults'}>
      <p>
        <b>{same ? 'The same to the byte.' : 'Not the same.'}</b>
      </p>
      <p>The quote: {quote.says}</p>
      <p>The order: {order.says}</p>
    </div>
  )
}
