import type { Node, Source } from './source.ts'

/** How much a reader is asked to hold at once. Beyond these numbers the test fails. */
export const BUDGETS = {
  fileLines: 300,
  functionLines: 50,
  /** A function of a page is mostly markup, one element to a line. */
  pageFunctionLines: 80,
  /** Three is the aim; a fourth is the last that a caller can still tell apart by its place. */
  parameters: 4,
} as const

/** One function with its size. */
export interface FunctionSize {
  readonly path: string
  readonly line: number
  readonly name: string
  readonly lines: number
  readonly parameters: number
}

/** Every file and function beyond its budget, as a sentence each. */
export function budgetsBrokenIn(source: Source): string[] {
  const { path, lines } = source
  const faults: string[] = []
  if (lines.length > BUDGETS.fileLines) {
    faults.push(
      `${path}: ${lines.length} lines, at most ${BUDGETS.fileLines}: divide it by subject`,
    )
  }
  const most = path.endsWith('.tsx') ? BUDGETS.pageFunctionLines : BUDGETS.functionLines
  for (const size of functionSizes(source)) {
    const place = `${path}:${size.line}: ${size.name}`
    if (size.lines > most) {
      faults.push(`${place} has ${size.lines} lines, at most ${most}: take a step out of it`)
    }
    if (size.parameters > BUDGETS.parameters) {
      const most = BUDGETS.parameters
      faults.push(`${place} takes ${size.parameters} parameters, at most ${most}: pass an object`)
    }
  }
  return faults
}

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/

/** Every function of a file, but for the blocks that only gather tests. */
export function functionSizes(source: Source): FunctionSize[] {
  return source.nodes.flatMap(({ node, parent }) => {
    if (!FUNCTION.test(node.type) || gathersTests(parent)) return []
    const line = source.lineAt(node.start)
    return {
      path: source.path,
      line,
      name: nameOf(node) ?? nameOf(parent) ?? 'a function',
      lines: source.lineAt(node.end) - line + 1,
      parameters: (node.params as Node[]).filter(({ name }) => name !== 'this').length,
    }
  })
}

/** `describe('…', () => { … })` holds tests as a file does: the file's budget is its own. */
function gathersTests(parent: Node | null): boolean {
  let callee = parent?.type === 'CallExpression' ? (parent.callee as Node) : null
  while (callee && callee.type !== 'Identifier') {
    callee = (callee.object ?? callee.callee ?? callee.tag ?? null) as Node | null
  }
  return callee?.name === 'describe'
}

function nameOf(node: Node | null): string | null {
  const named = (node?.id ?? node?.key) as Node | null | undefined
  return typeof named?.name === 'string' ? named.name : null
}

/** The middle of some lengths, the upper of two. */
export function median(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0
}
