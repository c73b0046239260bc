/**
 * Traceability: which clause is cited by which rule, code and test of the project. It reads text,
 * not meaning: a citation is the clause's exact id anywhere in a file, comments included.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import {
  type ClauseArea,
  type ClauseKind,
  clauseById,
  clauseSources,
  clauses,
  clausesUnder,
} from '../../core/base/clauses.ts'
import { testNames } from './test-names.ts'

/** built: a rule that rules or code, and a test, cite. context: a fact, note or decision. */
export type CoverageStatus = 'built' | 'partial' | 'open' | 'context'

/** A file of tests, and the tests in it that cite the clause. */
export interface TestCitation {
  readonly file: string
  readonly names: readonly string[]
}

export interface CoverageRow {
  readonly id: string
  readonly area: ClauseArea
  readonly kind: ClauseKind
  readonly citedBy: {
    readonly rules: readonly string[]
    readonly code: readonly string[]
    readonly tests: readonly TestCitation[]
  }
  readonly status: CoverageStatus
}

/** An id of the catalogue's form that the catalogue does not hold. */
export interface StrayCitation {
  readonly id: string
  readonly file: string
}

type Citer = 'rules' | 'code' | 'tests'

interface ProjectFile {
  readonly path: string
  readonly citer: Citer
  readonly text: string
}

const folders = [
  { name: 'terms', citer: 'rules', endings: /\.json$/ },
  { name: 'processes', citer: 'rules', endings: /\.json$/ },
  { name: 'src', citer: 'code', endings: /\.(ts|tsx|json)$/ },
  { name: 'test', citer: 'tests', endings: /\.(ts|tsx|json|md)$/ },
  { name: 'specs', citer: 'tests', endings: /\.(ts|json|md)$/ },
] as const satisfies { name: string; citer: Citer; endings: RegExp }[]

// Files that are about the catalogue name clauses as examples (`tessera clauses tc.11.b`): to count
// them would make a clause look built because its text can be printed.
const aboutTheCatalogue = /(^|\/)(clauses?|coverage|test-names)(\.test)?\.tsx?$/i

const notOurs = new Set(['node_modules', 'dist'])

// A whole id: `tc.1` is not found in `tc.10.a`, nor in a path or a file name (`clauses/tc.json`).
const sourceIds = clauseSources.map((source) => source.id).filter((id) => id !== 'D')
const citation = new RegExp(
  `(?<![\\w./-])(?:(?:${sourceIds.join('|')})(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)+|D-\\d+)(?![\\w-]|\\.\\w)`,
  'g',
)

/**
 * The rows of the table that `tessera clauses --coverage` prints, in the order of the catalogue.
 * `root` is the project's folder. A rule cited on one side only is partial, on neither open: what
 * is not built never shows as done.
 */
export async function clauseCoverage(root: string): Promise<CoverageRow[]> {
  const citations = new Map(
    clauses.map(({ id }) => [
      id,
      { rules: [] as string[], code: [] as string[], tests: [] as TestCitation[] },
    ]),
  )
  for (const file of await projectFiles(root)) {
    for (const [id, places] of citationsIn(file.text)) {
      const citedBy = citations.get(id)
      if (!citedBy) continue
      if (file.citer !== 'tests') citedBy[file.citer].push(file.path)
      else citedBy.tests.push({ file: file.path, names: testNames(file.path, file.text, places) })
    }
  }
  return clauses.map(({ id, area, kind }) => {
    const citedBy = citations.get(id) as CoverageRow['citedBy']
    return { id, area, kind, citedBy, status: statusOf(kind, citedBy) }
  })
}

function statusOf(kind: ClauseKind, citedBy: CoverageRow['citedBy']): CoverageStatus {
  if (kind !== 'rule') return 'context'
  const done = citedBy.rules.length + citedBy.code.length > 0
  const tested = citedBy.tests.length > 0
  if (done && tested) return 'built'
  return done || tested ? 'partial' : 'open'
}

/**
 * Citations of clauses that do not exist, such as a misspelt id. A parent (`tc.18`) is no stray.
 * Outside rule files only ids with a digit after the first dot are judged, for `fr.length` may be a
 * variable's property.
 */
export async function strayCitations(root: string): Promise<StrayCitation[]> {
  const stray: StrayCitation[] = []
  for (const file of await projectFiles(root)) {
    for (const id of citationsIn(file.text).keys()) {
      const isCitation = file.citer === 'rules' || /^D-|^\w+\.\d/.test(id)
      if (isCitation && !isKnown(id)) stray.push({ id, file: file.path })
    }
  }
  return stray
}

/** A case may be named after its clause (`cp.3-no-minimum`): the part before the hyphen counts. */
function isKnown(id: string): boolean {
  if (clauseById(id)) return true
  const clause = id.startsWith('D-') ? id : (id.split('-', 1)[0] as string)
  return clausesUnder(clause).length > 0
}

/** Every id in a text that has the form of a clause id, with the offsets where it stands. */
export function citationsIn(text: string): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const match of text.matchAll(citation)) {
    const places = found.get(match[0])
    if (places) places.push(match.index)
    else found.set(match[0], [match.index])
  }
  return found
}

async function projectFiles(root: string): Promise<ProjectFile[]> {
  const perFolder = await Promise.all(
    folders.map(async ({ name, citer, endings }) => {
      const paths = (await filesUnder(root, name)).filter(
        (path) => endings.test(path) && !aboutTheCatalogue.test(path),
      )
      return Promise.all(
        paths.map(async (path) => ({
          path,
          citer,
          text: await readFile(join(root, path), 'utf8'),
        })),
      )
    }),
  )
  return perFolder.flat()
}

/** Paths below `root`, with slashes on every system, sorted; a folder that is absent holds none. */
async function filesUnder(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), {
    recursive: true,
    withFileTypes: true,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
    .filter((parts) => !parts.some((part) => notOurs.has(part)))
    .map((parts) => parts.join('/'))
    .sort()
}
