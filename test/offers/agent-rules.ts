/**
 * What the discount extensions of the two open agent-commerce protocols ask of a document, as far as ours
 * answers for it: UCP (fdcf893 of 2026-08-22) and ACP (c2afc86 of 2026-06-15). Facts of the published
 * schemas and of the rules beside them, each as a check of its own that names what is broken.
 */
import type { AcpDocument } from '../../src/core/offers/agent-acp.ts'
import type { UcpDocument } from '../../src/core/offers/agent-ucp.ts'

interface Discounts {
  readonly codes: readonly string[]
  readonly applied: readonly {
    readonly code?: string
    readonly automatic: boolean
    readonly amount: number
    readonly method?: string
    readonly priority: number
    readonly allocations: readonly { readonly path: string; readonly amount: number }[]
  }[]
}

const WORDS = [
  'discount_code_expired',
  'discount_code_invalid',
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
  'discount_code_minimum_not_met',
  'discount_code_user_not_logged_in',
  'discount_code_user_ineligible',
  'discount_code_usage_limit_reached',
]

/** What a path of these documents leads to (RFC 9535: names and places only); undefined for nothing. */
export function resolvePath(document: unknown, path: string): unknown {
  if (!/^\$(\.[a-z_]+|\[\d+\])*$/.test(path)) return undefined
  const steps = [...path.matchAll(/\.([a-z_]+)|\[(\d+)\]/g)]
  return steps.reduce<unknown>(
    (at, [, name, place]) =>
      (at as Record<string, unknown> | undefined)?.[name ?? (place as string)],
    document,
  )
}

const isMinor = (amount: unknown): boolean =>
  Number.isSafeInteger(amount) && (amount as number) >= 0

/** Rules that both protocols share. */
function sharedFaults(document: { readonly discounts: Discounts }): string[] {
  const faults: string[] = []
  const { applied, codes } = document.discounts
  for (const [at, discount] of applied.entries()) {
    const { code, automatic, amount, method, priority, allocations } = discount
    const say = (fault: string) => faults.push(`applied[${at}]: ${fault}`)
    if (!isMinor(amount)) say('the amount is not in minor units')
    if (priority !== at + 1) say('the priorities are not 1, 2, 3 in order')
    if (method !== undefined && method !== 'each' && method !== 'across') say('no such method')
    if (automatic !== (code === undefined)) say('automatic is what has no code')
    if (code !== undefined && !codes.includes(code)) say('its code was not submitted')
    const sum = allocations.reduce((total, one) => total + one.amount, 0)
    if (sum !== amount) say(`the allocations add up to ${sum}, not to ${amount}`)
    for (const one of allocations) {
      if (!isMinor(one.amount)) say('an allocation is not in minor units')
      if (resolvePath(document, one.path) === undefined) say(`${one.path} leads nowhere`)
    }
  }
  return faults
}

interface Row {
  readonly type: string
  readonly amount: number
}

const sumOf = (rows: readonly Row[], ...types: readonly string[]): number =>
  rows.reduce((sum, { type, amount }) => (types.includes(type) ? sum + amount : sum), 0)

/** What lines and orders were allocated, against what the totals say. */
function allocated(document: { readonly discounts: Discounts }, prefix: string): number {
  return document.discounts.applied
    .flatMap(({ allocations }) => allocations)
    .filter(({ path }) => path.startsWith(prefix))
    .reduce((sum, { amount }) => sum + amount, 0)
}

