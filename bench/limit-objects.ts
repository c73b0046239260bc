import { flatten, inOrderOfAttempt, sellerOf } from './flat.ts'
import { type LimitRun, limitRun, limitTotal, REASONS } from './limit.ts'
import type { WorkloadDocument, WorkloadOffer } from './workload.ts'

/** The answer of the limit as plain objects, in the shape of the quote as far as it knows it. */
export interface PlainAnswer {
  readonly lines: { id: string; list: number; off: number; net: number; tax: number }[]
  readonly orders: { id: string; list: number; off: number; shipping: number; total: number }[]
  readonly applied: PlainApplied[]
  readonly rejected: { offer: string; kind: string; reason: string }[]
  readonly totals: { list: number; off: number; shipping: number; total: number; saved: number }
}

export interface PlainApplied {
  offer: string
  kind: string
  off: number
  lines: Record<string, number>
}

/** Names that the flat arrays have lost, in their order. */
interface Names {
  readonly document: WorkloadDocument
  readonly offers: readonly WorkloadOffer[]
  readonly sellers: readonly string[]
}

/** The limit for one document: run it for the total alone, or for the total as objects. */
export function limitFor(document: WorkloadDocument) {
  const run = limitRun(flatten(document))
  const { coupons, codes, freeShippings } = inOrderOfAttempt(document)
  const names: Names = {
    document,
    offers: [...coupons, ...codes, ...freeShippings],
    sellers: Object.keys(document.stores).map((store) => sellerOf(document, store)),
  }
  return {
    total: () => limitTotal(run),
    answer: (): PlainAnswer => {
      limitTotal(run)
      return asObjects(run, names)
    },
  }
}

function asObjects(run: LimitRun, names: Names): PlainAnswer {
  const lines = names.document.lines.map((line, at) => {
    const list = run.lineList[at] as number
    const net = run.net[at] as number
    return { id: line.id, list, off: list - net, net, tax: 0 }
  })
  const orders = ordersOf(run, names)
  const totals = { list: 0, off: 0, shipping: 0, total: run.total, saved: 0 }
  for (const order of orders) {
    totals.list += order.list
    totals.off += order.off
    totals.shipping += order.shipping
  }
  totals.saved = totals.list + totals.shipping - totals.total
  return { lines, orders, ...offersOf(run, names), totals }
}

function ordersOf(run: LimitRun, names: Names): PlainAnswer['orders'] {
  const { start, linesOf, net, fees } = run
  const free = run.applied > 0 && isFreeShipping(names, run.appliedOffer[run.applied - 1] as number)
  return names.sellers.map((seller, span) => {
    const list = run.sellerList[span] as number
    const shipping = fees[span] as number
    let left = 0
    for (let at = start[span] as number; at < (start[span + 1] as number); at++) {
      left += net[linesOf[at] as number] as number
    }
    const total = left + (free ? 0 : shipping)
    return { id: `${seller}/standard`, list, off: list - left, shipping, total }
  })
}

function offersOf(run: LimitRun, names: Names): Pick<PlainAnswer, 'applied' | 'rejected'> {
  const { offers, document } = names
  const rejected: PlainAnswer['rejected'] = []
  for (let at = 0; at < offers.length; at++) {
    const offer = offers[at] as WorkloadOffer
    const reason = REASONS[run.reason[at] as number] as string
    if (reason !== 'applied') rejected.push({ offer: offer.id, kind: offer.kind, reason })
  }
  const applied: PlainApplied[] = []
  let read = 0
  for (let at = 0; at < run.applied; at++) {
    const offer = offers[run.appliedOffer[at] as number] as WorkloadOffer
    const lines: Record<string, number> = {}
    applied.push({ offer: offer.id, kind: offer.kind, off: run.appliedOff[at] as number, lines })
    if (offer.kind === 'free-shipping') continue
    const span = run.appliedSpan[at] as number
    for (let of = run.start[span] as number; of < (run.start[span + 1] as number); of++) {
      const share = run.shares[read++] as number
      const line = document.lines[run.linesOf[of] as number] as { readonly id: string }
      if (share > 0) lines[line.id] = share
    }
  }
  return { applied, rejected }
}

function isFreeShipping(names: Names, offer: number): boolean {
  return names.offers[offer]?.kind === 'free-shipping'
}
