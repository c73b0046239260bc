import { decimalText } from '../../core/base/iso4217.ts'
import type { Applied, Rejected } from '../../core/pricing/document.ts'
import type { AttemptTrace, Explanation, RuleUsed } from '../../core/pricing/explain.ts'
import type { Kind, Terms } from '../../core/pricing/terms.ts'
import { paragraph, someOf, visible } from './plain-text.ts'
import { heading, notesOf, type Page } from './receipt.ts'
import { ruleSentence } from './rule-sentences.ts'
import { paint } from './screen.ts'

type Money = (amount: number) => string

/** An explanation as a story: each offer in order of attempt, which rule decided, what would help. */
export function narrative(explanation: Explanation, terms: Terms, page: Page): string {
  const { quote, attempts } = explanation
  const money: Money = (amount) => `${decimalText(amount, quote.currency)} ${quote.currency}`
  const applied = new Map(quote.applied.map((one) => [one.offer, one]))
  const rejected = new Map(quote.rejected.map((one) => [one.offer, one]))
  const { list, shipping, total, saved } = quote.totals
  const fees = shipping > 0 ? ` and ${money(shipping)} shipping` : ''
  const offers = `${attempts.length} ${attempts.length === 1 ? 'offer is' : 'offers are'}`
  const stories = attempts.map((attempt, at) => {
    const entry = applied.get(attempt.offer) ?? rejected.get(attempt.offer)
    const title = `${at + 1}. ${attempt.offer} (${nameOf(attempt, terms)})`
    const facts = entry ? factsOf(attempt, entry, money) : []
    const rules = attempt.rules
      .filter((used) => used.clause === entry?.clause || !isGeneral(used, terms))
      .map((used) => ruleText(used, terms.kinds.get(attempt.kind), terms))
    return [
      `${heading(visible(title))}  ${paint(attempt.message === null ? 'green' : 'red', attempt.outcome)}`,
      ...facts.map((fact) => paragraph(visible(fact), page.width, ['   '])),
      ...rules.map((rule) =>
        paint('dim', paragraph(visible(rule), page.width, ['   | ', '   |   '])),
      ),
    ].join('\n')
  })
  const opening = `The list comes to ${money(list)}${fees}; ${offers} attempted in turn.`
  return [
    `${heading(page.title)}\n${visible(quote.terms)}, amounts in ${quote.currency}`,
    paragraph(opening, page.width),
    ...stories,
    paragraph(`${ELSEWHERE} "tessera terms ${visible(quote.terms)}" prints them.`, page.width),
    heading(`To pay: ${money(total)}, saved ${money(saved)}`),
  ].join('\n\n')
}

const ELSEWHERE = 'Rules that hold for every kind are named only where they decided:'

const OWN_TERMS = 'The offer says itself what it combines with.'

function isGeneral(used: RuleUsed, terms: Terms): boolean {
  return terms.document.rules.find((one) => one.id === used.rule)?.on === '*'
}

function nameOf(attempt: AttemptTrace, terms: Terms): string {
  const kind = terms.kinds.get(attempt.kind)
  return kind ? `${kind.name}, step ${kind.step}` : attempt.kind
}

/** What happened, in the order in which it was decided. */
function factsOf(attempt: AttemptTrace, entry: Applied | Rejected, money: Money): string[] {
  const facts: string[] = []
  const left = Object.values(attempt.running).reduce((sum, amount) => sum + amount, 0)
  if (attempt.eligible.length > 0) {
    facts.push(`Its lines: ${someOf(attempt.eligible)}, with ${money(left)} left of them.`)
  }
  // Without a minimum there was nothing to test; the minimum of a pool is that of its stores.
  const { minimum } = attempt
  if (minimum && (minimum.needed !== null || minimum.of === 'pool')) {
    facts.push(minimumFact(minimum, money))
  }
  if (!('off' in entry)) return [...facts, ...refusalFacts(attempt, entry)]
  const shares = Object.entries({ ...entry.lines, ...entry.shipping })
  const parts = shares.map(([id, amount]) => `${id} ${money(amount)}`)
  facts.push(`It takes ${money(entry.off)} off ${money(entry.base)}: ${someOf(parts)}.`)
  return [...facts, ...notesOf(entry, money)]
}

function minimumFact(minimum: NonNullable<AttemptTrace['minimum']>, money: Money): string {
  const { compare, needed, spend } = minimum
  const of = { list: 'list price', running: 'amount left', pool: 'list price in its pool' }
  const measured = `The ${of[minimum.of]} that counts is ${money(spend)}`
  if (needed === null) return `${measured}.`
  return `${measured}; it has to ${compare === 'exceeds' ? 'be above' : 'reach'} ${money(needed)}.`
}

function refusalFacts(attempt: AttemptTrace, entry: Rejected): string[] {
  const others = entry.reasons.slice(1)
  const also = others.length > 0 ? `, and also ${others.join(', ')}` : ''
  return [
    `Refused as ${entry.reason}${also} by ${entry.clause}. ${entry.message}`,
    ...(attempt.remedy === null ? [] : [`What would make it work: ${attempt.remedy}`]),
  ]
}

/** A rule that was used, with its clause; a specific one names what it overrides (tc.2). */
function ruleText(used: RuleUsed, kind: Kind | undefined, terms: Terms): string {
  const rule = terms.document.rules.find((one) => one.id === used.rule)
  const said = rule ? ruleSentence(rule, terms, kind) : OWN_TERMS
  const over = used.overrides === null ? '' : ` It overrides the general rule of ${used.overrides}.`
  return `${used.clause}: ${said}${over}`
}
