import { useRef } from 'preact/hooks'
import { useLab } from '../state/context.ts'
import type { Lab } from '../state/lab.ts'
import { moneyText } from '../state/money.ts'
import { percentOn, placeOn, type Scale, scaleOf } from '../state/scale.ts'
import { type Bar, waterfallOf } from '../state/waterfall.ts'
import { AppliedDetail } from './applied-detail.tsx'
import { Capped } from './capped.tsx'
import { useMoves } from './moves.ts'
import { WaterfallTable } from './waterfall-table.tsx'

/** The way from list price to total, one bar a step; the bar of an offer opens to its figures. */
export function Waterfall() {
  const lab = useLab()
  const shown = lab.shown.value
  const { currency } = shown.quote
  const bars = waterfallOf(shown)
  const scale = scaleOf(bars)
  const list = useRef<HTMLOListElement>(null)
  useMoves(list, shown.quote)
  return (
    <section class="panel waterfall" aria-labelledby="waterfall-title" data-stale={lab.stale.value}>
      <div class="panel-head">
        <h2 id="waterfall-title">From list to total</h2>
        {scale.from > 0 && (
          <p class="soft">The scale begins at {moneyText(scale.from, currency)}</p>
        )}
      </div>
      <Marks scale={scale} currency={currency} />
      <ol ref={list}>
        <Capped rows={bars.slice(0, -1)}>
          {(bar) => (
            <li key={bar.key} data-row={bar.key}>
              <BarPart bar={bar} scale={scale} lab={lab} />
            </li>
          )}
        </Capped>
        {bars.slice(-1).map((bar) => (
          <li key={bar.key} data-row={bar.key}>
            <BarPart bar={bar} scale={scale} lab={lab} />
          </li>
        ))}
      </ol>
      <WaterfallTable bars={bars} currency={currency} />
    </section>
  )
}

function BarPart(props: { readonly bar: Bar; readonly scale: Scale; readonly lab: Lab }) {
  const { bar, scale, lab } = props
  const row = <BarRow bar={bar} scale={scale} currency={lab.shown.value.quote.currency} />
  if (bar.applied === null) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a bar without details is read by keyboard too
      <div class="plain" tabIndex={0}>
        {row}
      </div>
    )
  }
  const point = (on: boolean) => {
    lab.pointed.value = on ? (bar.applied?.offer ?? null) : null
  }
  return (
    <details>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary takes focus and keys by itself */}
      <summary
        onMouseEnter={() => point(true)}
        onMouseLeave={() => point(false)}
        onFocus={() => point(true)}
        onBlur={() => point(false)}
      >
        {row}
      </summary>
      <AppliedDetail applied={bar.applied} />
    </details>
  )
}

/** The marks of the scale, above the bars and of their width. */
function Marks({ scale, currency }: { readonly scale: Scale; readonly currency: string }) {
  return (
    <svg class="scale" height="16" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={placeOn(scale, tick)} x2={placeOn(scale, tick)} y1="11" y2="16" />
          {/* Where the scale begins is said in words above. */}
          {tick > scale.from || tick === 0 ? (
            <text x={placeOn(scale, tick)} y="8" text-anchor={anchorOf(percentOn(scale, tick))}>
              {moneyText(tick, currency).replace(/\.0+$/, '')}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  )
}

/** The marks at both ends keep their words inside the chart. */
function anchorOf(percent: number): 'start' | 'middle' | 'end' {
  if (percent < 4) return 'start'
  return percent > 94 ? 'end' : 'middle'
}

function BarRow(props: { readonly bar: Bar; readonly scale: Scale; readonly currency: string }) {
  const { bar, scale, currency } = props
  return (
    <span class="bar-row">
      <span class="bar-label">
        <b>{bar.label}</b> {bar.note && <small>{bar.note}</small>}
        {bar.applied?.narrowed && <span class="flag">narrowed</span>}
        {bar.applied?.provisional && <span class="flag warn">provisional</span>}
      </span>
      <BarShape bar={bar} scale={scale} />
      <span class="amount">
        {bar.tone === 'added' && '+'}
        {moneyText(bar.to - bar.from, currency)}
      </span>
      {bar.tone !== 'total' && <span class="unseen">, {moneyText(bar.to, currency)} so far</span>}
    </span>
  )
}

function BarShape({ bar, scale }: { readonly bar: Bar; readonly scale: Scale }) {
  const [low, high] = [Math.min(bar.from, bar.to), Math.max(bar.from, bar.to)]
  const width = percentOn(scale, high) - percentOn(scale, low)
  const isCut = low === 0 && scale.from > 0
  return (
    <svg class="bar" height="22" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          class="grid"
          x1={placeOn(scale, tick)}
          x2={placeOn(scale, tick)}
          y1="0"
          y2="22"
        />
      ))}
      <line class="level" x1={placeOn(scale, bar.to)} x2={placeOn(scale, bar.to)} y1="3" y2="22" />
      <rect
        class={`fill ${bar.tone}`}
        x={placeOn(scale, low)}
        y="3"
        width={`${width}%`}
        height="16"
      />
      {isCut && <path class="cut" d="M8 1l4 5-4 5 4 5-4 5h5l4-5-4-5 4-5-4-5z" />}
    </svg>
  )
}
