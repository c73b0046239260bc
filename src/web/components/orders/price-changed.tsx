import { moneyText } from '../../state/money.ts'
import type { Checkout } from '../../state/orders/checkout.ts'
import { priceDifferences } from '../../state/orders/price-change.ts'
import { ClauseLink } from '../clause.tsx'

/** The price that was accepted beside the one that counts now, and what has changed (tc.22). */
export function PriceChanged(props: { readonly before: Checkout; readonly after: Checkout }) {
  const { before, after } = props
  const { currency } = after
  const money = (minor: number | null) => (minor === null ? '–' : moneyText(minor, currency))
  const isMore = after.totalMinor > before.totalMinor
  return (
    <section class="price-changed" role="alert" aria-labelledby="price-changed">
      <h2 id="price-changed">The price has changed</h2>
      <p>
        Nothing was bought. Look at the new price below, and place the order if it is still right
        for you. <ClauseLink id="tc.22" />
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">What changed</th>
              <th scope="col" class="amount">
                You saw
              </th>
              <th scope="col" class="amount">
                Now
              </th>
            </tr>
          </thead>
          <tbody>
            {priceDifferences(before, after).map(({ what, beforeMinor, afterMinor }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td class="amount">{money(beforeMinor)}</td>
                <td class="amount">{money(afterMinor)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr data-change={isMore ? 'more' : 'less'}>
              <th scope="row">To pay, {currency}</th>
              <td class="amount">
                <s>{money(before.totalMinor)}</s>
              </td>
              <td class="amount">
                <b>{money(after.totalMinor)}</b>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
