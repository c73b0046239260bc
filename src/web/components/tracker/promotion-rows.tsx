import { dayOf, dayWords } from '../../../core/orders/pacific-time.ts'
import { useMarket } from '../../state/market/market.ts'
import type { Promotion } from '../../state/tracker/documents.ts'
import { inText } from '../../state/tracker/words.ts'

const KINDS: Readonly<Record<Promotion['kind'], string>> = {
  named: 'Named sale',
  recurring: 'Comes again',
  campaign: 'Campaign here',
}

/** Promotions by what is on now and what comes, month by month. */
export function PromotionRows({ promotions }: { readonly promotions: readonly Promotion[] }) {
  const { now } = useMarket().clock
  const isOn = ({ from, until }: Promotion) =>
    Date.parse(from) <= now.value && (until === null || Date.parse(until) > now.value)
  const running = promotions.filter(isOn)
  const coming = promotions.filter(({ from }) => Date.parse(from) > now.value)
  const months = Map.groupBy(coming, ({ from }) => from.slice(0, 7))
  return (
    <>
      <section class="stack" aria-labelledby="on-title">
        <h2 id="on-title">On now</h2>
        {running.length === 0 ? (
          <p class="note">No sale is on.</p>
        ) : (
          <Rows rows={running} now={now.value} isOn />
        )}
      </section>
      {[...months].map(([month, rows]) => (
        <section key={month} class="stack" aria-labelledby={`month-${month}`}>
          <h2 id={`month-${month}`}>{monthWords(month)}</h2>
          <Rows rows={rows} now={now.value} />
        </section>
      ))}
    </>
  )
}

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

function monthWords(month: string): string {
  const [year, number] = month.split('-')
  return `${MONTHS[Number(number) - 1]} ${year}`
}

function Rows(props: {
  readonly rows: readonly Promotion[]
  readonly now: number
  readonly isOn?: boolean
}) {
  const { rows, now, isOn } = props
  return (
    <ul class="promotion-rows">
      {rows.map((one) => (
        <li key={`${one.id} ${one.from}`} class="promotion-row" data-kind={one.kind}>
          <p class="promotion-when">
            <span>{daysOf(one)}</span>
            <small>{isOn ? endWords(one, now) : `begins ${inText(one.from, now)}`}</small>
          </p>
          <div>
            <h3>{one.title}</h3>
            <p class="soft">
              {one.says} {one.region && <span>({one.region})</span>}
            </p>
          </div>
          <span class="flag">{KINDS[one.kind]}</span>
        </li>
      ))}
    </ul>
  )
}

/** Days of the Pacific coast (bp.pst); a sale that ends at a midnight has the day before as its last. */
function daysOf({ from, until }: Promotion): string {
  const first = dayOf(Date.parse(from))
  if (until === null) return dayWords(first)
  const last = dayOf(Date.parse(until) - 1)
  if (dayWords(first) === dayWords(last)) return dayWords(first)
  // What both share is said once: "Tue 24 – Mon 30 Nov 2026".
  const shared = first.year !== last.year ? 0 : first.month !== last.month ? 1 : 2
  const words = dayWords(first).split(' ')
  return `${words.slice(0, words.length - shared).join(' ')} – ${dayWords(last)}`
}

const endWords = ({ until }: Promotion, now: number): string =>
  until === null ? 'until it is ended' : `ends ${inText(until, now)}`
