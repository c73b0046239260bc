import type { Command } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { type Instant, parseInstant } from '../../core/base/instant.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import { addTermsOption, readLibrary } from './cart-input.ts'
import { literateTerms } from './literate.ts'
import { visibleDocument } from './plain-text.ts'
import { EXIT, pageColumns, refuse, say, sayJson } from './screen.ts'
import { table } from './table.ts'

interface TermsOptions {
  readonly json?: true
  readonly terms?: string
  readonly at?: string
  readonly programme?: string
}

const EXAMPLES = `
Examples:
  tessera terms                                 every rule-set, and when it is in force
  tessera terms aliexpress-2026                 one as a text: each rule a sentence with its clause
  tessera terms aliexpress-2026 --json          one as it is written
  tessera terms --at 2020-11-11T00:00:00-08:00  which were in force at that instant
  tessera terms --at 2020-11-11T00:00:00-08:00 --programme aliexpress     and the text of it
  tessera terms --terms my-terms/               with the rule-sets of a folder of yours, checked

Exit codes: 0 fine, 2 bad input, or no such rule-set.`

export function define(command: Command): void {
  addTermsOption(command)
    .argument('[id]', 'the rule-set to print; left out: a list of all')
    .option('--at <instant>', 'those in force at an instant, such as 2026-06-24T12:00:00Z')
    .option('--programme <id>', 'those of one programme; with --at the one that counts is printed')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined, options: TermsOptions) => {
      const library = await readLibrary(options.terms)
      if (isRefused(library)) return refuse(library, options.json)
      const at = options.at === undefined ? null : parseInstant(options.at)
      if (options.at !== undefined && at === null) {
        const fault = 'Is no RFC 3339 instant with an offset, such as 2026-06-24T12:00:00Z.'
        return refuse({ refused: [{ path: `--at ${options.at}`, fault }] }, options.json)
      }
      const found = find(library, { id, at, programme: options.programme })
      if (found.length === 0) return refuseNothing(library, id, options)
      const one = id !== undefined || (at !== null && options.programme !== undefined)
      await (one ? printOne(found[0] as Terms, options) : printAll(found, options))
    })
}

interface Wanted {
  readonly id: string | undefined
  readonly at: Instant | null
  readonly programme: string | undefined
}

/** By id, or those of a programme, at an instant the version in force then (tc.22). */
function find(library: TermsLibrary, { id, at, programme }: Wanted): readonly Terms[] {
  return library.all.filter((terms) => {
    if (id !== undefined && terms.id !== id) return false
    if (programme !== undefined && terms.programme !== programme) return false
    return at === null || library.inForce(terms.programme, at) === terms
  })
}

function refuseNothing(library: TermsLibrary, id: string | undefined, options: TermsOptions): void {
  const all = library.all
  const known =
    id === undefined && options.programme !== undefined && options.at === undefined
      ? `Known programmes: ${[...new Set(all.map((terms) => terms.programme))].join(', ')}.`
      : `Known: ${all.map((terms) => terms.id).join(', ')}.`
  const wanted = [id, options.programme && `programme ${options.programme}`].filter(Boolean)
  const when = options.at === undefined ? '' : ` was in force at ${options.at}`
  const fault = `No rule-set of this name${when}. ${known}`
  refuse({ refused: [{ path: wanted.join(' of ') || '--at', fault }] }, options.json)
}

async function printOne(terms: Terms, { json }: TermsOptions): Promise<void> {
  process.exitCode = EXIT.fine
  if (json) return sayJson(terms.document)
  say(literateTerms(terms, pageColumns()))
}

async function printAll(all: readonly Terms[], { json }: TermsOptions): Promise<void> {
  const rows = all.map(({ document: { id, programme, title, inForce }, kindsInOrder }) => {
    return { id, programme, title, inForce, kinds: kindsInOrder.map((kind) => kind.id) }
  })
  if (json) return sayJson(rows)
  const columns = [
    ...['id', 'programme', 'from', 'until'].map((head) => ({ head })),
    { head: 'title', yields: 'wrap' } as const,
  ]
  const cells = visibleDocument(rows).map(({ id, programme, title, inForce }) => {
    // The day is enough for a list; the text of each rule-set has the instant.
    return [
      id,
      programme,
      inForce?.from.slice(0, 10) ?? '-',
      inForce?.until?.slice(0, 10) ?? '-',
      title,
    ]
  })
  say(await table(columns, cells, pageColumns()))
}
