import type { LeftOut } from '../../core/pricing/left-out.ts'
import type { Found } from '../state/finder.ts'
import { currencyOf } from '../state/findings.ts'
import { moneyText } from '../state/money.ts'
import { offerName } from '../state/words.ts'
import { Capped } from './capped.tsx'
import { ClauseLink } from './clause.tsx'

/** Why each other offer is left out, and what using it would cost. */
export function LeftOutList({ found }: { readonly found: Found }) {
  const { reasons, answer, ask } = found
  if (reasons === null) return null
  const names = new Map((ask.input.offers ?? []).map((offer) => [offer.id, offerName(offer)]))
  const rows = reasons === 'coming' ? [] : reasons.leftOut
  if (reasons !== 'coming' && rows.length === 0) return null
  return (
    <details class="why">
      <summary>
        Why the other offers are left out{' '}
        <span class="count">{reasons === 'coming' ? '…' : rows.length}</span>
      </summary>
      {reasons === 'coming' && <p class="soft">Each of them is being tried…</p>}
      <ul class="left-out">
        <Capped rows={rows}>
          {(row) => (
            <Row
              key={row.offer}
              row={row}
              name={names.get(row.offer) ?? row.offer}
              currency={currencyOf(answer)}
            />
          )}
        </Capped>
      </ul>
    </details>
  )
}

function Row(props: { readonly row: LeftOut; readonly name: string; readonly currency: string }) {
  const { row, name, currency } = props
  return (
    <li>
      <span class="name">{name}</span>
      <span class="amount cost">{costText(row.cost, currency)}</span>
      <p>
        {row.message} <ClauseLink id={row.clause} />
      </p>
    </li>
  )
}

/** What using it would add to the total; nothing where it cannot be used at all. */
function costText(cost: number | null, currency: string): string {
  if (cost === null) return ''
  return cost > 0 ? `+${moneyText(cost, currency)}` : '±0'
}
