/** Rule-sets of a marketplace's own, read from a folder of JSON files. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Fault, isRefused, type Refused } from '../../core/base/faults.ts'
import { type TermsLibrary, termsLibrary } from '../../core/pricing/library.ts'
import { compileTerms, type Terms } from '../../core/pricing/terms.ts'

interface TermsFile {
  /** Relative to the folder, with slashes on every system. */
  readonly path: string
  readonly terms: Terms
}

/**
 * Reads every rule-set of a folder: `*.json`, and `terms.json` of each folder in it. Refused whole, each
 * fault named by `file#pointer`: what is no rule-set (see `compileTerms`), an id that two files claim,
 * and two versions of a programme that are in force at the same instant, for then the date would no
 * longer tell which of them counts (tc.22).
 *
 * The library holds the folder's own rule-sets; with `beside` also those, held to the same rules.
 */
export async function loadTerms(
  folder: string,
  beside?: TermsLibrary,
): Promise<TermsLibrary | Refused> {
  const paths = await termsPaths(folder)
  if (isRefused(paths)) return paths
  const read = await Promise.all(paths.map((path) => readTerms(folder, path)))
  const faults = read.flatMap((one) => (isRefused(one) ? one.refused : []))
  const files = read.filter((one): one is TermsFile => !isRefused(one))
  for (const [at, file] of files.entries()) {
    const others = [
      ...(beside?.all ?? []).map((terms) => ({ path: null, terms })),
      ...files.slice(0, at),
    ]
    for (const other of others) faults.push(...clashes(file, other))
  }
  if (faults.length > 0) return { refused: faults }
  return termsLibrary([...(beside?.all ?? []), ...files.map((file) => file.terms)])
}

async function termsPaths(folder: string): Promise<string[] | Refused> {
  const paths: string[] = []
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.endsWith('.json')) paths.push(entry.name)
      else if (await holdsTerms(join(folder, entry.name))) paths.push(`${entry.name}/terms.json`)
    }
  } catch (error) {
    return { refused: [{ path: folder, fault: `Cannot be read as a folder: ${reasonOf(error)}.` }] }
  }
  if (paths.length > 0) return paths.sort()
  const fault = 'Holds no rule-set: *.json or */terms.json is expected in this folder.'
  return { refused: [{ path: folder, fault }] }
}

async function holdsTerms(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.includes('terms.json')
}

async function readTerms(folder: string, path: string): Promise<TermsFile | Refused> {
  let document: unknown
  try {
    const bytes = await readFile(join(folder, path))
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    return { refused: [{ path, fault: `Is no JSON document: ${reasonOf(error)}.` }] }
  }
  const terms = compileTerms(document)
  if (!isRefused(terms)) return { path, terms }
  const refused = terms.refused.map((one) => ({ path: `${path}#${one.path}`, fault: one.fault }))
  return { refused }
}

/** What two rule-sets cannot both claim, told at the later one; a path of null is a shipped one. */
function clashes(file: TermsFile, other: { path: string | null; terms: Terms }): Fault[] {
  const { path, terms } = file
  const where = other.path === null ? 'a rule-set that is there already' : other.path
  if (terms.id === other.terms.id) {
    return [{ path: `${path}#/id`, fault: `"${terms.id}" is the id of ${where}; ids are unique.` }]
  }
  if (!meet(terms, other.terms)) return []
  const fault = `"${terms.id}" and "${other.terms.id}" of programme "${terms.programme}" are in force at the same time; let one end before the other begins.`
  return [{ path: `${path}#/inForce`, fault }]
}

function meet(a: Terms, b: Terms): boolean {
  if (a.programme !== b.programme || a.from === null || b.from === null) return false
  return a.from < (b.until ?? Infinity) && b.from < (a.until ?? Infinity)
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is none'
  if (code === 'ENOTDIR') return 'it is not a folder'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'permission is missing'
  return message.replace(/\.$/, '')
}
