import type { Changed } from '../../state/console/changes.ts'
import { moneyText } from '../../state/money.ts'

/** Places by the names that they have in the form. */
const NAMES: Readonly<Record<string, string>> = {
  '/title': 'Title',
  '/campaign': 'Campaign',
  '/obtain': 'How buyers come to it',
  '/seller': 'Seller',
  '/claimFrom': 'Claimed from',
  '/claimUntil': 'Claimed until',
  '/validDays': 'Days from the claim',
  '/limits/uses': 'Uses in all',
  '/limits/perBuyer': 'For each buyer',
  '/limits/budget': 'Budget in money',
  '/offer/kind': 'Kind',
  '/offer/funder': 'Paid by',
  '/offer/code': 'Code',
  '/offer/currency': 'Currency',
  '/offer/benefit/off': 'Takes off',
  '/offer/benefit/percent': 'Percent',
  '/offer/benefit/cap': 'At most',
  '/offer/benefit/every': 'For every',
  '/offer/minimum/spend': 'Minimum spend',
  '/offer/minimum/quantity': 'Minimum pieces',
  '/offer/from': 'Used from',
  '/offer/until': 'Used until',
  '/starts': 'Starts',
  '/ends': 'Ends',
}

const MONEY = /\/(off|cap|every|spend|budget|spentAtLeast)$/

/** What was changed, place by place: what stood there struck, what stands there now beside it. */
export function Changes(props: {
  readonly changes: readonly Changed[]
  readonly currency: string
}) {
  const { changes, currency } = props
  if (changes.length === 0) return null
  return (
    <dl class="changes">
      {changes.map(({ pointer, before, after }) => (
        <div key={pointer}>
          <dt>{NAMES[pointer] ?? <code>{pointer}</code>}</dt>
          <dd>
            {before !== undefined && <del>{valueText(pointer, before, currency)}</del>}{' '}
            {after === undefined ? (
              <span class="soft">left out</span>
            ) : (
              <ins>{valueText(pointer, after, currency)}</ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function valueText(pointer: string, value: unknown, currency: string): string {
  if (MONEY.test(pointer) && Number.isSafeInteger(value)) {
    return `${moneyText(value as number, currency)} ${currency}`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