/** Every rule of UCP that a document breaks. */
export function ucpFaults(document: UcpDocument): string[] {
  const faults = sharedFaults(document)
  const { totals, line_items: lines, messages, discounts } = document
  const entries = totals.filter(({ type }) => type !== 'total')
  const sum = entries.reduce((total, { amount }) => total + amount, 0)
  if (sum !== sumOf(totals, 'total')) faults.push('the totals do not add up')
  for (const one of ['subtotal', 'total']) {
    if (totals.filter(({ type }) => type === one).length !== 1)
      faults.push(`not exactly one ${one}`)
  }
  for (const rows of [totals, ...lines.map((line) => line.totals)]) {
    for (const { type, amount } of rows) {
      const isOff = type === 'discount' || type === 'items_discount'
      if (isOff ? !(amount < 0) : amount < 0) faults.push(`${type} has the wrong sign`)
      if (!Number.isSafeInteger(amount)) faults.push(`${type} is not in minor units`)
    }
  }
  const ofLines = lines.reduce((total, line) => total + sumOf(line.totals, 'items_discount'), 0)
  if (sumOf(totals, 'items_discount') !== ofLines)
    faults.push('items_discount is not that of the lines')
  if (-ofLines !== allocated(document, '$.line_items')) faults.push('lines differ from allocations')
  const ofShipping = allocated(document, '$.totals')
  if (-sumOf(totals, 'discount') !== ofShipping) faults.push('discount differs from allocations')
  for (const one of discounts.applied) if (one.title === '') faults.push('a discount has no title')
  for (const { type, code, path, content } of messages) {
    if (type !== 'warning' || content === '') faults.push('a message is no warning')
    if (resolvePath(document, path) === undefined) faults.push(`${path} leads nowhere`)
    if (path.startsWith('$.discounts.codes') && !WORDS.includes(code))
      faults.push(`no word: ${code}`)
  }
  return [
    ...faults,
    ...answered(
      document,
      messages.map(({ path }) => path),
    ),
  ]
}

/** Every rule of ACP that a document breaks. */
export function acpFaults(document: AcpDocument): string[] {
  const faults = sharedFaults(document)
  const { totals, line_items: lines, messages, discounts } = document
  if (!/^[a-z]{3}$/.test(document.currency)) faults.push('the currency is not in small letters')
  for (const { type, amount, display_text } of [
    ...totals,
    ...lines.flatMap((line) => line.totals),
  ]) {
    if (!isMinor(amount)) faults.push(`${type} is not in minor units`)
    if (display_text === '') faults.push(`${type} has no text`)
  }
  const base = sumOf(totals, 'items_base_amount')
  const off = sumOf(totals, 'items_discount')
  if (base - off !== sumOf(totals, 'subtotal')) faults.push('the subtotal is not what is left')
  const added = sumOf(totals, 'subtotal', 'fulfillment', 'tax') - sumOf(totals, 'discount')
  if (added !== sumOf(totals, 'total')) faults.push('the totals do not add up')
  if (off !== allocated(document, '$.line_items')) faults.push('lines differ from allocations')
  if (sumOf(totals, 'discount') !== allocated(document, '$.totals')) {
    faults.push('discount differs from allocations')
  }
  for (const { coupon } of discounts.applied) {
    const { percent_off: percent, amount_off: amount, currency } = coupon
    if (coupon.id === '' || coupon.name === '') faults.push('a coupon has no name')
    if (percent !== undefined && amount !== undefined)
      faults.push('both a percentage and an amount')
    if (percent !== undefined && (percent < 0 || percent > 100)) faults.push('no percentage')
    if (amount !== undefined && (!isMinor(amount) || currency === undefined)) {
      faults.push('an amount without its currency')
    }
  }
  for (const { code, reason } of discounts.rejected) {
    if (!WORDS.includes(reason)) faults.push(`no word: ${reason}`)
    if (!discounts.codes.includes(code)) faults.push('a rejected code was not submitted')
  }
  for (const message of messages) {
    if (resolvePath(document, message.param) === undefined)
      faults.push(`${message.param} leads nowhere`)
    if (message.content === '' || message.content_type !== 'plain')
      faults.push('a message is empty')
    if (message.type === 'warning' && !WORDS.includes(message.code)) faults.push('no word')
  }
  return [
    ...faults,
    ...answered(
      document,
      messages.map(({ param }) => param),
    ),
  ]
}

/** Each submitted code is applied, or a message says why not: none is dropped in silence. */
function answered(document: { readonly discounts: Discounts }, paths: readonly string[]): string[] {
  const { codes, applied } = document.discounts
  return codes.flatMap((code, at) => {
    const isTold = paths.includes(`$.discounts.codes[${at}]`)
    const isApplied = applied.some((one) => one.code === code)
    return isTold || isApplied ? [] : [`codes[${at}] is dropped in silence`]
  })
}
