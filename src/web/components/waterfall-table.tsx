import { moneyText } from '../state/money.ts'
import type { Bar } from '../state/waterfall.ts'
import { ClauseLink } from './clause.tsx'

/** The chart's figures for readers who want them in rows. */
export function WaterfallTable(props: {
  readonly bars: readonly Bar[]
  readonly currency: string
}) {
  const { bars, currency } = props
  return (
    <details class="as-table">
      <summary>The same as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="From list to total, as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">What</th>
              <th scope="col" class="amount">
                Change
              </th>
              <th scope="col" class="amount">
                So far
              </th>
              <th scope="col">Clause</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.key}>
                <td>{bar.applied?.step ?? ''}</td>
                <th scope="row">{bar.label}</th>
                <td class="amount">
                  {bar.tone === 'total' ? '' : moneyText(bar.to - bar.from, currency)}
                </td>
                <td class="amount">{moneyText(bar.to, currency)}</td>
                <td>{bar.applied && <ClauseLink id={bar.applied.clause} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
