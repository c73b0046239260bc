import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'

/** A node of the syntax tree, seen only as far as the checks look. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [part: string]: unknown
}

/** One file of the project, parsed. */
export interface Source {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly lines: readonly string[]
  /** The line of a place in the text, counted from 1. */
  readonly lineAt: (place: number) => number
  /** Every node with its parent, outermost first. */
  readonly nodes: readonly { readonly node: Node; readonly parent: Node | null }[]
  /** The text with comments, strings and page text blanked: what is left is code. */
  readonly code: string
  /** The text with everything but comments blanked. */
  readonly comments: string
  /** What it imports, re-exports and loads, as written. */
  readonly imports: readonly string[]
}

const ROOT = join(import.meta.dirname, '../..')
const PROSE = new Set(['Literal', 'TemplateElement', 'JSXText'])

/**
 * Parses one file. Vite's parser is used because it is installed anyway and reads types and pages;
 * the compiler of TypeScript 7 has no interface to ask for a tree.
 */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text)
  const fault = parsed.errors[0]
  if (fault) throw new Error(`${path} cannot be parsed: ${fault.message}`)
  const nodes: { node: Node; parent: Node | null }[] = []
  collect(parsed.program as unknown as Node, null, nodes)
  const prose = nodes.flatMap(({ node }) => (isProse(node) ? [node] : []))
  const comments = parsed.comments
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index)
  return {
    path,
    lines: text.replace(/\n$/, '').split('\n'),
    lineAt: (place) => breaks.filter((at) => at < place).length + 1,
    nodes,
    code: blank(text, [...prose, ...comments]),
    comments: blankAllBut(text, comments),
    imports: nodes.flatMap(({ node }) => importOf(node)),
  }
}

function collect(node: Node, parent: Node | null, into: { node: Node; parent: Node | null }[]) {
  into.push({ node, parent })
  for (const part of Object.values(node)) {
    for (const child of Array.isArray(part) ? part : [part]) {
      if (isNode(child)) collect(child, node, into)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** Numbers and booleans are literals too, but they are code. */
function isProse(node: Node): boolean {
  if (!PROSE.has(node.type)) return false
  return node.type !== 'Literal' || typeof node.value === 'string' || node.regex !== undefined
}

/** `import`, `export … from`, `import()` and `import('…').Type`, where the name is a plain string. */
function importOf(node: Node): string[] {
  const loads = /^(Import|ExportAll|ExportNamed)Declaration$|^ImportExpression$|^TSImportType$/
  if (!loads.test(node.type)) return []
  const source = node.source
  return isNode(source) && typeof source.value === 'string' ? [source.value] : []
}

interface Span {
  readonly start: number
  readonly end: number
}

function blank(text: string, spans: readonly Span[]): string {
  const inOrder = spans.toSorted((a, b) => a.start - b.start)
  let done = 0
  let out = ''
  for (const { start, end } of inOrder) {
    out += text.slice(done, start) + spaces(text.slice(start, end))
    done = end
  }
  return out + text.slice(done)
}

function blankAllBut(text: string, spans: readonly Span[]): string {
  let done = 0
  let out = ''
  for (const { start, end } of spans) {
    out += spaces(text.slice(done, start)) + text.slice(start, end)
    done = end
  }
  return out + spaces(text.slice(done))
}

/** As long as the text and with the same lines, so that places stay what they were. */
function spaces(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

let parsed: readonly Source[] | undefined

/** Every TypeScript file of src, test and bench, parsed once. */
export function projectSources(): readonly Source[] {
  parsed ??= projectFiles().map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')))
  return parsed
}

function projectFiles(): string[] {
  const patterns = ['src', 'test', 'bench'].map((folder) => `${folder}/**/*.{ts,tsx}`)
  const exclude = (path: string) => path.includes('node_modules')
  const found = globSync([...patterns, '*.ts'], { cwd: ROOT, exclude })
  return found.map((path) => path.replaceAll('\\', '/')).sort()
}

/** The pages of documentation, as [path, text]. */
export function projectPages(): (readonly [string, string])[] {
  const found = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
  return found.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const)
}

/** Who imports whom: relative imports only, each resolved to a path from the project's root. */
export function importGraph(sources: readonly Source[]): Map<string, readonly string[]> {
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .filter((name) => name.startsWith('.'))
        .map((name) => posix.join(posix.dirname(path), name.replace(/\?.*$/, ''))),
    ]),
  )
}
