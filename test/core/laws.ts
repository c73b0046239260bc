import { clauseById } from '../../src/core/base/clauses.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { isRefused, type Quote, quote } from '../../src/tessera.ts'

/**
 * The laws that every quote keeps, whatever the cart (pricing §5.8 to §6), each broken one as a
 * sentence: shares sum to the off, no line falls below zero, sums sum, and what was saved is exact.
 */
export function brokenLaws(input: Input, answer: Quote): string[] {
  return [
    ...linesBroken(input, answer),
    ...ordersBroken(input, answer),
    ...appliedBroken(input, answer),
    ...rejectedBroken(input, answer),
    ...totalsBroken(input, answer),
  ]
}

/** One law: the sentence, where it does not hold. */
function law(holds: boolean, sentence: string): string[] {
  return holds ? [] : [sentence]
}

export function sumOf(parts: Iterable<number>): number {
  let sum = 0
  for (const part of parts) sum += part
  return sum
}

/** The value of a key of its own: an id may be called "__proto__". */
export function own(record: Readonly<Record<string, number>>, key: string): number {
  return Object.hasOwn(record, key) ? (record[key] as number) : 0
}

function linesBroken(input: Input, { lines, applied }: Quote): string[] {
  return lines.flatMap((line, at) => {
    const row = input.lines[at] as Input['lines'][number]
    const shares = sumOf(applied.map((one) => own(one.lines, line.id)))
    return [
      ...law(line.id === row.id, `line ${at} is ${row.id}`),
      ...law(line.list === row.unitPrice * (row.quantity ?? 1), `list of ${line.id} is exact`),
      ...law(line.off === shares, `off of ${line.id} is the sum of its shares`),
      ...law(line.net === line.list - line.off, `net of ${line.id} is its list less its off`),
      ...law(line.net >= 0 && line.off >= 0 && line.tax >= 0, `${line.id} is never below zero`),
    ]
  })
}

function orderOf(input: Input, at: number): string {
  const row = input.lines[at] as Input['lines'][number]
  const store = Object.hasOwn(input.stores, row.store) ? input.stores[row.store] : undefined
  return `${store?.seller}/${row.method ?? 'standard'}`
}

function ordersBroken(input: Input, { lines, orders, applied }: Quote): string[] {
  return orders.flatMap((order) => {
    const mine = lines.filter((_, at) => orderOf(input, at) === order.id)
    const paid = sumOf(applied.map((one) => own(one.shipping, order.id)))
    const added = input.pricesIncludeTax ? 0 : order.tax
    const sums =
      order.list === sumOf(mine.map((line) => line.list)) &&
      order.off === sumOf(mine.map((line) => line.off)) &&
      order.tax === sumOf(mine.map((line) => line.tax))
    const left = order.shipping - order.shippingOff
    return [
      ...law(mine.length > 0 && sums, `order ${order.id} is the sum of its lines`),
      ...law(order.shippingOff === paid, `shipping of ${order.id} is paid by its shares`),
      ...law(left >= 0, `shipping of ${order.id} is never below zero`),
      ...law(order.total === order.list - order.off + left + added, `total of ${order.id}`),
    ]
  })
}

function appliedBroken(input: Input, { applied }: Quote): string[] {
  return applied.flatMap((one) => {
    const shares = [...Object.values(one.lines), ...Object.values(one.shipping)]
    const onLines = Object.keys(one.lines).length > 0
    const onOrders = Object.keys(one.shipping).length > 0
    const offer = input.offers?.find((row) => row.id === one.offer)
    const ships = offer?.benefit.freeShipping === true
    return [
      ...law(sumOf(shares) === one.off, `shares of ${one.offer} sum to its off`),
      ...law(one.off > 0, `${one.offer} takes something off`),
      ...law(
        shares.every((part) => part > 0),
        `only shares above zero are listed`,
      ),
      ...law(
        onLines !== ships && onOrders === ships,
        `${one.offer} pays lines or shipping, as its benefit says`,
      ),
      ...law(ships || one.off <= one.base, `${one.offer} takes at most its base`),
      ...law(
        one.forfeited >= 0 && one.coins >= 0,
        `${one.offer} forfeits and spends no less than 0`,
      ),
      ...law(clauseById(one.clause) !== undefined, `${one.offer} cites a clause: ${one.clause}`),
    ]
  })
}

function rejectedBroken(input: Input, { applied, rejected }: Quote): string[] {
  const attempted = (input.offers ?? [])
    .map((row) => row.id)
    .filter((id) => !Array.isArray(input.choose) || input.choose.includes(id))
  const answered = [...applied, ...rejected].map((one) => one.offer)
  const each = new Set(answered).size === answered.length && answered.length === attempted.length
  return [
    ...law(each && attempted.every((id) => answered.includes(id)), 'each offer is answered once'),
    ...rejected.flatMap((one) => [
      ...law(one.reasons[0] === one.reason, `the first reason of ${one.offer} is its reason`),
      ...law(new Set(one.reasons).size === one.reasons.length, `no reason stands twice`),
      ...law((one.short ?? 1) > 0, `${one.offer} is short of something`),
      ...law((one.short !== undefined) === (one.shortOf !== undefined), `short of what`),
      ...law((one.short !== undefined) === (one.reason === 'below-minimum'), `short by a minimum`),
      ...law(clauseById(one.clause) !== undefined, `${one.offer} cites a clause: ${one.clause}`),
      ...law(/^[A-Z][^\n]*\.$/s.test(one.message), `${one.offer} gets a sentence: ${one.message}`),
    ]),
  ]
}

function totalsBroken(input: Input, answer: Quote): string[] {
  const { totals, orders, applied, funding } = answer
  const columns = ['list', 'off', 'shipping', 'shippingOff', 'tax', 'total'] as const
  const funders = new Map<string, number>()
  for (const one of applied) {
    const funder = input.offers?.find((row) => row.id === one.offer)?.funder ?? ''
    funders.set(funder, (funders.get(funder) ?? 0) + one.off)
  }
  const paid = [...funders].every(([name, off]) => own(funding, name) === off)
  return [
    ...columns.flatMap((column) =>
      law(totals[column] === sumOf(orders.map((one) => one[column])), `orders sum to ${column}`),
    ),
    ...law(totals.coins === sumOf(applied.map((one) => one.coins)), 'coins sum'),
    ...law(totals.coins <= (input.buyer.coins ?? 0), 'no more coins are spent than there are'),
    ...law(paid && Object.keys(funding).length === funders.size, 'each funder pays its offers'),
    ...law(
      sumOf(Object.values(funding)) === totals.off + totals.shippingOff,
      'funding sums to off and shipping off',
    ),
    ...law(totals.saved === totalWithoutOffers(input) - totals.total, 'saved is exact'),
    ...law(totals.saved >= 0, 'no offer makes a cart dearer'),
  ]
}

function totalWithoutOffers(input: Input): number {
  const answer = quote({ ...input, offers: [], choose: 'all' })
  if (isRefused(answer)) throw new Error(JSON.stringify(answer))
  return answer.totals.total
}
