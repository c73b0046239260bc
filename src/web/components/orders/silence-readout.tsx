import { expenseWords, type Order, type Silence, sentence } from '../../state/orders/order.ts'
import { ClauseLink } from '../clause.tsx'
import { Countdown } from './countdown.tsx'
import { OwnTime } from './when.tsx'

/** What is waited for, how long still, and what happens when nobody does anything (protection §1). */
export function SilenceReadout(props: {
  readonly silence: Silence
  readonly reader: Order['party']
  readonly onOver?: () => void
}) {
  const { silence, reader, onOver } = props
  const { name, at, pacific, loses, says, clause } = silence
  return (
    <section class="deadline" aria-label={name}>
      <p class="deadline-left">
        <span>{name}</span>
        {at === null ? (
          <b class="countdown">stands still</b>
        ) : (
          <Countdown to={at} onOver={onOver} over="just now" />
        )}
      </p>
      {at !== null && (
        <p class="deadline-when">
          <time dateTime={at}>{pacific}</time>
          <OwnTime at={at} />
        </p>
      )}
      {at === null && <p class="deadline-when">A dispute is open: this clock waits for its end.</p>}
      <p class="deadline-silence">
        <b>If nobody does anything:</b> {says}{' '}
        <span class="nowrap">
          {sentence(expenseWords(loses, reader))}. <ClauseLink id={clause} />
        </span>
      </p>
    </section>
  )
}
