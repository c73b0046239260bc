import { useLab } from '../state/context.ts'
import { priceWithoutOffers } from '../state/lab.ts'
import { moneyText, shareText } from '../state/money.ts'
import { faultCount } from './faults.tsx'

/** The total and the saving, always in sight: above the receipt, on a phone at the bottom. */
export function Readout() {
  const lab = useLab()
  const { totals, currency } = lab.shown.value.quote
  const stale = lab.stale.value
  const before = priceWithoutOffers(lab.shown.value.quote)
  const share = before === 0 ? 0 : Math.max(0, totals.saved / before)
  return (
    <a class="readout" href={stale ? '#faults' : '#receipt'} data-stale={stale}>
      <span class="reading">
        <span>To pay</span>
        <b>{moneyText(lab.stage.total.value ?? totals.total, currency)}</b> {currency}
      </span>
      {stale ? (
        <span class="saving">{faultCount(lab.faults.value.length)}</span>
      ) : (
        <span class="saving">
          Saved <b>{moneyText(totals.saved, currency)}</b> ({shareText(totals.saved, before)})
        </span>
      )}
      <svg class="gauge" height="12" aria-hidden="true">
        <rect class="track" x="0" y="4" width="100%" height="4" />
        <rect class="level" x="0" y="4" width={`${share * 100}%`} height="4" />
        {[0, 25, 50, 75, 100].map((mark) => (
          <line key={mark} class="mark" x1={`${mark}%`} x2={`${mark}%`} y1="0" y2="12" />
        ))}
      </svg>
    </a>
  )
}
