import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileTerms, isRefused, type Terms } from '../../src/tessera.ts'

const ROOT = join(import.meta.dirname, '../..')
const BLOCK = /(?<=<!-- kinds:begin -->\n)[\s\S]*?(?=<!-- kinds:end -->)/

/** The page of a rule-set's folder. */
export interface RuleSetPage {
  /** From the project's root. */
  readonly path: string
  readonly terms: Terms
  /** Null where the page is missing. */
  readonly text: string | null
  /** The table of kinds that it holds; null where it has no place for one. */
  readonly table: string | null
}

/** The pages of all rule-sets under `terms/`, the examples too. */
export function ruleSetPages(): RuleSetPage[] {
  return globSync('terms/**/terms.json', { cwd: ROOT })
    .sort()
    .map((file) => {
      const terms = compileTerms(JSON.parse(readFileSync(join(ROOT, file), 'utf8')))
      if (isRefused(terms)) throw new Error(`${file}: ${JSON.stringify(terms.refused)}`)
      const path = `${dirname(file)}/README.md`
      const text = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : null
      return { path, terms, text, table: BLOCK.exec(text ?? '')?.[0].trimEnd() ?? null }
    })
}

/** What a rule-set says of its kinds, in the order of redemption, each cell with its clause. */
export function kindTable(terms: Terms): string {
  const rows = terms.kindsInOrder.map((kind) => {
    const { authority, slot } = kind
    const allowed = terms.kindsInOrder.filter((other) => (kind.allows & other.bit) !== 0)
    const partners = allowed.map((other) => other.id).join(', ') || 'nothing'
    const of = kind.pooled ? 'pool' : kind.ofRunning ? 'running' : 'list'
    return [
      [kind.step, authority.step.clause],
      [`\`${kind.id}\``, kind.clause],
      slot === null ? ['–'] : [`${slot.name}: one per ${slot.per}`, authority.slot.clause],
      [`${kind.exceeds ? 'exceeds' : 'reaches'}, ${of}`, authority.minimum.clause],
      [kind.allows === -1 ? 'all' : partners, authority.stacksWith.clause],
      kind.claimed ? ['yes', authority.claimed.clause] : ['–'],
      kind.traitClauses.size === 0
        ? ['–']
        : [
            [...kind.excludedTraits].join(', '),
            [...new Set(kind.traitClauses.values())].join(', '),
          ],
    ].map(([said, clause]) => (clause === undefined ? said : `${said} (${clause})`))
  })
  return [
    '| step | kind | place | spend minimum | stacks with | claimed | excluded |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
}

if (import.meta.main && process.argv.includes('--write')) {
  for (const { path, terms, text } of ruleSetPages()) {
    if (text === null || !BLOCK.test(text)) throw new Error(`${path} has no place for its table`)
    writeFileSync(
      join(ROOT, path),
      text.replace(BLOCK, () => `${kindTable(terms)}\n`),
    )
  }
}
