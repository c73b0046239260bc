import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clauses } from '../src/core/base/clauses.ts'
import { type CoverageRow, clauseCoverage, strayCitations } from '../src/shell/files/coverage.ts'

describe('coverage of a small project', () => {
  const files = {
    'terms/x/rules.json': '{ "clause": "tc.10.a", "also": "fg.order", "by": "fg.ordre" }',
    'terms/README.md': 'tc.1',
    'src/core/price.ts': '// Exceeds (tc.10.c), see tc.2/tc.3; not xtc.5, tc.5.z or tc.6-b.\n',
    'src/core/base/clauses.ts': "// 'tc.11.b'",
    'src/web/page.tsx': "const clause = 'tc.10.a'",
    'src/web/dist/page.ts': "'tc.12.a'",
    'test/price.test.ts': [
      "import { test } from 'vitest'",
      '// tc.10.c: strictly more.',
      "test('a minimum is exceeded', () => {",
      "  expect(clause).toBe('tc.10.a')",
      '})',
      'test.each([',
      "  ['tc.10.a', 1],",
      "])('a row of %s', () => {",
      "  // As 'tc.18.a.i.1' says.",
      '})',
      "test('tc.16.b: two never add up', () => {})",
      'test(',
      '  `fg.variant on two lines`,',
      '  () => {},',
      ')',
    ].join('\n'),
    'test/clauses.test.ts': "test('tc.11.b', () => {})",
    'specs/slots/good.md': '# One per order\n\n* tc.10.a, and D-4.\n',
    'clauses/tc.json': '{ "id": "tc.14.a" }',
    'README.md': 'tc.14.b and /v1/clauses/tc.13.a',
  }
  let folder = ''
  let rows: ReadonlyMap<string, CoverageRow>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coverage-'))
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    rows = new Map((await clauseCoverage(folder)).map((row) => [row.id, row]))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('has one row for each clause, in the order of the catalogue', () => {
    expect([...rows.keys()]).toEqual(clauses.map((clause) => clause.id))
  })

  test('names the rule files, the code files and the tests that cite a clause', () => {
    expect(rows.get('tc.10.a')).toEqual({
      id: 'tc.10.a',
      area: 'pricing',
      kind: 'rule',
      citedBy: {
        rules: ['terms/x/rules.json'],
        code: ['src/web/page.tsx'],
        tests: [
          { file: 'test/price.test.ts', names: ['a minimum is exceeded'] },
          { file: 'specs/slots/good.md', names: ['One per order'] },
        ],
      },
      status: 'built',
    })
  })

  test.each([
    // A comment above a test belongs to that test, a comment inside to the test around it.
    ['tc.10.c', 'a minimum is exceeded'],
    ['tc.18.a.i.1', 'a row of %s'],
    ['tc.16.b', 'tc.16.b: two never add up'],
    ['fg.variant', 'fg.variant on two lines'],
  ])('%s is cited by the test %s', (id, name) => {
    expect(rows.get(id)?.citedBy.tests).toEqual([{ file: 'test/price.test.ts', names: [name] }])
  })

  test.each([
    ['tc.10.c', 'built', 'code and test'],
    ['fg.order', 'partial', 'rule only'],
    ['tc.16.b', 'partial', 'test only'],
    ['tc.2', 'partial', 'code only'],
    ['tc.10.d', 'open', 'nowhere'],
    // Exact ids only.
    ['tc.5', 'open', 'part of a word, or of an id that does not exist'],
    ['tc.6', 'open', 'the beginning of another name'],
    ['tc.3', 'open', 'part of a path'],
    // What does not count.
    ['tc.11.b', 'open', 'files about the catalogue only'],
    ['tc.12.a', 'open', 'built files only'],
    ['tc.13.a', 'open', 'documents only'],
    ['tc.14.a', 'open', 'the catalogue itself'],
    ['tc.1', 'open', 'the README of the terms'],
    // Nothing to build.
    ['D-4', 'context', 'a decision'],
    ['fg.banner', 'context', 'a fact'],
    ['tc.23', 'context', 'a note'],
  ])('%s is %s: %s', (id, status) => {
    expect(rows.get(id)?.status).toBe(status)
  })

  test('finds citations of clauses that do not exist', async () => {
    expect(await strayCitations(folder)).toEqual([
      { id: 'fg.ordre', file: 'terms/x/rules.json' },
      { id: 'tc.5.z', file: 'src/core/price.ts' },
    ])
  })

  test('counts nothing where there is no project', async () => {
    const statuses = (await clauseCoverage(join(folder, 'nowhere'))).map((row) => row.status)
    expect(new Set(statuses)).toEqual(new Set(['open', 'context']))
  })
})
