import type { Rejected } from '../../core/pricing/document.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { useLab } from '../state/context.ts'
import { fixFor } from '../state/fixes.ts'
import { offerOf } from '../state/lab.ts'
import { offerName, offerWords, REASON_WORDS } from '../state/words.ts'
import { Capped } from './capped.tsx'
import { ClauseLink } from './clause.tsx'

/** Every offer that was refused: why, by which clause, and what would make it work. */
export function Refused() {
  const lab = useLab()
  const { quote } = lab.shown.value
  const many = quote.rejected.length
  return (
    <section class="panel refused" aria-labelledby="refused-title" data-stale={lab.stale.value}>
      <h2 id="refused-title">
        Refused <span class="count">{many}</span>
      </h2>
      {many === 0 ? (
        <p class="soft">Every offer that was tried is applied.</p>
      ) : (
        <ul class="verdicts">
          <Capped rows={quote.rejected}>
            {(rejected) => <Verdict key={rejected.offer} rejected={rejected} />}
          </Capped>
        </ul>
      )}
    </section>
  )
}

function Verdict({ rejected }: { readonly rejected: Rejected }) {
  const lab = useLab()
  const shown = lab.shown.value
  const offer = offerOf(shown, rejected.offer)
  const trace = shown.attempts.find((one) => one.offer === rejected.offer)
  const fix = lab.stale.value ? null : fixFor(shown.input, rejected)
  const { currency } = shown.quote
  const more = rejected.reasons.slice(1)
  // "Spend 1.01 more to use it." says already what to do: "Spend 1.01 more."
  const isSaid = trace?.remedy != null && rejected.message.startsWith(trace.remedy.slice(0, -1))
  const kind = shippedTerms.get(shown.quote.terms)?.kinds.get(rejected.kind)?.name
  const name = offer ? offerName(offer) : rejected.offer
  return (
    <li>
      <div class="verdict-head">
        <b class="name">{name}</b>
        <span class="reason">{REASON_WORDS[rejected.reason]}</span>
        <ClauseLink id={rejected.clause} />
      </div>
      {offer && <p class="soft">{offerWords(offer, currency, kind).join(' · ')}</p>}
      {!isSaid && <p>{rejected.message}</p>}
      {more.length > 0 && (
        <p class="soft">
          Also: {more.map((reason) => REASON_WORDS[reason].toLowerCase()).join(', ')}.
        </p>
      )}
      {trace?.remedy && (
        <p class="remedy">
          <span>
            <span aria-hidden="true">→ </span>
            <span class="unseen">What would make it work: </span>
            {isSaid ? rejected.message : trace.remedy}
          </span>
          {fix && (
            <button
              type="button"
              class="small"
              onClick={() =>
                lab.replace(fix.apply(lab.form.value), `${fix.label}: the cart is priced again.`)
              }
            >
              {fix.label}
            </button>
          )}
        </p>
      )}
    </li>
  )
}
