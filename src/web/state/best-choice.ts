import { isRefused } from '../../core/base/faults.ts'
import { decimalText } from '../../core/base/iso4217.ts'
import { type Best, best } from '../../core/pricing/best.ts'
import type { Lab } from './lab.ts'

/** Steps before the page answers: some tenths of a second, in which it cannot react. */
const STEPS_MAX = 100_000_000

/** Ticks the offers of the cheapest choice among all that are at hand, and says what that gains. */
export function tickBest(lab: Lab): void {
  const input = lab.form.value
  const found = best({ ...input, choose: 'all' }, { stepsMax: STEPS_MAX })
  if (isRefused(found)) {
    lab.notice.value = 'The best choice can be found once the cart is mended.'
    return
  }
  const gain = lab.shown.value.quote.totals.total - found.total
  lab.replace({ ...input, choose: found.chosen }, sentence(found, gain))
}

function sentence({ chosen, proved, bound, quote }: Best, gain: number): string {
  const money = (minor: number): string => `${decimalText(minor, quote.currency)} ${quote.currency}`
  const count = chosen.length === 1 ? 'one offer' : `${chosen.length} offers`
  const uses = `The best choice uses ${chosen.length === 0 ? 'no offer' : count}`
  const gains = gain > 0 ? `, ${money(gain)} less to pay than before` : ''
  const proof = proved
    ? 'No choice is cheaper.'
    : `It is proved that none comes below ${money(bound)}.`
  return `${uses}${gains}. ${proof}`
}
