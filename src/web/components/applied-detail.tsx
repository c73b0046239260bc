import type { Applied } from '../../core/pricing/document.ts'
import type { AttemptTrace } from '../../core/pricing/explain.ts'
import { useLab } from '../state/context.ts'
import { offerOf, type Shown } from '../state/lab.ts'
import { moneyText, offText } from '../state/money.ts'
import { lineName } from '../state/samples.ts'
import { funderTone, funderWords } from '../state/words.ts'
import { ClauseLink } from './clause.tsx'
import { Tile } from './patterns.tsx'

/** All that is known of an offer that was applied: its shares, its test, its rules, its limits. */
export function AppliedDetail({ applied }: { readonly applied: Applied }) {
  const shown = useLab().shown.value
  const money = (minor: number) => moneyText(minor, shown.quote.currency)
  const trace = shown.attempts.find((one) => one.offer === applied.offer)
  const funder = offerOf(shown, applied.offer)?.funder
  return (
    <div class="detail">
      <dl class="facts">
        {funder && (
          <div>
            <dt>Paid by</dt>
            <dd>
              <Tile tone={funderTone(funder)} /> {funderWords(funder)}
            </dd>
          </div>
        )}
        <div>
          <dt>Step</dt>
          <dd>
            {applied.step} <ClauseLink id={applied.clause} />
          </dd>
        </div>
        {trace?.minimum && <MinimumFact minimum={trace.minimum} money={money} />}
        <div>
          <dt>Taken from</dt>
          <dd>{money(applied.base)}</dd>
        </div>
        {applied.coins > 0 && (
          <div>
            <dt>Coins spent</dt>
            <dd>{applied.coins}</dd>
          </div>
        )}
      </dl>
      <Shares applied={applied} shown={shown} />
      <Notes applied={applied} shown={shown} />
      {trace && <Overrides rules={trace.rules} />}
    </div>
  )
}

function MinimumFact(props: {
  readonly minimum: NonNullable<AttemptTrace['minimum']>
  readonly money: (minor: number) => string
}) {
  const { minimum, money } = props
  const of = { list: 'list price', running: 'what is left', pool: 'the pool' }[minimum.of]
  const passes = minimum.compare === 'exceeds' ? 'exceeds' : 'reaches'
  return (
    <div>
      <dt>Minimum</dt>
      <dd>
        {money(minimum.spend)} of {of}
        {minimum.needed !== null && ` ${passes} ${money(minimum.needed)}`}
      </dd>
    </div>
  )
}

function Shares({ applied, shown }: { readonly applied: Applied; readonly shown: Shown }) {
  const { currency } = shown.quote
  const lines = new Map(shown.input.lines.map((line) => [line.id, line]))
  const nameOf = (id: string) => {
    const line = lines.get(id)
    return line ? lineName(line) : id
  }
  const rows = [
    ...Object.entries(applied.lines).map(([id, share]) => [nameOf(id), share] as const),
    ...Object.entries(applied.shipping).map(([id, share]) => [`Shipping of ${id}`, share] as const),
  ]
  return (
    <ul class="shares" aria-label="Shares">
      {rows.map(([name, share]) => (
        <li key={name}>
          <span>{name}</span>
          <span class="amount">{offText(share, currency)}</span>
        </li>
      ))}
    </ul>
  )
}

function Notes({ applied, shown }: { readonly applied: Applied; readonly shown: Shown }) {
  const { narrowed, provisional, forfeited } = applied
  const lines = new Map(shown.input.lines.map((line) => [line.id, line]))
  const names = (ids: readonly string[]) =>
    ids
      .map((id) => lines.get(id))
      .map((line) => (line ? lineName(line) : ''))
      .join(', ')
  return (
    <>
      {narrowed && (
        <p class="note">
          <b>Narrowed.</b> It lost {names(narrowed.lines)} to {narrowed.by.join(', ')}, and applies
          to the rest.
        </p>
      )}
      {provisional && (
        <p class="note warn">
          <b>Provisional.</b> Customs may stop {names(provisional)} and undo this there.
        </p>
      )}
      {forfeited > 0 && (
        <p class="note">
          <b>Forfeited.</b> {moneyText(forfeited, shown.quote.currency)} of it found nothing left to
          lower and lapses.
        </p>
      )}
    </>
  )
}

/** Where a specific term prevailed over a general one, both are named (tc.2). */
function Overrides({ rules }: { readonly rules: AttemptTrace['rules'] }) {
  const specific = rules.filter(
    ({ clause, overrides }) => overrides !== null && overrides !== clause,
  )
  if (specific.length === 0) return null
  return (
    <ul class="overrides" aria-label="Specific terms that prevailed">
      {specific.map((rule) => (
        <li key={rule.property}>
          {rule.rule} <ClauseLink id={rule.clause} /> prevails over{' '}
          <ClauseLink id={rule.overrides ?? ''} />
        </li>
      ))}
    </ul>
  )
}
