import { dayLabel } from '../../../core/tracker/chart/ticks.ts'
import type { ChangePoint } from '../../../core/tracker/history/point.ts'
import { CONDITIONS } from '../../../core/tracker/observation.ts'
import { moneyText, offText } from '../../state/money.ts'
import { layerName } from '../../state/tracker/layers.ts'
import { priceText } from '../../state/tracker/words.ts'

/** A point of the past in a sentence. */
export function pointWords(point: ChangePoint | null, currency: string): string {
  if (point === null) return 'Not observed'
  const total = point.stock === 'out' ? 'sold out' : priceText(point.total, currency)
  return `${spanWords(point)}: ${total}`
}

function spanWords({ from, seen }: ChangePoint): string {
  const [first, last] = [dayLabel(from), dayLabel(seen)]
  return first === last ? first : `${first} to ${last}`
}

/** The receipt of the price that is pointed at; of the last one where none is. */
export function PointReadout(props: {
  readonly point: ChangePoint | null
  readonly currency: string
}) {
  const { point, currency } = props
  if (point === null) return <p class="point" />
  const off = point.counted.filter(({ kind }) => kind !== 'sku-sale')
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <dl class="point">
      <div>
        <dt>{spanWords(point)}</dt>
        <dd>{point.stock === 'out' ? 'sold out' : <b>{priceText(point.total, currency)}</b>}</dd>
      </div>
      {point.list !== point.sale && <Part name="List" says={money(point.list)} />}
      <Part name="Sale" says={money(point.sale)} />
      {off.map(({ kind, offer, amount }) => (
        <Part key={offer ?? kind} name={layerName({ kind })} says={offText(amount, currency)} />
      ))}
      {point.shipping > 0 && <Part name="Shipping" says={`+${money(point.shipping)}`} />}
      {point.tax > 0 && <Part name="Tax" says={`+${money(point.tax)}`} />}
      {point.conditions.map((condition) => (
        <Part key={condition} name="Only" says={CONDITIONS[condition]} />
      ))}
    </dl>
  )
}

function Part({ name, says }: { readonly name: string; readonly says: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{says}</dd>
    </div>
  )
}
