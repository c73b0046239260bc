import {
  gainPath,
  gainsOf,
  type LadderReading,
  type LadderSteps,
  type Placing,
  partsText,
  readLadder,
  shortMoney,
  spansOf,
  stepPath,
  ticksTo,
} from '../src/web/state/ladders.ts'
import { moneyText } from '../src/web/state/money.ts'

const WIDTH = 860
const HEIGHT = 362
/** The plot inside the drawing. */
const PLOT = { left: 52, right: 20, top: 78, bottom: 58 }

/** The page's colours, light and dark; a reader of a page that shows a picture chooses neither. */
const STYLE = `
    :root { --panel: #f6f9f8; --ink: #12201f; --soft: #4a5c5a; --rule: #ccd7d4; --green: #0a6b58; --wash: #c3dcd6; }
    @media (prefers-color-scheme: dark) {
      :root { --panel: #141d1c; --ink: #e7f0ee; --soft: #9fb3b0; --rule: #2b3a38; --green: #55c9ab; --wash: #22433c; }
    }
    text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: var(--soft); }
    .name { font-size: 16px; font-weight: 650; fill: var(--ink); }
    .panel { fill: var(--panel); stroke: var(--rule); }
    .grid { stroke: var(--rule); fill: none; }
    .gain { fill: var(--wash); }
    .single { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
    .split { fill: none; stroke: var(--green); stroke-width: 2.25; }
    .gap { stroke: var(--green); stroke-width: 3.5; }
    .dot { fill: var(--green); stroke: var(--panel); stroke-width: 1.5; }
    .ring { fill: var(--panel); stroke: var(--ink); stroke-width: 1.75; }
    .said { font-weight: 600; fill: var(--green); paint-order: stroke; stroke: var(--panel); stroke-width: 4px; }`

/** What a chart is of: ladders of the same numbers share one. */
export interface Chart {
  readonly title: string
  /** What the amounts are in: "USD or EUR". */
  readonly currencies: string
  readonly ladder: LadderSteps
  /** A total to point out, beside the largest gain. */
  readonly told: number | null
}

/** What one code and the best split save at each cart total, as a picture that stands alone. */
export function drawLadder(chart: Chart): string {
  const { title, ladder, told } = chart
  const spans = spansOf(ladder)
  const offMax = Math.max(...spans.map(({ splitOff }) => splitOff)) * 1.08
  const placing = placingOf(ladder.totalMax, offMax)
  const { most } = gainsOf(ladder)
  const totals = [told, most?.total ?? null].filter((total) => total !== null)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title desc">
  <title id="title">When splitting pays: ${escaped(title)}</title>
  <desc id="desc">${escaped(described(ladder))}</desc>
  <style>${STYLE}
  </style>
  <rect class="panel" x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="4"/>
${heading(chart)}
${grid(ladder, offMax, placing)}
  <path class="gain" d="${gainPath(spans, placing)}"/>
  <path class="single" d="${stepPath(spans, 'singleOff', placing)}"/>
  <path class="split" d="${stepPath(spans, 'splitOff', placing)}"/>
${totals.map((total) => marked(ladder, readLadder(ladder, total), placing)).join('\n')}
</svg>
`
}

function placingOf(totalMax: number, offMax: number): Placing {
  const width = WIDTH - PLOT.left - PLOT.right
  const height = HEIGHT - PLOT.top - PLOT.bottom
  return {
    x: (total) => tenth(PLOT.left + (total / totalMax) * width),
    y: (off) => tenth(PLOT.top + (1 - off / offMax) * height),
  }
}

function tenth(place: number): number {
  return Math.round(place * 10) / 10
}

function described(ladder: LadderSteps): string {
  const { first, most } = gainsOf(ladder)
  if (!first || !most) return 'At none of the totals shown does splitting save more than one code.'
  const money = (minor: number) => `${moneyText(minor, ladder.currency)} ${ladder.currency}`
  return `Splitting saves more than one code from a cart of ${money(first.total)} on, and most at ${money(most.total)}: ${money(most.splitOff)} instead of ${money(most.singleOff)}.`
}

function heading({ title, currencies }: Chart): string {
  const y = 50
  return `  <text class="name" x="16" y="27">${escaped(title)}</text>
  <path class="split" d="M16 ${y - 4}h22"/><text x="44" y="${y}">best split</text>
  <path class="single" d="M116 ${y - 4}h22"/><text x="144" y="${y}">best single code</text>
  <path class="gain" d="M252 ${y - 10}h22v12h-22z"/><text x="280" y="${y}">what splitting saves on top</text>
  <text x="${WIDTH - PLOT.right}" y="${y}" text-anchor="end">saving by cart total, in ${currencies}</text>
  <text x="${WIDTH - PLOT.right}" y="${HEIGHT - 14}" text-anchor="end">At most this much: the cart can be divided anywhere, one code a checkout, each code once, no extra shipping, no other offer.</text>`
}

function grid({ currency, totalMax }: LadderSteps, offMax: number, { x, y }: Placing): string {
  const across = ticksTo(offMax, 5).map(
    (off) =>
      `  <path class="grid" d="M${x(0)} ${y(off)}H${x(totalMax)}"/><text x="${PLOT.left - 8}" y="${y(off) + 4}" text-anchor="end">${shortMoney(off, currency)}</text>`,
  )
  const down = ticksTo(totalMax, 7).map(
    (total) =>
      `  <path class="grid" d="M${x(total)} ${PLOT.top}V${y(0)}"/><text x="${x(total)}" y="${y(0) + 18}" text-anchor="middle">${shortMoney(total, currency)}</text>`,
  )
  return [...across, ...down].join('\n')
}

/** Words stand to the left above the lines: those rise to the right. */
function marked(
  { currency, totalMax }: LadderSteps,
  { total, single, split, singleOff, splitOff }: LadderReading,
  { x, y }: Placing,
): string {
  if (!single) return ''
  const isEarly = total < totalMax * 0.3
  const place = isEarly
    ? `x="${x(0) + 12}" y="${tenth(y(splitOff) - 34)}"`
    : `x="${tenth(x(total) - 10)}" y="${tenth(y(splitOff) - 8)}" text-anchor="end"`
  const money = (minor: number) => shortMoney(minor, currency)
  const said = `${money(total)}: ${money(singleOff)} → ${money(splitOff)}, as ${partsText(split, currency)}`
  return `  <path class="gap" d="M${x(total)} ${y(singleOff)}V${y(splitOff)}"/>
  <circle class="ring" cx="${x(total)}" cy="${y(singleOff)}" r="4"/><circle class="dot" cx="${x(total)}" cy="${y(splitOff)}" r="4.5"/>
  <text class="said" ${place}>${said}</text>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
