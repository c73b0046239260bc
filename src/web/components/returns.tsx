import { useState } from 'preact/hooks'
import { isRefused } from '../../core/base/faults.ts'
import type { Input } from '../../core/pricing/input.ts'
import { type Refund, refund } from '../../core/pricing/refund.ts'
import type { RefundReason, Returned } from '../../core/pricing/returns.ts'
import { useLab } from '../state/context.ts'
import type { Shown } from '../state/lab.ts'
import { moneyText, offText } from '../state/money.ts'
import { lineName } from '../state/samples.ts'
import { Capped } from './capped.tsx'

const REASONS: readonly { readonly value: RefundReason; readonly label: string }[] = [
  { value: 'return', label: 'Sent back' },
  { value: 'cancellation', label: 'Cancelled' },
  { value: 'missed-ship-by', label: 'Not shipped in time' },
  { value: 'not-received', label: 'Never arrived' },
]

/** What was bought, what went back before, and what is to go back now. */
interface Simulation {
  readonly shown: Shown
  readonly before: readonly Returned[]
  readonly now: Readonly<Record<string, number>>
  readonly reason: RefundReason
  readonly paid: readonly number[]
}

function opening(shown: Shown): Simulation {
  const first = shown.input.lines[0]?.id
  return { shown, before: [], now: first ? { [first]: 1 } : {}, reason: 'return', paid: [] }
}

/** Any pieces back, for any reason, one refund after the other; a changed cart is a new purchase. */
export function Returns() {
  const lab = useLab()
  const shown = lab.shown.value
  const [kept, setKept] = useState<Simulation>(() => opening(shown))
  const simulation = kept.shown === shown ? kept : { ...opening(shown), reason: kept.reason }
  const now = Object.entries(simulation.now)
    .filter(([, quantity]) => quantity > 0)
    .map(([line, quantity]) => ({ line, quantity }))
  const { before, reason } = simulation
  const answer = refund({ input: shown.input, quote: shown.quote }, { before, now, reason })
  return (
    <section class="panel returns" aria-labelledby="returns-title" data-stale={lab.stale.value}>
      <h2 id="returns-title">Return this piece</h2>
      <div class="field">
        <label for="refund-reason">Why it goes back</label>
        <select
          id="refund-reason"
          value={reason}
          onChange={(event) =>
            setKept({ ...simulation, reason: event.currentTarget.value as RefundReason })
          }
        >
          {REASONS.map(({ value, label }) => (
            <option key={value} value={value} selected={value === reason}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Pieces simulation={simulation} set={(next) => setKept({ ...simulation, now: next })} />
      {isRefused(answer) ? (
        <p class="fault">{answer.refused.map((fault) => fault.fault).join(' ')}</p>
      ) : (
        <Outcome refund={answer} shown={shown} />
      )}
      {!isRefused(answer) && (
        <Booking simulation={simulation} now={now} refund={answer} set={setKept} />
      )}
    </section>
  )
}

/** Pieces of each line that are still with the buyer, and how many of them go back now. */
function Pieces(props: {
  readonly simulation: Simulation
  readonly set: (now: Simulation['now']) => void
}) {
  const { simulation, set } = props
  return (
    <ul class="pieces">
      <Capped rows={simulation.shown.input.lines}>
        {(line) => <PieceRow key={line.id} line={line} simulation={simulation} set={set} />}
      </Capped>
    </ul>
  )
}

function PieceRow(props: {
  readonly line: Input['lines'][number]
  readonly simulation: Simulation
  readonly set: (now: Simulation['now']) => void
}) {
  const { line, simulation, set } = props
  const back = simulation.before
    .filter((one) => one.line === line.id)
    .reduce((sum, one) => sum + one.quantity, 0)
  const left = (line.quantity ?? 1) - back
  const id = `back-${encodeURIComponent(line.id)}`
  return (
    <li>
      <label for={id}>{lineName(line)}</label>
      <span class="soft">{left === 0 ? 'all back' : `of ${left}`}</span>
      <input
        id={id}
        type="number"
        class="number"
        min={0}
        max={left}
        disabled={left === 0}
        value={simulation.now[line.id] ?? 0}
        onInput={(event) => {
          const typed = Math.floor(Number(event.currentTarget.value))
          set({ ...simulation.now, [line.id]: Math.min(left, Math.max(0, typed || 0)) })
        }}
      />
    </li>
  )
}

function Outcome({ refund: answer, shown }: { readonly refund: Refund; readonly shown: Shown }) {
  const { currency } = shown.quote
  const lines = new Map(shown.input.lines.map((line) => [line.id, line]))
  return (
    <dl class="totals" aria-live="polite">
      {answer.lines.map((row) => {
        const line = lines.get(row.line)
        return (
          <div key={row.line}>
            <dt>
              {row.quantity} × {line ? lineName(line) : row.line}
            </dt>
            <dd>{moneyText(row.cash, currency)}</dd>
          </div>
        )
      })}
      {Object.entries(answer.shipping).map(([order, back]) => (
        <div key={order}>
          <dt>Shipping of {order} back</dt>
          <dd>{moneyText(back, currency)}</dd>
        </div>
      ))}
      {Object.entries(answer.deducted).map(([order, kept]) => (
        <div key={order}>
          <dt>Shipping of {order}, free no longer</dt>
          <dd>{offText(kept, currency)}</dd>
        </div>
      ))}
      {answer.coins > 0 && (
        <div>
          <dt>Coins back</dt>
          <dd>{answer.coins}</dd>
        </div>
      )}
      <div class="grand">
        <dt>Back to the buyer</dt>
        <dd>
          {moneyText(answer.total, currency)} {currency}
        </dd>
      </div>
    </dl>
  )
}

function Booking(props: {
  readonly simulation: Simulation
  readonly now: readonly Returned[]
  readonly refund: Refund
  readonly set: (next: Simulation) => void
}) {
  const { simulation, now, refund: answer, set } = props
  const { currency } = simulation.shown.quote
  const sum = simulation.paid.reduce((total, one) => total + one, 0)
  const book = () =>
    set({
      ...simulation,
      before: [...simulation.before, ...now],
      paid: [...simulation.paid, answer.total],
      now: {},
    })
  return (
    <div class="actions">
      <button type="button" disabled={now.length === 0} onClick={book}>
        Pay this back, then another
      </button>
      {simulation.paid.length > 0 && (
        <>
          <p class="soft">
            {simulation.paid.length} paid back so far: {moneyText(sum, currency)}.
          </p>
          <button type="button" class="small" onClick={() => set(opening(simulation.shown))}>
            Begin again
          </button>
        </>
      )}
    </div>
  )
}
