import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { chartSvg } from '../../../core/tracker/chart.ts'
import { chartTable } from '../../../core/tracker/chart-table.ts'
import type { ChangePoint, History } from '../../../core/tracker/history/point.ts'
import { useMarket } from '../../state/market/market.ts'
import type { HistoryAnswer } from '../../state/tracker/documents.ts'
import { historyOf, type Window, windowOf } from '../../state/tracker/past.ts'
import { LINE_NAMES, type LineName, linesOf, plotRows } from '../../state/tracker/plot-rows.ts'
import { PointReadout, pointWords } from './point-readout.tsx'
import type { Plot } from './price-plot.ts'

const LINE_WORDS: Readonly<Record<LineName, string>> = {
  total: 'With public coupons',
  sale: 'Sale price',
  list: 'List price',
}

/** Drawn twice, for text keeps its size: for wide pages and for phones. */
const SIZES = [
  { name: 'wide', width: 820, height: 300 },
  { name: 'narrow', width: 340, height: 250 },
] as const

/** The past of a price: drawn by the server, then answering to a pointer and to the keyboard. */
export function PriceChart(props: {
  readonly past: HistoryAnswer
  readonly title: string
  readonly target: number | null
}) {
  const { past, title, target } = props
  const { currency } = past.key
  const history = useMemo(() => historyOf(past), [past])
  const [lines, setLines] = useState(() => linesOf(history))
  const [point, setPoint] = useState<ChangePoint | null>(null)
  const seen = windowOf(history)
  if (seen === null || history.points.length === 0) {
    return <p class="note">No price is known yet: the chart begins with the first one.</p>
  }
  const toggle = (name: LineName) => setLines(toggled(lines, name))
  return (
    <>
      <LineChips lines={lines} onToggle={toggle} />
      <Drawing {...{ history, title, currency, target, lines, seen }} onPoint={setPoint} />
      <PointReadout point={point ?? history.points.at(-1) ?? null} currency={currency} />
      <details class="price-rows">
        <summary>The same as a table</summary>
        <section
          class="scroll"
          aria-label="Prices, as a table"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the arrow keys
          tabIndex={0}
          // The table is made of escaped texts only.
          dangerouslySetInnerHTML={{
            __html: chartTable(history, { currency, caption: title, rows: 60 }),
          }}
        />
      </details>
    </>
  )
}

function toggled(lines: ReadonlySet<LineName>, name: LineName): ReadonlySet<LineName> {
  const next = new Set(lines)
  if (!next.delete(name)) next.add(name)
  return next
}

/** Which lines of the receipt are drawn. */
function LineChips(props: {
  readonly lines: ReadonlySet<LineName>
  readonly onToggle: (name: LineName) => void
}) {
  const { isHere } = useMarket().clock
  return (
    <fieldset class="chips line-chips">
      <legend class="unseen">Lines of the chart</legend>
      {[...LINE_NAMES].reverse().map((name) => (
        <label key={name} class="chip" data-line={name}>
          <input
            type="checkbox"
            disabled={!isHere.value}
            checked={props.lines.has(name)}
            onChange={() => props.onToggle(name)}
          />
          <span>{LINE_WORDS[name]}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface Drawn {
  readonly history: History
  readonly title: string
  readonly currency: string
  readonly target: number | null
  readonly lines: ReadonlySet<LineName>
  readonly seen: Window
  readonly onPoint: (point: ChangePoint | null) => void
}

/** The chart that answers, and the point of each of its rows. */
interface Standing {
  readonly plot: Plot
  readonly points: readonly (ChangePoint | null)[]
}

function Drawing(drawn: Drawn) {
  const { history, title, currency, target, lines, seen, onPoint } = drawn
  const box = useRef<HTMLDivElement>(null)
  const [standing, setStanding] = useState<Standing | null>(null)
  const svgs = useMemo(
    () =>
      SIZES.map(({ name, ...size }) => {
        const options = { currency, title, target, ...seen, ...size, id: `past-${name}` }
        return { name, svg: chartSvg(history, options) }
      }),
    [history, currency, title, target, seen.from, seen.until],
  )
  useEffect(() => {
    const { current } = box
    let isGone = false
    let made: Plot | null = null
    const begin = async () => {
      const { drawPlot } = await import('./price-plot.ts')
      if (isGone || current === null) return
      const rows = plotRows(history)
      made = drawPlot(current, { rows, currency, seen, onPoint }, { target, lines })
      setStanding({ plot: made, points: rows.points })
    }
    // Without it the drawn one stays, which shows the same.
    begin().catch(() => {})
    return () => {
      isGone = true
      made?.destroy()
      setStanding(null)
    }
  }, [history, currency])
  useEffect(() => standing?.plot.show({ target, lines }), [standing, target, lines])
  const hidden = LINE_NAMES.filter((name) => !lines.has(name)).join(' ')
  return (
    <figure class="past" data-plotted={standing !== null} data-hides={hidden}>
      {svgs.map(({ name, svg }) => (
        <div key={name} class={`past-${name}`} dangerouslySetInnerHTML={{ __html: svg }} />
      ))}
      <div class="past-plot" ref={box} aria-hidden="true" />
      {standing && (
        <Walk rows={standing.points} currency={currency} onRow={standing.plot.pointAt} />
      )}
    </figure>
  )
}

/** The way through the prices for the keyboard, and for a thumb. */
function Walk(props: {
  readonly rows: readonly (ChangePoint | null)[]
  readonly currency: string
  readonly onRow: (row: number) => void
}) {
  const { rows, currency, onRow } = props
  const [row, setRow] = useState(rows.length - 1)
  const point = rows[row] ?? null
  return (
    <label class="walk">
      <span class="unseen">Walk through the prices</span>
      <input
        type="range"
        min={0}
        max={rows.length - 1}
        value={row}
        aria-valuetext={pointWords(point, currency)}
        onInput={(event) => {
          const next = Number(event.currentTarget.value)
          setRow(next)
          onRow(next)
        }}
      />
    </label>
  )
}
