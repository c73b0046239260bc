import { useMemo } from 'preact/hooks'
import {
  gainPath,
  type LadderReading,
  type LadderSteps,
  shortMoney,
  spansOf,
  stepPath,
  ticksTo,
  unitOf,
} from '../state/ladders.ts'
import { moneyText } from '../state/money.ts'

interface ChartProps {
  readonly ladder: LadderSteps
  readonly reading: LadderReading
  readonly onRead: (total: number) => void
}

/** Where amounts stand, in percent of the drawing; its top has room for the highest mark. */
interface Percents {
  readonly x: (total: number) => string
  readonly y: (off: number) => string
  readonly offMax: number
}

function percentsOf(ladder: LadderSteps): Percents {
  const offMax = Math.max(1, ...spansOf(ladder).map(({ splitOff }) => splitOff)) * 1.06
  return {
    x: (total) => `${round((total / ladder.totalMax) * 100)}%`,
    y: (off) => `${round((1 - off / offMax) * 100)}%`,
    offMax,
  }
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100
}

/** Saving over cart total: one code, the best split, and between them what splitting saves. */
export function LadderChart({ ladder, reading, onRead }: ChartProps) {
  const percents = useMemo(() => percentsOf(ladder), [ladder])
  const backdrop = useMemo(
    () => <Backdrop ladder={ladder} percents={percents} />,
    [ladder, percents],
  )
  const unit = unitOf(ladder.currency)
  const point = (event: PointerEvent & { readonly currentTarget: Element }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - left) / width
    onRead(Math.round((share * ladder.totalMax) / unit) * unit)
  }
  return (
    <figure class="ladder-chart">
      <figcaption>
        <span class="key split">Best split</span>
        <span class="key single">Best single code</span>
        <span class="key gain">What splitting saves on top</span>
        <span class="soft">saving by cart total, in {ladder.currency}</span>
      </figcaption>
      {/* The slider below reads the same chart by keyboard. */}
      <div class="ladder-plot" onPointerMove={point} onPointerDown={point}>
        {backdrop}
        <Reading reading={reading} ladder={ladder} percents={percents} />
      </div>
      <Checkouts reading={reading} ladder={ladder} percents={percents} />
    </figure>
  )
}

/** All that does not move: marks, lines and area. The lines are stretched to the width as it is. */
function Backdrop(props: { readonly ladder: LadderSteps; readonly percents: Percents }) {
  const { ladder, percents } = props
  const { currency, totalMax } = ladder
  const spans = spansOf(ladder)
  const height = Math.ceil(percents.offMax)
  const placing = { x: (total: number) => total, y: (off: number) => height - off }
  return (
    <svg class="ladder-backdrop" width="100%" height="100%" aria-hidden="true">
      {ticksTo(percents.offMax, 5).map((off) => (
        <g key={off}>
          <line x1="0" x2="100%" y1={percents.y(off)} y2={percents.y(off)} />
          <text class="off" x="-6" y={percents.y(off)}>
            {shortMoney(off, currency)}
          </text>
        </g>
      ))}
      {ticksTo(totalMax, 7).map((total) => (
        <g key={total}>
          <line x1={percents.x(total)} x2={percents.x(total)} y1="0" y2="100%" />
          <text class="total" x={percents.x(total)} y="100%" dy="14">
            {shortMoney(total, currency)}
          </text>
        </g>
      ))}
      <svg viewBox={`0 0 ${totalMax} ${height}`} preserveAspectRatio="none">
        <title>{`What one code and the best split save, ${ladder.name}`}</title>
        <path class="gain" d={gainPath(spans, placing)} />
        <path class="single" d={stepPath(spans, 'singleOff', placing)} />
        <path class="split" d={stepPath(spans, 'splitOff', placing)} />
      </svg>
    </svg>
  )
}

interface MarkProps {
  readonly ladder: LadderSteps
  readonly reading: LadderReading
  readonly percents: Percents
}

/** The total that is read: where it meets both lines, and how far these are apart. */
function Reading({ ladder, reading, percents }: MarkProps) {
  const x = percents.x(reading.total)
  const [low, high] = [percents.y(reading.singleOff), percents.y(reading.splitOff)]
  // Lines rise to the right, so there is room for words to the left above them.
  const isEarly = reading.total < ladder.totalMax * 0.15
  return (
    <svg class="ladder-mark" width="100%" height="100%" aria-hidden="true">
      <line class="plumb" x1={x} x2={x} y1="0" y2="100%" />
      <line class="gap" x1={x} x2={x} y1={low} y2={high} />
      <circle class="single" cx={x} cy={low} r="4.5" />
      {reading.gain > 0 && (
        <>
          <circle class="split" cx={x} cy={high} r="5" />
          <text
            x={x}
            y={high}
            dx={isEarly ? 0 : -10}
            dy={isEarly ? -14 : -8}
            text-anchor={isEarly ? 'middle' : 'end'}
          >
            +{moneyText(reading.gain, ladder.currency)}
          </text>
        </>
      )}
    </svg>
  )
}

/** The cart laid along the same scale, cut into the checkouts of its best split. */
function Checkouts({ ladder, reading, percents }: MarkProps) {
  let from = 0
  const parts = reading.split.map(({ code, minimum }) => {
    const part = { code, minimum, from }
    from += minimum
    return part
  })
  return (
    <svg class="ladder-checkouts" width="100%" height="26" aria-hidden="true">
      <rect class="ground" width="100%" height="26" />
      {parts.map((part) => (
        <g key={part.code}>
          <rect
            class="part"
            x={percents.x(part.from)}
            width={percents.x(part.minimum)}
            height="26"
            rx="3"
          />
          <PartLabel
            text={shortMoney(part.minimum, ladder.currency)}
            x={percents.x(part.from + part.minimum / 2)}
            share={part.minimum / ladder.totalMax}
          />
        </g>
      ))}
      <rect class="rest" x={percents.x(from)} width={percents.x(reading.rest)} y="11" height="4" />
    </svg>
  )
}

/** The amount inside a part, if it fits there: on every chart, or only on wide ones. */
function PartLabel(props: { readonly text: string; readonly x: string; readonly share: number }) {
  const shareOfLetter = props.share / props.text.length
  if (shareOfLetter < 0.012) return null
  return (
    <text class={shareOfLetter < 0.045 ? 'tight' : undefined} x={props.x} y="17">
      {props.text}
    </text>
  )
}
