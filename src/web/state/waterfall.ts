import type { Applied } from '../../core/pricing/document.ts'
import { offerOf, type Shown } from './lab.ts'
import { benefitWords, funderTone, offerName } from './words.ts'

/** One bar of the chart: from where to where the amount goes, in minor units. */
export interface Bar {
  readonly key: string
  readonly tone: 'list' | 'platform' | 'partner' | 'seller' | 'store' | 'added' | 'total'
  readonly label: string
  readonly note: string
  readonly from: number
  readonly to: number
  readonly applied: Applied | null
}

/** The bars from list to total: goods, what each offer took, shipping, its offers, added tax. */
export function waterfallOf(shown: Shown): Bar[] {
  const { totals, applied } = shown.quote
  const pieces = shown.input.lines.reduce((sum, line) => sum + (line.quantity ?? 1), 0)
  const bars: Bar[] = []
  let level = 0
  const add = (change: number, bar: Omit<Bar, 'from' | 'to'>) => {
    bars.push({ ...bar, from: level, to: level + change })
    level += change
  }
  add(totals.list, {
    key: 'list',
    tone: 'list',
    label: 'List price',
    note: pieces === 1 ? '1 piece' : `${pieces} pieces`,
    applied: null,
  })
  for (const one of applied) add(-sum(one.lines), offerBar(shown, one, 'off'))
  if (totals.shipping > 0) {
    add(totals.shipping, {
      key: 'shipping',
      tone: 'added',
      label: 'Shipping',
      note: '',
      applied: null,
    })
    for (const one of applied) add(-sum(one.shipping), offerBar(shown, one, 'ship'))
  }
  if (!shown.input.pricesIncludeTax && totals.tax > 0) {
    add(totals.tax, {
      key: 'tax',
      tone: 'added',
      label: 'Tax',
      note: 'on what is left',
      applied: null,
    })
  }
  const told = bars.filter((bar) => bar.applied === null || bar.from !== bar.to)
  return [
    ...told,
    { key: 'total', tone: 'total', label: 'To pay', note: '', from: 0, to: level, applied: null },
  ]
}

function offerBar(shown: Shown, applied: Applied, part: string): Omit<Bar, 'from' | 'to'> {
  const offer = offerOf(shown, applied.offer)
  return {
    key: `${part}:${applied.offer}`,
    tone: funderTone(offer?.funder ?? 'platform'),
    label: offer ? offerName(offer) : applied.offer,
    note: offer ? benefitWords(offer, shown.quote.currency) : '',
    applied,
  }
}

function sum(shares: Readonly<Record<string, number>>): number {
  return Object.values(shares).reduce((total, share) => total + share, 0)
}
