import type { DocumentOf } from '../../../client/client.ts'
import { moneyText } from '../../state/money.ts'
import { ClauseLink } from '../clause.tsx'
import { When } from './when.tsx'
import { WideTable } from './wide-table.tsx'

type Ledger = DocumentOf<'OrderLedger'>

/** The money of an order, double entry: every posting, every balance, and their sum, which is zero. */
export function LedgerPostings({ ledger }: { readonly ledger: Ledger }) {
  const { currency } = ledger.order
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <section class="panel" aria-labelledby="postings-title">
      <h2 id="postings-title">
        Postings <span class="count">{ledger.postings.length}</span>
      </h2>
      {ledger.postings.length === 0 && <p class="soft">No money has moved yet.</p>}
      {ledger.postings.length > 0 && (
        <WideTable name="Postings">
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">Posting</th>
              <th scope="col">Debit → credit</th>
              <th scope="col" class="amount">
                {currency}
              </th>
              <th scope="col" class="amount">
                Escrow after
              </th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {ledger.postings.map((one) => (
              <tr key={one.number}>
                <td class="amount">{one.number}</td>
                <th scope="row">
                  {one.posting.replaceAll('-', ' ')}
                  <small>
                    {one.party} <ClauseLink id={one.clause} />
                  </small>
                </th>
                <td>
                  {one.debit} → {one.credit}
                </td>
                <td class="amount">{money(one.amountMinor)}</td>
                <td class="amount">{money(one.escrowAfterMinor)}</td>
                <td>
                  <When at={one.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <LedgerBalances ledger={ledger} />
    </section>
  )
}

function LedgerBalances({ ledger }: { readonly ledger: Ledger }) {
  const { balances, sumMinor, order } = ledger
  const money = (minor: number) => moneyText(minor, order.currency)
  return (
    <dl class="ledger-balances">
      {balances.map(({ account, of, says, balanceMinor }) => (
        <div key={`${account} ${of}`}>
          <dt title={says}>
            {account.replaceAll('-', ' ')} <small>{of}</small>
          </dt>
          <dd class="amount">{money(balanceMinor)}</dd>
        </div>
      ))}
      <div class="sum" data-zero={sumMinor === 0}>
        <dt>Sum of all{sumMinor === 0 ? '' : ': the books are broken'}</dt>
        <dd class="amount">{money(sumMinor)}</dd>
      </div>
    </dl>
  )
}
