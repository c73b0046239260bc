import type { LogisticsStatus } from '../orders/logistics.ts'
import type { OrderStep } from '../orders/order-step.ts'
import type { Life } from './life.ts'
import { plan, type Stage } from './stage.ts'
import { REPORTS, WAYS, type Way, WRONG_ENDS } from './ways.ts'

const byMethod = new Map<string, Way>(WAYS.map((way) => [way.method, way]))

const DAY_MS = 86_400_000

/** What the carrier of an order plans once it is shipped: reports on its way, and where that ends. */
export function carrierAfter(stage: Stage, life: Life, { from, to }: OrderStep): void {
  if (from === to || to !== 'awaiting-delivery') return
  const { random, order } = life
  const way = byMethod.get(order.method) as Way
  const arrives = random.within([way.days[0] * 24, way.days[1] * 24]) * 3_600_000
  if (random.chance(way.lostPercent)) {
    const until = random.within([1, REPORTS.length - 1])
    for (const { status, percent } of REPORTS.slice(0, until)) {
      reportLater(stage, life, status, (arrives * percent) / 100)
    }
    reportLater(stage, life, random.pick(WRONG_ENDS), arrives + DAY_MS)
    return
  }
  for (const { status, percent } of REPORTS) {
    reportLater(stage, life, status, (arrives * percent) / 100)
  }
}

function reportLater(stage: Stage, life: Life, status: LogisticsStatus, delayMs: number): void {
  const at = stage.now + Math.floor(delayMs)
  plan(stage, life, { at, state: 'awaiting-delivery' }, () => {
    stage.act(life, { event: 'logistics', by: 'carrier', status })
  })
}
