import type { DocumentOf } from '../../../client/client.ts'
import { moneyText } from '../../state/money.ts'
import { ClauseLink } from '../clause.tsx'

type Balance = DocumentOf<'SellerBalance'>['balances'][number]

/** What each balance is, and by which clause it waits. */
const KINDS = [
  {
    of: 'escrowMinor',
    name: 'In escrow',
    says: 'until receipt is confirmed',
    clause: 'faq.escrow',
  },
  { of: 'pendingMinor', name: 'Pending', says: 'until protection ends', clause: 'bp.confirm' },
  { of: 'availableMinor', name: 'Available', says: 'to withdraw', clause: null },
  { of: 'withdrawnMinor', name: 'Withdrawn', says: 'so far', clause: null },
] as const satisfies readonly { of: keyof Balance; name: string; says: string; clause: unknown }[]

/** The money of a seller, by currency: each sum with what it waits for. */
export function Balances({ balances }: { readonly balances: readonly Balance[] }) {
  if (balances.length === 0) {
    return <p class="soft">No order has been paid yet: your balances begin with the first.</p>
  }
  return (
    <>
      {balances.map((balance) => (
        <dl key={balance.currency} class="balances" aria-label={`Balances in ${balance.currency}`}>
          {KINDS.map(({ of, name, says, clause }) => (
            <div key={of} data-kind={of}>
              <dt>{name}</dt>
              <dd>
                <b>{moneyText(balance[of], balance.currency)}</b> {balance.currency}
                <small>
                  {says} {clause && <ClauseLink id={clause} />}
                </small>
              </dd>
            </div>
          ))}
          {balance.owedMinor > 0 && (
            <div data-kind="owedMinor">
              <dt>Owed</dt>
              <dd>
                <b>{moneyText(balance.owedMinor, balance.currency)}</b> {balance.currency}
                <small>taken from what comes next, for refunds after you withdrew</small>
              </dd>
            </div>
          )}
        </dl>
      ))}
    </>
  )
}
