import type { Validity } from '../../../core/offers/validity.ts'
import type { Draft } from '../../state/console/draft.ts'
import { moveTo, pacific, whenText } from '../../state/when.ts'
import { ClauseLink } from '../clause.tsx'
import { NumberField } from '../fields.tsx'
import { InstantField } from './instant-field.tsx'

/** When it can be claimed and used; what is left out is filled in, and told. */
export function OfferValidity({ draft }: { readonly draft: Draft }) {
  const isClaimed = draft.draft.value.obtain !== 'automatic'
  return (
    <section class="panel" aria-labelledby="validity-title">
      <h2 id="validity-title">When</h2>
      <p class="soft">
        By the marketplace’s clock, Pacific time. Every “until” is the first moment after.
      </p>
      <div class="fields dates">
        {isClaimed && <InstantField path={['claimFrom']} label="Claimed from" optional />}
        {isClaimed && <InstantField path={['claimUntil']} label="Claimed until" optional />}
        <InstantField path={['offer', 'from']} label="Used from" optional />
        <InstantField path={['offer', 'until']} label="Used until" optional />
        {isClaimed && (
          <NumberField path={['validDays']} label="Days from the claim" hint="1 to 62" optional />
        )}
      </div>
      <Told draft={draft} />
    </section>
  )
}

/** The whole truth about its validity, in sentences, and what is unusual about it. */
function Told({ draft }: { readonly draft: Draft }) {
  const resolved = draft.resolved.value
  if (resolved === null) {
    return <p class="note">When it can be used is told here as soon as the form is in order.</p>
  }
  const isFilled = draft.draft.value.validDays === undefined && resolved.validity.validDays !== null
  return (
    <div class="note told" role="status">
      {sentences(resolved.validity).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {isFilled && (
        <p>
          The days are those of its kind <ClauseLink id="fg.valid" />, never more than two months{' '}
          <ClauseLink id="cp.2" />.
        </p>
      )}
      {resolved.doubts.map(({ doubt, clause }) => (
        <p key={doubt} class="doubt">
          {doubt} <ClauseLink id={clause} />
        </p>
      ))}
    </div>
  )
}

const when = (at: string) => whenText(moveTo(pacific, at))

function span(from: string | null, until: string | null): string {
  if (from !== null && until !== null) return `from ${when(from)} until ${when(until)}`
  if (from !== null) return `from ${when(from)}`
  return until === null ? 'at any time' : `until ${when(until)}`
}

function sentences(validity: Validity): string[] {
  const { claimFrom, claimUntil, usableFrom, usableUntil, validDays } = validity
  const isClaimed = claimFrom !== null || claimUntil !== null || validDays !== null
  return [
    ...(isClaimed ? [`Buyers can claim it ${span(claimFrom, claimUntil)}.`] : []),
    `It can be used ${span(usableFrom, usableUntil)}.`,
    ...(validDays === null
      ? []
      : [`Each one lasts ${validDays} ${validDays === 1 ? 'day' : 'days'} from its claim.`]),
  ]
}
