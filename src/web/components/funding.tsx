import { useLab } from '../state/context.ts'
import { moneyText, shareText } from '../state/money.ts'
import { funderTone, funderWords } from '../state/words.ts'
import { Tile } from './patterns.tsx'

interface Part {
  readonly name: string
  readonly tone: string
  readonly amount: number
}

/** Who pays for the checkout: the buyer's part, and what each funder gives. */
export function Funding() {
  const lab = useLab()
  const { quote } = lab.shown.value
  const parts: Part[] = [
    { name: 'Buyer', tone: 'total', amount: quote.totals.total },
    ...Object.entries(quote.funding).map(([funder, amount]) => ({
      name: funderWords(funder),
      tone: funderTone(funder),
      amount,
    })),
  ]
  const whole = parts.reduce((sum, part) => sum + part.amount, 0)
  return (
    <section class="panel funding" aria-labelledby="funding-title" data-stale={lab.stale.value}>
      <h2 id="funding-title">Who pays</h2>
      <StackedBar parts={parts} whole={whole} />
      <table>
        <thead class="unseen">
          <tr>
            <th scope="col">Payer</th>
            <th scope="col">Amount</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">
                <Tile tone={part.tone} /> {part.name}
              </th>
              <td class="amount">{moneyText(part.amount, quote.currency)}</td>
              <td class="amount soft">{shareText(part.amount, whole)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function StackedBar({ parts, whole }: { readonly parts: readonly Part[]; readonly whole: number }) {
  let from = 0
  return (
    <svg class="stacked" height="24" aria-hidden="true">
      {parts.map((part) => {
        const start = from
        from += part.amount
        if (whole === 0) return null
        return (
          <rect
            key={part.name}
            class={`fill ${part.tone}`}
            x={`${(start / whole) * 100}%`}
            width={`${(part.amount / whole) * 100}%`}
            height="24"
          />
        )
      })}
    </svg>
  )
}
