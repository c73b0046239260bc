import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Clause,
  clauseAreas,
  clauseById,
  clauseKinds,
  clauseSources,
  clauses,
  clausesUnder,
  sourceOfClause,
} from '../src/core/base/clauses.ts'
import {
  type CoverageRow,
  citationsIn,
  clauseCoverage,
  strayCitations,
} from '../src/shell/files/coverage.ts'

const root = dirname(import.meta.dirname)

describe('the catalogue', () => {
  test('has no id twice', () => {
    const ids = clauses.map((clause) => clause.id)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  })

  test.each(clauses.map((clause) => [clause.id, clause] as const))(
    '%s is well-formed',
    (id, clause) => {
      expect(id).toMatch(/^([a-z]\w*(\.[a-z0-9]+(-[a-z0-9]+)*)+|D-[1-9]\d*)$/)
      expect(sourceOfClause(id)?.title).toMatch(/\S/)
      expect(clauseAreas).toContain(clause.area)
      expect(clauseKinds).toContain(clause.kind)
      expect(clause.kind === 'decision').toBe(id.startsWith('D-'))
      expect(clause.says).toMatch(/^[A-Z]|^'/)
      expect(clause.says).toMatch(/\.$/)
      expect(Object.keys(clause).filter((key) => !keysOfClause.has(key))).toEqual([])
      for (const figure of Object.values(clause.numbers ?? {})) expect(isFigure(figure)).toBe(true)
    },
  )

  test('names the clauses that a text points to', () => {
    const dangling = clauses.flatMap((clause) =>
      [...citationsIn(clause.says).keys()].filter((id) => clausesUnder(id).length === 0),
    )
    expect(dangling).toEqual([])
  })

  test('is asked by exact id, whatever the string', () => {
    expect(clauseById('tc.11.b')?.area).toBe('pricing')
    expect(clauseById('D-5')?.kind).toBe('decision')
    const strangers = ['tc.11', 'tc.11.b ', 'TC.11.B', '', '__proto__', 'constructor', 'toString']
    for (const id of strangers) expect(clauseById(id)).toBeUndefined()
    for (const id of ['__proto__', 'constructor', '']) {
      expect(clausesUnder(id)).toEqual([])
      expect(sourceOfClause(id)).toBeUndefined()
    }
  })

  test('is asked by the parent of clauses', () => {
    expect(clausesUnder('tc.18').map((clause) => clause.id)).toEqual([
      'tc.18.a.i.1',
      'tc.18.a.i.2',
      'tc.18.a.ii',
      'tc.18.b',
      'tc.18.c',
    ])
    expect(clausesUnder('tc.1').map((clause) => clause.id)).toEqual(['tc.1'])
    expect(clausesUnder('fg.market').length).toBe(4)
    expect(clausesUnder('D-1').map((clause) => clause.id)).toEqual(['D-1'])
  })

  test('knows the source of every id', () => {
    const counted = clauseSources.flatMap((source) =>
      clauses.filter((clause) => sourceOfClause(clause.id) === source),
    )
    expect(counted).toEqual(clauses)
  })
})

const keysOfClause = new Set(['id', 'area', 'kind', 'says', 'numbers'])

function isFigure(figure: unknown): boolean {
  if (typeof figure === 'string') return figure !== ''
  if (typeof figure === 'number') return Number.isFinite(figure)
  if (Array.isArray(figure)) {
    return (
      figure.length > 0 &&
      new Set(figure.map((one) => typeof one)).size === 1 &&
      figure.every(isFigure)
    )
  }
  return typeof figure === 'object' && Object.values(figure as object).every(isFigure)
}

describe('every rule of these areas is built: cited by a rule or code, and by a test', async () => {
  const areas: readonly string[] = ['pricing', 'refunds', 'coins', 'terms']
  const rows = (await clauseCoverage(root)).filter(
    (row) => row.kind === 'rule' && areas.includes(row.area),
  )
  test.each(rows.map((row) => [row.id, row] as const))('%s', (_, row) => {
    expect(missing(row)).toEqual([])
  })
})

function missing({ citedBy: { rules, code, tests } }: CoverageRow): string[] {
  const faults: string[] = []
  if (rules.length + code.length === 0) faults.push('no rule in terms/ or code in src/ cites it')
  if (tests.length === 0) faults.push('no test in test/ or specs/ cites it')
  return faults
}

test('the project cites no clause that does not exist', async () => {
  expect(await strayCitations(root)).toEqual([])
})

describe('the glossary', () => {
  const text = readFileSync(join(root, 'GLOSSARY.md'), 'utf8')
  const words = [...text.matchAll(/^\*\*(.+?)\*\*/gm)].map((match) => match[1] as string)

  test('is in alphabetical order, each word once', () => {
    const sorted = [...new Set(words)].sort((a, b) => a.localeCompare(b, 'en'))
    expect(words).toEqual(sorted)
  })

  test('cites clauses and files that exist', () => {
    const ids = [...citationsIn(text).keys()].filter((id) => clausesUnder(id).length === 0)
    const paths = [...text.matchAll(/`((?:src|terms|clauses)\/[^`]*)`/g)].map((match) => match[1])
    expect([...ids, ...paths.filter((path) => !existsSync(join(root, path as string)))]).toEqual([])
  })
})

const original = join(root, '../shared/spec/clauses.yaml')

if (existsSync(original)) {
  describe('the catalogue beside the file that it was drawn from', () => {
    const lines = readFileSync(original, 'utf8').split('\n')
    const stated = lines.filter((line) => line.startsWith('- {')).map((line) => flow(line.slice(2)))
    const sources = lines.flatMap((line) => /^ {2}(\w+): "/.exec(line)?.[1] ?? [])
    const own = clauses.filter(({ id }) => sources.includes(sourceOfClause(id)?.id as string))

    test('carries each id, area, kind and number', () => {
      const facts = ({ id, area, kind, numbers }: Clause) => ({ id, area, kind, numbers })
      const byId = (a: Clause, b: Clause) => (a.id < b.id ? -1 : 1)
      expect(stated.length).toBeGreaterThan(100)
      expect([...own].sort(byId).map(facts)).toEqual([...stated].sort(byId).map(facts))
    })

    test('carries each figure of each text', () => {
      const lost = stated.flatMap((clause) => {
        const kept = figuresOf(clauseById(clause.id)?.says ?? '')
        return [...figuresOf(clause.says)]
          .filter((figure) => !kept.has(figure))
          .map((figure) => [clause.id, figure])
      })
      expect(lost).toEqual([])
    })

    test('shares no sentence with it', () => {
      const theirs = new Set(stated.flatMap((clause) => sentencesOf(clause.says)))
      const copied = own.filter((clause) => sentencesOf(clause.says).some((one) => theirs.has(one)))
      expect(copied.map((clause) => clause.id)).toEqual([])
    })

    test('names its sources', () => {
      expect(sources.length).toBe(8)
      expect(clauseSources.map((source) => source.id)).toEqual(expect.arrayContaining(sources))
    })
  })
}

/** One flow mapping on one line: bare words gain quotes, and what results is JSON. */
function flow(line: string): Clause {
  const parts = line.split(/("(?:[^"\\]|\\.)*")/)
  const quoted = parts.map((part, place) =>
    place % 2 === 1 ? part : part.replaceAll(/[A-Za-z][\w.-]*/g, '"$&"'),
  )
  return JSON.parse(quoted.join('')) as Clause
}

function figuresOf(text: string): Set<string> {
  return new Set(text.match(/\d[\d.-]*\d|\d/g))
}

function sentencesOf(text: string): string[] {
  const plain = text.toLowerCase().split(/[.;:](?:\s|$)/)
  return plain
    .map((one) => one.replaceAll(/[^a-z0-9]+/g, ' ').trim())
    .filter((one) => one.split(' ').length > 3)
}
