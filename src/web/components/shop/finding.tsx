import { moneyText } from '../../state/money.ts'
import type { Finding } from '../../state/shop/words.ts'
import { ClauseLink } from '../clause.tsx'

/** What a coupon would do to the cart: the real figure, what is missing, or why it cannot. */
export function FindingNote(props: { readonly finding: Finding; readonly currency: string }) {
  const { finding, currency } = props
  if (finding.outcome === 'barred') {
    const { why, instead } = finding
    return (
      <p class="finding" data-outcome="barred">
        {why.message} {why.remedy} <ClauseLink id={why.clause} />
        {instead && instead.gain < 0 && (
          <> In their place it would cost {moneyText(-instead.gain, currency)} more.</>
        )}
      </p>
    )
  }
  if (finding.outcome === 'applied') {
    const { without, with: total, gain, off } = finding.effect
    return <Saving sums={{ total, without, gain, off }} currency={currency} />
  }
  const { total, gain, off, needs } = finding
  // To claim it is what the button beside it is for.
  const missing = needs.filter(({ need }) => need !== 'claim' && need !== 'exchange')
  if (missing.length === 0) {
    return <Saving sums={{ total, without: total + gain, gain, off }} currency={currency} />
  }
  return (
    <p class="finding" data-outcome="within-reach">
      <b>{moneyText(off, currency)} off is within reach.</b>{' '}
      {missing.map(({ message }) => message).join(' ')}
    </p>
  )
}

interface Sums {
  readonly total: number
  readonly without: number
  readonly gain: number
  readonly off: number
}

/** What the cart comes to with it: the difference of two quotes, not the headline (fg.banner). */
function Saving({ sums, currency }: { readonly sums: Sums; readonly currency: string }) {
  const { total, without, gain, off } = sums
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <p class="finding" data-outcome={gain > 0 ? 'applied' : 'barred'}>
      {gain > 0 && <b>Saves {money(gain)} on your cart</b>}
      {gain === 0 && 'Saves nothing on your cart'}
      {gain < 0 && `Costs ${money(-gain)} more on your cart`}: {money(total)} {currency} instead of{' '}
      {money(without)}.{off > gain && ` It takes ${money(off)} off, in place of another offer.`}
    </p>
  )
}
