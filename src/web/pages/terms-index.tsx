import { shippedTerms } from '../../core/pricing/shipped.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import { dateText } from '../state/when.ts'

/** The rule-sets that come with the project, newest first. */
export function TermsIndex() {
  const newestFirst = shippedTerms.all.toSorted((a, b) => (b.from ?? 0) - (a.from ?? 0))
  return (
    <main id="main" class="prose">
      <h1>Terms</h1>
      <p>
        Each rule-set is data: steps, kinds of offers, and rules, every rule with the clause that it
        comes from. A cart names its terms; which version was in force on a day is a matter of
        record.
      </p>
      <ul class="cards">
        {newestFirst.map((terms) => (
          <li key={terms.id}>
            <h2>
              <a href={`/terms/${terms.id}`}>{terms.document.title}</a>
            </h2>
            <p>{terms.document.summary}</p>
            <p class="soft">
              <code>{terms.id}</code> · {periodText(terms)}
            </p>
          </li>
        ))}
      </ul>
    </main>
  )
}

/** Since when and until when a rule-set is in force (tc.22). */
export function periodText({ from, until }: Terms): string {
  if (from === null) return 'undated: used where a cart names it'
  if (until === null) return `in force since ${dateText(from)}`
  return `in force from ${dateText(from)} to ${dateText(until - 1)}`
}
