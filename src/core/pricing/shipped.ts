import document2018 from '../../../terms/aliexpress-2018-10/terms.json' with { type: 'json' }
import document2020 from '../../../terms/aliexpress-2020-03/terms.json' with { type: 'json' }
import document2026 from '../../../terms/aliexpress-2026/terms.json' with { type: 'json' }
import documentGeneral from '../../../terms/aliexpress-general/terms.json' with { type: 'json' }
import { assert, isRefused } from '../base/faults.ts'
import { type TermsLibrary, termsLibrary } from './library.ts'
import { compileTerms, type Terms } from './terms.ts'

/** The rule-sets that come with the project, in order of time. */
const documents: readonly unknown[] = [document2018, document2020, document2026, documentGeneral]

export const shippedTerms: TermsLibrary = termsLibrary(documents.map(compiled))

function compiled(document: unknown): Terms {
  const terms = compileTerms(document)
  assert(!isRefused(terms), `shipped terms are sound: ${JSON.stringify(terms)}`)
  return terms
}
