import { useState } from 'preact/hooks'
import { type LadderSteps, partsText, spansOf } from '../state/ladders.ts'
import { moneyText } from '../state/money.ts'

/** Every total at which an answer changes, for readers who want rows; drawn when it is opened. */
export function LadderTable({ ladder }: { readonly ladder: LadderSteps }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="as-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {isOpen && <Rows ladder={ladder} />}
    </details>
  )
}

function Rows({ ladder }: { readonly ladder: LadderSteps }) {
  const money = (minor: number) => moneyText(minor, ladder.currency)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll ladder-rows" tabIndex={0} aria-label={`${ladder.name}, as a table`}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="amount">
              Cart from
            </th>
            <th scope="col">One code</th>
            <th scope="col" class="amount">
              Saves
            </th>
            <th scope="col">Best split</th>
            <th scope="col" class="amount">
              Saves
            </th>
            <th scope="col" class="amount">
              More
            </th>
          </tr>
        </thead>
        <tbody>
          {spansOf(ladder).map((span) => (
            <tr key={span.total}>
              <th scope="row" class="amount">
                {money(span.total)}
              </th>
              <td>{span.single?.code ?? 'none'}</td>
              <td class="amount">{money(span.singleOff)}</td>
              <td>
                {span.gain > 0
                  ? `${partsText(span.split, ladder.currency)}: ${span.split.map(({ code }) => code).join(', ')}`
                  : 'in one'}
              </td>
              <td class="amount">{money(span.splitOff)}</td>
              <td class="amount">{span.gain > 0 ? money(span.gain) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
