import { CONDITIONS } from '../../../core/tracker/observation.ts'
import { useMarket } from '../../state/market/market.ts'
import { moneyText, shareText } from '../../state/money.ts'
import type { Chosen, Tracked } from '../../state/tracker/documents.ts'
import { agoText, inText } from '../../state/tracker/words.ts'
import { ClauseLink } from '../clause.tsx'

/** Today's price after the public stack, whether to buy now, and how fresh both are. */
export function PriceToday({ tracked }: { readonly tracked: Tracked }) {
  const { chosen, verdict, nextEvent } = tracked
  const { now } = useMarket().clock
  return (
    <section class="today" aria-label="Price today">
      <div class="readout today-readout" aria-live="polite">
        {chosen?.receipt ? <Total chosen={chosen} /> : <NotRead tracked={tracked} />}
      </div>
      <p class="verdict" data-verdict={verdict.kind}>
        <b>{VERDICT_WORDS[verdict.kind]}</b> {verdict.says}
        {nextEvent && (
          <>
            {' '}
            <a href="/track/promotions">{nextEvent.title}</a> begins{' '}
            {inText(nextEvent.from, now.value)}. <ClauseLink id="fg.wait" />
          </>
        )}
      </p>
      {chosen && <Freshness chosen={chosen} />}
    </section>
  )
}

const VERDICT_WORDS: Readonly<Record<Tracked['verdict']['kind'], string>> = {
  wait: 'Wait.',
  low: 'Buy.',
  good: 'Good.',
  usual: 'As usual.',
  high: 'Expensive.',
  unknown: 'Too early.',
}

function Total({ chosen }: { readonly chosen: Chosen }) {
  const { receipt } = chosen
  if (receipt === null) return null
  const { total, list, currency, stock, shipping, isShippingUnknown } = receipt
  const off = list + shipping - total
  return (
    <>
      <p class="reading">
        <span>With public coupons</span>
        <Paid minor={total} currency={currency} />
      </p>
      <p class="saving">
        {stock === 'out' && 'Sold out at this price. '}
        {off > 0
          ? `${moneyText(off, currency)} (${shareText(off, list + shipping)}) off ${moneyText(list + shipping, currency)}, the list price${shipping > 0 ? ' with shipping' : ''}`
          : 'Nothing is off the list price'}
        {isShippingUnknown && '. What shipping costs is not known'}
      </p>
    </>
  )
}

/** An amount and its currency, which stay together on a narrow page. */
function Paid({ minor, currency }: { readonly minor: number; readonly currency: string }) {
  return (
    <span class="paid">
      <b>{moneyText(minor, currency)}</b> {currency}
    </span>
  )
}

function NotRead({ tracked }: { readonly tracked: Tracked }) {
  const { chosen, variants } = tracked
  const isRead = chosen === null || variants.some(({ isBeingRead }) => isBeingRead)
  const aside = chosen?.history.asides.at(-1)
  const awaited = isRead
    ? 'The price is yet to be read. This page shows it by itself.'
    : 'No price is known yet.'
  if (chosen && aside)
    return <Aside aside={aside} currency={chosen.of.currency} awaited={awaited} />
  return (
    <>
      <p class="reading">
        <span>With public coupons</span>
        <b aria-hidden="true">…</b>
      </p>
      <p class="saving">{awaited}</p>
    </>
  )
}

/** A price that not everybody gets, or that nobody else has read: better than none, and marked as what it is. */
function Aside(props: {
  readonly aside: Chosen['history']['asides'][number]
  readonly currency: string
  readonly awaited: string
}) {
  const { aside, currency, awaited } = props
  const { now } = useMarket().clock
  const why = aside.conditions.map((condition) => CONDITIONS[condition]).join(', ')
  return (
    <>
      <p class="reading">
        <span>Seen, not counted</span>
        <Paid minor={aside.total} currency={currency} />
      </p>
      <p class="saving">
        {sentence(why)}, <time dateTime={aside.seen}>{agoText(aside.seen, now.value)}</time>. It
        sets no low, and nobody is told of it. {awaited}
      </p>
    </>
  )
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** How fresh it is, when it is read next, and why the last look found nothing. */
function Freshness({ chosen }: { readonly chosen: Chosen }) {
  const { now } = useMarket().clock
  const { receipt, fault, nextLookAt, nextChangeAt, isBeingRead } = chosen
  const read = receipt && (receipt.readAt ?? receipt.at)
  return (
    <ul class="freshness">
      {read && (
        <li>
          Read <time dateTime={read}>{agoText(read, now.value)}</time>
          {isBeingRead
            ? ', and again just now'
            : nextLookAt && `, next ${inText(nextLookAt, now.value)}`}
        </li>
      )}
      {nextChangeAt && (
        <li>
          The stack changes <time dateTime={nextChangeAt}>{inText(nextChangeAt, now.value)}</time>
        </li>
      )}
      {fault && <li class="fault">The last look found no price. {fault}</li>}
    </ul>
  )
}

/** Lows and medians after the stack, over what is known of each time. */
export function PriceFigures({ chosen }: { readonly chosen: Chosen }) {
  const { figures, of } = chosen
  const rows = [
    ['30 days', figures.last30Days],
    ['90 days', figures.last90Days],
    ['Ever', figures.ever],
  ] as const
  const said = (minor: number | null) => (minor === null ? '–' : moneyText(minor, of.currency))
  return (
    <table class="figures">
      <caption class="unseen">Prices with public coupons, in {of.currency}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Low</th>
          <th scope="col">Median</th>
          <th scope="col">High</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, one]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="amount">{said(one.lowMinor)}</td>
            <td class="amount">{said(one.medianMinor)}</td>
            <td class="amount">{said(one.highMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
