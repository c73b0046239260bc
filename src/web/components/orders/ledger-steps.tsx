import type { DocumentOf } from '../../../client/client.ts'
import { partyWords } from '../../state/orders/order.ts'
import { ClauseLink } from '../clause.tsx'
import { When } from './when.tsx'
import { WideTable } from './wide-table.tsx'

type Ledger = DocumentOf<'OrderLedger'>

/** Every step of an order: who, from where to where, by which clause, and both its instants. */
export function LedgerSteps({ ledger }: { readonly ledger: Ledger }) {
  return (
    <section class="panel" aria-labelledby="steps-title">
      <h2 id="steps-title">
        Steps <span class="count">{ledger.steps.length}</span>
      </h2>
      <p class="soft">
        Under <code>{ledger.process}</code>. A step takes effect at its true time, whenever it was
        written down.
      </p>
      <WideTable name="Steps">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Step</th>
            <th scope="col">From, to</th>
            <th scope="col">Took effect</th>
            <th scope="col">Written down</th>
            <th scope="col">Sent, and effects</th>
          </tr>
        </thead>
        <tbody>
          {ledger.steps.map((step) => (
            <tr key={step.version}>
              <td class="amount">{step.version}</td>
              <th scope="row">
                {step.name}
                <small>
                  by {partyWords(step.by, '')}{' '}
                  {step.clauses.map((clause) => (
                    <ClauseLink key={clause} id={clause} />
                  ))}
                </small>
              </th>
              <td>
                {step.from} → {step.to}
              </td>
              <td>
                <When at={step.effective} />
              </td>
              <td>
                <When at={step.recorded} />
              </td>
              <td class="contents">
                {Object.entries(step.command)
                  .filter(([name]) => name !== 'event' && name !== 'by')
                  .map(([name, value]) => (
                    <code key={name}>{`${name}: ${valueText(value)}`}</code>
                  ))}
                {step.effects.map((effect, place) => (
                  <small key={`${place}`}>{effectWords(effect)}</small>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  )
}

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** "tell buyer: payment-verified", "escrow-in". */
function effectWords(effect: Readonly<Record<string, unknown>>): string {
  const { effect: name, ...rest } = effect
  const values = Object.values(rest).map(valueText).join(' ')
  return values === '' ? String(name) : `${name}: ${values}`
}
