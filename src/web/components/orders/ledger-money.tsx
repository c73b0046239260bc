import type { DocumentOf } from '../../../client/client.ts'
import { moneyText } from '../../state/money.ts'
import { ClauseLink } from '../clause.tsx'
import { Fact } from './order-facts.tsx'
import { When } from './when.tsx'

type Ledger = DocumentOf<'OrderLedger'>

/** Payments, refunds and marks of an order, as the platform keeps them. */
export function LedgerMoney({ ledger }: { readonly ledger: Ledger }) {
  const { payments, refunds, marks, order } = ledger
  const money = (minor: number) => `${moneyText(minor, order.currency)} ${order.currency}`
  return (
    <section class="panel order-facts" aria-labelledby="money-title">
      <h2 id="money-title">Payments, refunds, marks</h2>
      <dl>
        {payments.length === 0 && <Fact name="Payments">Nobody has tried to pay yet.</Fact>}
        {payments.map(({ attempt, provider, reference, state, cause, amountMinor, begunAt }) => (
          <Fact key={attempt} name={`Payment, ${state}`}>
            <span>
              {money(amountMinor)} by {provider}
              {cause && `: ${cause.replaceAll('-', ' ')}`}
            </span>
            <When at={begunAt} />
            <small>
              <code>{attempt}</code> {reference && <code>{reference}</code>}
            </small>
          </Fact>
        ))}
        {refunds.map((refund) => (
          <Fact key={refund.number} name={`Refund ${refund.number}, ${refund.state}`}>
            <span>
              {money(refund.cashMinor)} for {refund.cause.replaceAll('-', ' ')}{' '}
              <ClauseLink id={refund.clause} />
              {refund.coins > 0 && `, ${refund.coins} coins back`}
            </span>
            {refund.lines.map(({ line, quantity, cashMinor }) => (
              <small key={line}>
                <code>{line}</code>: {quantity} pieces, {money(cashMinor)}
              </small>
            ))}
            <span>
              Granted <When at={refund.grantedAt} />
            </span>
            {refund.paidAt ? (
              <span>
                Paid <When at={refund.paidAt} />
              </span>
            ) : (
              <span>{refund.dates.says}</span>
            )}
          </Fact>
        ))}
        {marks.map(({ mark, party, member, at }) => (
          <Fact key={mark + at} name="Mark">
            {mark.replaceAll('-', ' ')} against {party} {member} <When at={at} />
          </Fact>
        ))}
      </dl>
    </section>
  )
}
