import { describe, expect, test } from 'vitest'
import { clauses } from '../../src/core/base/clauses.ts'
import { tessera } from './command.ts'

describe('tessera clauses', () => {
  test('prints one, one with its parts, an area, and refuses what is not there', async () => {
    const [one, parts, area, unknown, noArea] = await Promise.all([
      tessera(['clauses', 'tc.11.b']),
      tessera(['clauses', 'tc.18', '--json']),
      tessera(['clauses', '--area', 'refunds']),
      tessera(['clauses', 'tc.99']),
      tessera(['clauses', '--area', 'nowhere']),
    ])
    expect(one.out).toMatch(/^tc\.11\.b {2}rule, pricing\n/)
    expect(JSON.parse(parts.out)).toEqual(clauses.filter(({ id }) => id.startsWith('tc.18.')))
    expect(area.out.trimEnd().split('\n').length).toBe(
      1 + clauses.filter((clause) => clause.area === 'refunds').length,
    )
    expect(unknown.code).toBe(2)
    expect(unknown.err).toBe(
      'tc.99  There is no such clause. See them all with "tessera clauses tc".\n',
    )
    expect(noArea.code).toBe(2)
  })

  test('the coverage table counts citations, and what nobody cites is open', async () => {
    const [text, json] = await Promise.all([
      tessera(['clauses', '--coverage', '--area', 'pricing']),
      tessera(['clauses', '--coverage', '--json']),
    ])
    expect(text.out).toMatch(/^tc\.10\.c +pricing +rule +\w+ +\d+ +\S+ +\S+$/m)
    expect(text.out).toMatch(/Of the rules \d+ are built, \d+ partly, \d+ open/)
    const rows = JSON.parse(json.out) as {
      id: string
      kind: string
      status: string
      citedBy: object
    }[]
    expect(rows.map((row) => row.id)).toEqual(clauses.map((clause) => clause.id))
    const uncited = { rules: [], code: [], tests: [] }
    for (const row of rows) {
      const isUncited = JSON.stringify(row.citedBy) === JSON.stringify(uncited)
      expect(row.kind === 'rule' && isUncited).toBe(row.status === 'open')
    }
  })
})
