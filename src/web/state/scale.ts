import type { Bar } from './waterfall.ts'

/** The stretch of amounts that a chart shows, and its round marks. */
export interface Scale {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

/**
 * Offers take a small part of most prices, so a scale from zero would press all of them against its
 * end. Where the amount never falls below half, the scale begins later, and the chart says so.
 */
export function scaleOf(bars: readonly Bar[]): Scale {
  const most = Math.max(1, ...bars.flatMap((bar) => [bar.from, bar.to]))
  const least = Math.min(...bars.filter((bar) => bar.tone !== 'list').map((bar) => bar.to))
  const step = stepOver(most - (least * 2 > most ? least : 0))
  // A step of room before the least amount, so that bars from zero are seen to be cut.
  const from = least * 2 > most ? Math.max(0, (Math.ceil(least / step) - 2) * step) : 0
  const ticks: number[] = []
  for (let tick = from; tick <= most; tick += step) ticks.push(tick)
  return { from, to: most, ticks }
}

/** 1, 2 or 5 times a power of ten, so that at most five steps cover a stretch. */
function stepOver(stretch: number): number {
  const rough = Math.max(1, stretch / 4)
  const power = 10 ** Math.floor(Math.log10(rough))
  return [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough
}

/** Where an amount stands on a scale, as an SVG length; amounts before its start stand at its start. */
export function placeOn(scale: Scale, amount: number): string {
  return `${percentOn(scale, amount)}%`
}

export function percentOn({ from, to }: Scale, amount: number): number {
  return Math.round(Math.max(0, (amount - from) / (to - from)) * 10_000) / 100
}
