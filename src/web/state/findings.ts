import type { Best } from '../../core/pricing/best.ts'
import type { Plan } from '../../core/pricing/plan-document.ts'
import { moneyText, shareText } from './money.ts'
import type { Answer } from './search-messages.ts'

/** What an answer comes to, and what is proved of it. */
export interface Standing {
  readonly total: number
  readonly bound: number
  readonly proved: boolean
  readonly currency: string
}

export function standingOf(answer: Answer): Standing {
  const { total, bound, proved } = answer.kind === 'best' ? answer.best : answer.plan
  return { total, bound, proved, currency: currencyOf(answer) }
}

export function currencyOf(answer: Answer): string {
  const quote = answer.kind === 'best' ? answer.best.quote : answer.plan.checkouts[0]?.quote
  return quote?.currency ?? ''
}

/** The same answer with what was proved of it elsewhere: a bound never gets worse. */
export function withBound(answer: Answer, proved: number): Answer {
  const tightened = <T extends Best | Plan>(one: T): T => {
    const bound = Math.min(one.total, Math.max(one.bound, proved))
    return { ...one, bound, proved: one.proved || bound === one.total }
  }
  return answer.kind === 'best'
    ? { kind: 'best', best: tightened(answer.best) }
    : { kind: 'plan', plan: tightened(answer.plan) }
}

/** How sure an answer is: proved, or how much could still be gained at most. */
export function proofWords({ total, bound, proved, currency }: Standing): string {
  if (proved) return 'Proved: nothing is cheaper'
  const gap = total - bound
  return `At most ${moneyText(gap, currency)} (${shareText(gap, total)}) above the cheapest`
}

/** What happened, in a sentence or two, for readers who do not see it. */
export function foundSentence(answer: Answer, before: number): string {
  const standing = standingOf(answer)
  const money = (minor: number) => `${moneyText(minor, standing.currency)} ${standing.currency}`
  const proof = standing.proved
    ? answer.kind === 'best'
      ? 'No choice is cheaper.'
      : 'No split is cheaper.'
    : `It is proved that none comes below ${money(standing.bound)}.`
  return answer.kind === 'best'
    ? `${bestWords(answer.best, before - answer.best.total, money)} ${proof}`
    : `${planWords(answer.plan, money)} ${proof}`
}

type Money = (minor: number) => string

function bestWords({ chosen }: Best, gain: number, money: Money): string {
  const count = chosen.length === 1 ? 'one offer' : `${chosen.length} offers`
  const uses = `The best choice uses ${chosen.length === 0 ? 'no offer' : count}`
  return `${uses}${gain > 0 ? `, ${money(gain)} less to pay than before` : ''}.`
}

function planWords({ checkouts, total, single }: Plan, money: Money): string {
  if (checkouts.length === 1) return `One checkout is the cheapest: ${money(total)}.`
  return `${checkouts.length} checkouts come to ${money(total)}, ${money(single - total)} less than one.`
}
