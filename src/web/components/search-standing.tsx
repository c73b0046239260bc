import { useEffect, useState } from 'preact/hooks'
import { useLab, usePart } from '../state/context.ts'
import type { Finder, Found, Running } from '../state/finder.ts'
import { proofWords, standingOf } from '../state/findings.ts'
import { moneyText, shareText } from '../state/money.ts'
import { Icon } from './dialog.tsx'

/** A search that is over sooner is not worth a word: it would only flicker. */
const QUICK_MS = 150

/** One row: what can be searched for, how the search stands, or what it found. */
export function SearchStanding({ finder }: { readonly finder: Finder }) {
  const search = finder.running.value
  const found = finder.found.value
  const isSlow = useSlow(search?.ask ?? null)
  if (search !== null && isSlow) {
    const stop = () => {
      finder.stop()
      // The button goes with the search: the focus goes back to where it was asked for.
      document.getElementById(`ask-${search.ask.kind}`)?.focus()
    }
    return (
      <div class="standing">
        <Progress search={search} />
        <Gap search={search} />
        <button type="button" class="small" onClick={stop}>
          {search.answer ? 'Stop and keep this' : 'Stop'}
        </button>
      </div>
    )
  }
  return (
    <div class="standing">
      {found ? <Headline found={found} isOld={finder.about.value === 'other'} /> : <Invitation />}
    </div>
  )
}

/** Whether the same thing has been going on for so long that it should be told. */
function useSlow(what: unknown): boolean {
  const [slow, setSlow] = useState<unknown>(null)
  useEffect(() => {
    if (what === null) return
    const timer = setTimeout(() => setSlow(what), QUICK_MS)
    return () => clearTimeout(timer)
  }, [what])
  return what !== null && slow === what
}

function Invitation() {
  const offers = usePart((input) => (input.offers ?? []).length)
  return (
    <p class="soft">
      {offers === 0
        ? 'Add offers to the cart, and find out which of them together cost least.'
        : `Which of the ${offers} offers together cost least, and would several checkouts cost less than one? Searched in your browser, and proved.`}
    </p>
  )
}

function Progress({ search }: { readonly search: Running }) {
  const lab = useLab()
  const { total, bound } = search
  const money = (minor: number) => moneyText(minor, lab.currency.value)
  if (!Number.isFinite(total)) return <p>Searching…</p>
  return (
    <p class="progress">
      Found <b class="amount">{money(total)}</b>, proved: nothing below{' '}
      <b class="amount">{money(bound)}</b>
      <span class="soft">
        {' '}
        · {money(total - bound)} ({shareText(total - bound, total)}) still open
      </span>
    </p>
  )
}

/** Of all that may be saved, what is found to be; the part still open closes as the proof goes on. */
function Gap({ search }: { readonly search: Running }) {
  const { full, total, bound } = search
  const share = Number.isFinite(total) && full > bound ? (full - total) / (full - bound) : 0
  return (
    <svg class="gap" height="8" aria-hidden="true">
      <rect class="track" width="100%" height="8" />
      <rect class="level" width={`${Math.max(0, share) * 100}%`} height="8" />
    </svg>
  )
}

function Headline({ found, isOld }: { readonly found: Found; readonly isOld: boolean }) {
  const standing = standingOf(found.answer)
  const { total, currency, proved } = standing
  return (
    <p class="headline">
      <b class="sum">
        {moneyText(total, currency)} {currency}
      </b>
      <Gain found={found} />
      <span class={proved ? 'flag' : 'flag warn'}>
        {proved && <Icon name="tick" />} {proofWords(standing)}
      </span>
      {isOld && <span class="soft">The cart is another one now: search again, or undo.</span>}
    </p>
  )
}

/** What the answer gains: against what was ticked before, or against one checkout. */
function Gain({ found: { answer, before } }: { readonly found: Found }) {
  const { total, proved, currency } = standingOf(answer)
  if (answer.kind === 'best') {
    const gain = before.totals.total - total
    return (
      <>
        <span>with the best choice</span>
        {gain > 0 && (
          <span class="saved">
            <b>{moneyText(gain, currency)}</b> less than before
          </span>
        )}
      </>
    )
  }
  const { checkouts, single } = answer.plan
  if (checkouts.length === 1) {
    return <span>in one checkout: no split {proved ? 'costs' : 'was found that costs'} less</span>
  }
  return (
    <>
      <span>in {checkouts.length} checkouts</span>
      <span class="saved">
        saves <b>{moneyText(single - total, currency)}</b> against one checkout
      </span>
    </>
  )
}
