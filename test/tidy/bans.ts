import type { Source } from './source.ts'

/** One thing that is not written here, what to write instead, and an example the test plants. */
export interface Ban {
  readonly banned: RegExp
  readonly instead: string
  /** Which part of a file is read. */
  readonly look: 'code' | 'comments' | 'imports' | 'path'
  readonly where: RegExp
  readonly plant: string
}

const CORE = /^src\/core\//
const PURE = /^src\/(core|contract)\//
const QUIET = /^src\/(core|contract|shell\/http)\//
const TEST = /^test\//
const ALL = /^/
const ENTRIES: readonly string[] = ['src/tessera.ts', 'src/web/entry-server.tsx']

/** Folders and hosts that only one machine has: not for comments, and not for documentation. */
const MACHINE = /(^|[\s'"`(])\/(home|root|work|tmp|Users|mnt)\/|\bregistry\.\w+\.\w+/

export const BANS = [
  {
    banned: /\bDate\.now\b/,
    instead: 'take the instant as an argument (the cart has `at`)',
    look: 'code',
    where: PURE,
    plant: 'const now = Date.now()',
  },
  {
    banned: /\bnew Date\(|\bTemporal\.Now\b/,
    instead: 'parse instants with core/base/instant.ts and take the present as an argument',
    look: 'code',
    where: PURE,
    plant: 'const now = new Date()',
  },
  {
    banned: /\bMath\.random\b|\bcrypto\./,
    instead: 'the same input gives the same answer: take the choice as an argument',
    look: 'code',
    where: PURE,
    plant: 'const lot = Math.random()',
  },
  {
    banned: /\bperformance\./,
    instead: 'measure in bench, or in the shell',
    look: 'code',
    where: PURE,
    plant: 'const began = performance.now()',
  },
  {
    banned: /(?<![\w.$])process\./,
    instead: 'read the environment in the shell and pass it on',
    look: 'code',
    where: PURE,
    plant: 'const region = process.env.REGION',
  },
  {
    banned: /(?<![\w.$])fetch\(/,
    instead: 'fetch in the shell and pass what came',
    look: 'code',
    where: PURE,
    plant: "await fetch('https://example.org')",
  },
  {
    banned: /\bIntl\.NumberFormat\b|\.toLocaleString\(/,
    instead: 'our own ISO 4217 table: Intl gives other digits for 16 currencies',
    look: 'code',
    where: CORE,
    plant: "new Intl.NumberFormat('en')",
  },
  {
    banned: /\bparseFloat\b/,
    instead: 'integers in minor units, read digit by digit',
    look: 'code',
    where: PURE,
    plant: "parseFloat('1.5')",
  },
  {
    banned: /\.toFixed\(/,
    instead: 'integers in minor units, printed by the digits of their currency',
    look: 'code',
    where: PURE,
    plant: 'const text = (1.005).toFixed(2)',
  },
  {
    banned: /\bconsole\./,
    instead: 'return a value, or write to the log that was passed in',
    look: 'code',
    where: QUIET,
    plant: "console.log('here')",
  },
  {
    banned: /\b(test|it|describe|suite)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b/,
    instead: 'make it pass, or delete it; generate a block only where its data exists',
    look: 'code',
    where: TEST,
    plant: "test.concurrent.skip('later', () => {})",
  },
  {
    banned: /@ts-(ignore|nocheck)\b/,
    instead: 'say the type, or narrow it with a guard',
    look: 'comments',
    where: ALL,
    plant: '// @ts-ignore',
  },
  {
    banned: /\b(TODO|FIXME|XXX|HACK)\b/,
    instead: 'do it now, or open an issue',
    look: 'comments',
    where: ALL,
    plant: '/* TODO: later */',
  },
  {
    banned: MACHINE,
    instead: 'a path from the root of the project: the text outlives the machine it is written on',
    look: 'comments',
    where: ALL,
    plant: '// see /home/ann/notes.md',
  },
  {
    banned: /^[^.].*/,
    instead: 'write it, or do it in the shell: core and contract lean on no package',
    look: 'imports',
    where: PURE,
    plant: "import { parse } from 'yaml'",
  },
  {
    banned: /(^|\/)(index|utils?|types|common|misc|helpers?)(\.\w+)*(\/|$)/,
    instead: 'name it after what it holds',
    look: 'path',
    where: ALL,
    plant: 'src/core/utils/money.ts',
  },
] as const satisfies readonly Ban[]

/** What a page of documentation must not name, as a sentence each. */
export function machinesIn([path, text]: readonly [string, string]): string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = MACHINE.exec(line)
    return found ? [`${path}:${index + 1}: ${found[0].trim()} is a place on one machine`] : []
  })
}

/** The same for what only the syntax tree tells apart. */
export const SYNTAX_BANS = {
  TSAnyKeyword: ['the type `any`', 'unknown and a guard', 'let loose: any'],
  TSEnumDeclaration: ['enum', 'an `as const` table and its keys', 'enum Kind { A }'],
  TSModuleDeclaration: ['namespace', 'a file', 'namespace Money { export const a = 1 }'],
  ExportDefaultDeclaration: ['a default export', 'a named export', 'export default 1'],
  ExportAllDeclaration: ['a barrel', 'import from the file itself', "export * from './a.ts'"],
  ReExport: ['a barrel', 'import from the file itself', "export { a } from './a.ts'"],
} as const satisfies Record<string, readonly [banned: string, instead: string, plant: string]>

/** Everything in a file that the tables ban, as a sentence each: where, what, what instead. */
export function bansIn(source: Source): string[] {
  return [...BANS.flatMap((ban) => banIn(ban, source)), ...syntaxBansIn(source)]
}

function banIn(ban: Ban, source: Source): string[] {
  if (!ban.where.test(source.path)) return []
  const part = source[ban.look]
  const lines = typeof part === 'string' ? part.split('\n') : part
  const isText = ban.look === 'code' || ban.look === 'comments'
  return lines.flatMap((line, index) => {
    const found = ban.banned.exec(line)
    if (!found) return []
    const place = isText ? `${source.path}:${index + 1}` : source.path
    return [`${place}: ${found[0].trim()} is banned; instead: ${ban.instead}`]
  })
}

function syntaxBansIn(source: Source): string[] {
  return source.nodes.flatMap(({ node }) => {
    // Also `export { a }` of what was imported: names of the file itself are exported where they stand.
    const reExports = node.type === 'ExportNamedDeclaration' && node.declaration === null
    const name = (reExports ? 'ReExport' : node.type) as keyof typeof SYNTAX_BANS
    if (!Object.hasOwn(SYNTAX_BANS, name) || isExempt(source.path, name)) return []
    const [banned, instead] = SYNTAX_BANS[name]
    return [`${source.path}:${source.lineAt(node.start)}: ${banned} is banned; instead: ${instead}`]
  })
}

/** Entries gather the names of the package, and of the pages for the server; a tool's configuration is its default export. */
function isExempt(path: string, name: string): boolean {
  if (name === 'ExportDefaultDeclaration') return /\.config\.ts$/.test(path)
  if (name === 'TSModuleDeclaration') return path.endsWith('.d.ts')
  return ENTRIES.includes(path) && (name === 'ReExport' || name === 'ExportAllDeclaration')
}
