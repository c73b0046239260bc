/** What a page says has to come out (specs/README.md), compared with what did. */
import { isRefused, type Quote, type Refund, type Refused } from '../../src/tessera.ts'
import { own } from './laws.ts'

/** Each statement of an outcome, and what is there instead where it is not so. */
export interface Found {
  readonly said: string
  readonly found: string
}

/** The outcome read again from the answer: equal to what the page says exactly if all of it holds. */
export function outcomeOf(answer: Quote | Refund | Refused, said: string): string {
  return said
    .split(';')
    .map((one) => one.trim())
    .map((one) => {
      if (isRefused(answer)) return refusalOf(answer)
      return 'applied' in answer ? ofQuote(answer, one) : ofRefund(answer, one)
    })
    .join('; ')
}

/** Each path once, as a set is compared. */
function refusalOf({ refused }: Refused): string {
  const paths = [...new Set(refused.map(({ path }) => path || '(all)'))].sort()
  return `refused ${paths.join(' ')}`
}

const TOTALS = {
  total: 'total',
  list: 'list',
  off: 'off',
  tax: 'tax',
  saved: 'saved',
  coins: 'coins',
  shipping: 'shipping',
  'shipping-off': 'shippingOff',
} as const

function ofQuote(answer: Quote, said: string): string {
  const [subject = '', ...rest] = said.split(/\s+/)
  if (Object.hasOwn(TOTALS, subject)) {
    return `${subject} ${answer.totals[TOTALS[subject as keyof typeof TOTALS]]}`
  }
  if (subject === 'net') {
    return `net ${answer.lines.map((line) => `${line.id} ${line.net}`).join(', ')}`
  }
  if (subject === 'order') {
    return `order ${rest[0]} ${answer.orders.find(({ id }) => id === rest[0])?.total}`
  }
  if (subject === 'funding') return `funding ${rest[0]} ${own(answer.funding, rest[0] ?? '')}`
  const applied = answer.applied.find(({ offer }) => offer === subject)
  if (applied) return ofApplied(applied, rest)
  const rejected = answer.rejected.find(({ offer }) => offer === subject)
  return rejected ? ofRejected(rejected, rest) : `${subject} was not attempted`
}

/** `p -600`, and of the rest what the page speaks of: on, forfeits, coins, spend, lost, by, step … */
function ofApplied(one: Quote['applied'][number], said: readonly string[]): string {
  const parts = (record: Readonly<Record<string, number>>) =>
    Object.entries(record)
      .map(([id, part]) => `${id} ${part}`)
      .join(', ')
  const facts: Readonly<Record<string, string>> = {
    on: parts({ ...one.lines, ...one.shipping }),
    forfeits: String(one.forfeited),
    coins: String(one.coins),
    spend: String(one.spend),
    base: String(one.base),
    step: one.step,
    lost: one.narrowed?.lines.join(' ') ?? 'nothing',
    by: one.narrowed?.by.join(' ') ?? 'nobody',
    provisional: one.provisional?.join(' ') ?? 'nowhere',
    clause: one.clause,
  }
  return [`${one.offer} -${one.off}`, ...told(facts, said)].join(' ')
}

/** `p refused below-minimum`, and of the rest what the page speaks of: short, by, clause. */
function ofRejected(one: Quote['rejected'][number], said: readonly string[]): string {
  const facts: Readonly<Record<string, string>> = {
    short: `${one.short} ${one.shortOf}`,
    by: one.blockedBy.join(' '),
    clause: one.clause,
  }
  return [`${one.offer} refused ${one.reasons.join(', ')}`, ...told(facts, said)].join(' ')
}

function told(facts: Readonly<Record<string, string>>, said: readonly string[]): string[] {
  return said.flatMap((word) => (Object.hasOwn(facts, word) ? [`${word} ${facts[word]}`] : []))
}

function ofRefund(answer: Refund, said: string): string {
  const [subject = '', order = ''] = said.split(/\s+/)
  if (subject === 'total' || subject === 'coins') return `${subject} ${answer[subject]}`
  if (subject === 'shipping' || subject === 'deducted') {
    return `${subject} ${order} ${own(answer[subject], order)}`
  }
  return `${subject} ${answer.lines.find(({ line }) => line === subject)?.cash}`
}
