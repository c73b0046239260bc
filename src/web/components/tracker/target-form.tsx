import type { Signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import { useMarket } from '../../state/market/market.ts'
import { moneyDraft, moneyText, parseMoney } from '../../state/money.ts'
import type { Chosen, Suggestion, WatchKind } from '../../state/tracker/documents.ts'
import { ownList, type Wish, watchFor } from '../../state/tracker/own-list.ts'
import { watchListHref } from '../../state/tracker/reads.ts'
import { daysText, dayText, priceText, times, waitsFor } from '../../state/tracker/words.ts'
import { ClauseLink } from '../clause.tsx'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'

/** Where to be told: a target, its suggestion, and what else can be waited for. No account is needed. */
export function TargetForm(props: {
  readonly chosen: Chosen
  /** The amount in the field, which the chart shows as a line. */
  readonly target: Signal<number | null>
}) {
  const { chosen, target } = props
  const { api } = useMarket()
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const { of, receipt } = chosen
  const watch = async (kind: WatchKind, targetMinor?: number) => {
    const wish: Wish = { of, kind, ...(targetMinor ? { targetMinor } : {}) }
    const came = await watchFor(api, wish)
    setProblem('watch' in came ? null : came)
    setSaid('watch' in came ? waitsFor(came.watch) : null)
  }
  return (
    <section class="panel target" aria-labelledby="target-title">
      <h2 id="target-title">Be told</h2>
      <AmountForm chosen={chosen} target={target} onSend={(minor) => watch('target', minor)} />
      {chosen.suggestion && <Suggested suggestion={chosen.suggestion} currency={of.currency} />}
      <p class="actions also">
        <span class="soft">Or of</span>
        <ActButton class="small" act={() => watch('new-low')}>
          a new low
        </ActButton>
        {receipt?.stock === 'out' && (
          <ActButton class="small" act={() => watch('restock')}>
            its return
          </ActButton>
        )}
      </p>
      {problem && <ProblemNote problem={problem} />}
      <div role="status">{said && <Watched waits={said} />}</div>
    </section>
  )
}

function Watched({ waits }: { readonly waits: string }) {
  const list = ownList()
  return (
    <p class="note watched">
      <b>{waits}</b>: watched. Your list and the ways to be told are{' '}
      <a href={list ? watchListHref(list) : '/track'}>at your own link</a>: keep it, for it is all
      that is needed.
    </p>
  )
}

function AmountForm(props: {
  readonly chosen: Chosen
  readonly target: Signal<number | null>
  readonly onSend: (minor: number) => Promise<void>
}) {
  const { chosen, target, onSend } = props
  const { currency } = chosen.of
  const { isHere } = useMarket().clock
  const [typed, setTyped] = useState(() => moneyDraft(target.peek(), currency))
  const [isBusy, setBusy] = useState(false)
  const [isTried, setTried] = useState(false)
  const minor = parseMoney(typed, currency)
  const isWrong = isTried && !minor
  const total = chosen.receipt?.total ?? null
  const isReached = isHere.value && minor !== null && total !== null && minor >= total
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!minor || isBusy) return
    setBusy(true)
    await onSend(minor)
    setBusy(false)
  }
  return (
    <form class="inline-form" onSubmit={submit} noValidate>
      <div class="field">
        <label for="target">Tell me at or below, in {currency}</label>
        <input
          id="target"
          class="number"
          inputMode="decimal"
          autocomplete="off"
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'target-fault' : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            target.value = parseMoney(event.currentTarget.value, currency) || null
          }}
        />
      </div>
      <button type="submit" class="primary" disabled={!isHere.value} aria-disabled={isBusy}>
        {isBusy ? 'One moment…' : 'Watch'}
      </button>
      {isReached && (
        <p class="hint reached">It costs no more than that now: you are told at once.</p>
      )}
      {isWrong && (
        <p class="fault" id="target-fault">
          Write an amount above zero, such as {moneyText(1999, currency)}.
        </p>
      )}
    </form>
  )
}

/** Why that amount stands there: how often it was reached, and how much that says (fg.t.target). */
function Suggested(props: { readonly suggestion: Suggestion; readonly currency: string }) {
  const { suggestion, currency } = props
  const { targetMinor, lowMinor, reachedTimes, reachedLast, confidence, knownDays } = suggestion
  const { now } = useMarket().clock
  return (
    <p class="hint">
      {priceText(targetMinor, currency)} is the low of {moneyText(lowMinor, currency)} and 5%. It
      was reached {times(reachedTimes)}
      {reachedLast && `, last on ${dayText(reachedLast, now.value)}`}.{' '}
      <span class="flag" data-confidence={confidence}>
        {confidence} confidence
      </span>{' '}
      {daysText(knownDays)} are known. <ClauseLink id="fg.t.target" />
    </p>
  )
}
