import { clauseById } from '../../core/base/clauses.ts'
import type { Kind, Terms } from '../../core/pricing/terms.ts'
import type { Rule } from '../../core/pricing/terms-document.ts'
import { paragraph, visible } from './plain-text.ts'
import { ruleSentence, settingSentence } from './rule-sentences.ts'
import { paint } from './screen.ts'

/**
 * A rule-set as a text to read: each rule as a sentence with its clause beside it, the clause's own
 * text where it is first cited, and which general rule a specific one overrides (tc.2).
 */
export function literateTerms(terms: Terms, pageWidth: number): string {
  const writer = new Writer(terms, pageWidth)
  const { document } = terms
  writer.title(document.title)
  writer.text(`${document.id}, of programme ${document.programme}. ${inForceText(terms)}`)
  if (document.summary) writer.text(document.summary)
  const general = document.rules.filter((rule) => rule.on === '*')
  if (general.length > 0) {
    writer.title('Every kind, unless a rule of its own says otherwise')
    for (const rule of general) writer.rule(rule)
  }
  for (const step of document.steps) {
    const rules = document.rules.filter((rule) => rule.step === step)
    writer.title(`Step ${step}`, new Set(rules.map((rule) => rule.clause)))
    for (const rule of rules) if (rule.note) writer.text(rule.note, '  ')
    for (const kind of terms.kindsInOrder) if (kind.step === step) writer.kind(kind)
  }
  writer.title('Rounding and refunds')
  for (const row of document.settings) {
    const general = document.settings.find((other) => other.id === row.overrides)
    writer.sentence(settingSentence(row), row.clause, general)
  }
  return writer.toString()
}

/** Since when and until when a rule-set counts (tc.22). */
export function inForceText({ document: { inForce } }: Terms): string {
  if (inForce === null) return 'It is not dated: it counts where an input names it.'
  if (!inForce.until) return `In force from ${inForce.from} on.`
  return `In force from ${inForce.from} until ${inForce.until}.`
}

class Writer {
  readonly #paragraphs: string[] = []
  readonly #cited = new Set<string>()
  readonly #terms: Terms
  readonly #width: number

  constructor(terms: Terms, width: number) {
    this.#terms = terms
    this.#width = width
  }

  /** A heading, with the clauses that speak of all below it. */
  title(text: string, clauses: ReadonlySet<string> = new Set(), indent = ''): void {
    const before = this.#paragraphs.length > 0 ? '\n' : ''
    const cited = [...clauses].map((clause) => ` [${clause}]`).join('')
    this.#paragraphs.push(`${before}${indent}${paint('bold', visible(text))}${cited}`)
    for (const clause of clauses) this.#quote(clause)
  }

  text(text: string, indent = ''): void {
    this.#paragraphs.push(paragraph(visible(text), this.#width, [indent]))
  }

  kind(kind: Kind): void {
    const { rules, kinds } = this.#terms.document
    const note = kinds.find((one) => one.id === kind.id)?.note
    this.title(`${kind.name} (${kind.id})`, new Set([kind.clause]), '  ')
    if (note) this.text(note, '  ')
    for (const rule of rules) if (isOwn(rule, kind)) this.rule(rule, kind)
  }

  rule(rule: Rule, kind?: Kind): void {
    const general = this.#terms.document.rules.find((other) => other.id === rule.overrides)
    this.sentence(ruleSentence(rule, this.#terms, kind), rule.clause, general)
  }

  /** A sentence with its clause, and the rule that it overrides. */
  sentence(text: string, clause: string, general?: { id: string; clause: string }): void {
    const over = general ? ` It overrides "${general.id}" (${general.clause}).` : ''
    const line = visible(`${text}${over} [${clause}]`)
    this.#paragraphs.push(paragraph(line, this.#width, ['  - ', '    ']))
    this.#quote(clause)
  }

  /** The clause's text, once: further down its id is enough. Other programmes cite their own. */
  #quote(id: string): void {
    const clause = clauseById(id)
    if (!clause || this.#cited.has(id)) return
    this.#cited.add(id)
    const text = paragraph(`${id}: ${clause.says}`, this.#width, ['      | '])
    this.#paragraphs.push(paint('dim', text))
  }

  toString(): string {
    return this.#paragraphs.join('\n')
  }
}

/** Whether a rule is one of the kind's own and counts: another may override it, exclusions add up. */
function isOwn(rule: Rule, kind: Kind): boolean {
  if (rule.on === '*' || rule.step !== undefined || !rule.on.includes(kind.id)) return false
  if (rule.excludes !== undefined) return true
  return Object.values(kind.authority).some((authority) => authority.rule === rule.id)
}
