import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { type CsvTable, csvLine, readCsv } from '../../src/core/offers/feed-csv.ts'
import { workedMs } from '../lived-time.ts'

const rowsOf = (text: string) => (readCsv(text) as CsvTable).rows
const faultOf = (text: string) => {
  const table = readCsv(text)
  return isRefused(table) ? table.refused : []
}

describe('a table in CSV', () => {
  it('has cells by column, and rows by line', () => {
    const text = 'a,b\r\n1,"two, ""2"""\r\n\r\n"three\n3",\n5\n'
    expect(rowsOf(text)).toEqual([
      { line: 2, cells: { a: '1', b: 'two, "2"' } },
      { line: 4, cells: { a: 'three\n3', b: '' } },
      { line: 6, cells: { a: '5', b: '' } },
    ])
  })

  it('may begin with a byte order mark, and end without a line end', () => {
    expect(rowsOf('\ufeffa,b\n1,2')).toEqual([{ line: 2, cells: { a: '1', b: '2' } }])
    expect(rowsOf('a,b\n1,')).toEqual([{ line: 2, cells: { a: '1', b: '' } }])
  })

  it.each([
    ['nothing', '', ''],
    ['blank lines only', '\n \n', ''],
    ['a quote that does not end', 'a\n1\n"2', '/3'],
    ['text after a quoted cell', 'a\n"1"x', '/2'],
    ['a column twice', 'a,a\n1,2', '/1'],
    ['more cells than columns', 'a\n1,2', '/2'],
  ])('is refused with %s', (_, text, path) => {
    expect(faultOf(text)).toMatchObject([{ path }])
  })

  it('names columns as they are, whatever they are called', () => {
    const [row] = rowsOf('__proto__,constructor,a\nx,y,z')
    expect(Object.keys(row?.cells ?? {})).toEqual(['__proto__', 'constructor', 'a'])
    expect(row?.cells.toString).toBeUndefined()
  })

  it('that we write is read as it was, but that no cell is a formula', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 12 })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const text = ['a,b\r\n', ...rows.map(csvLine)].join('')
        const read = rowsOf(text)
        const kept = rows.map((cells) =>
          cells.map((one) => (/^[=+\-@\t\r\n]/.test(one) ? `'${one}` : one).trim()),
        )
        const isBlank = ([one, other]: readonly string[]) => one === '' && other === ''
        expect(read.map(({ cells }) => [cells.a, cells.b])).toEqual(
          kept.filter((row) => !isBlank(row)),
        )
      }),
      { numRuns: 50 },
    )
  }, 30_000)

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'])(
    'never runs %j as a formula',
    (cell) => {
      expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/)
    },
  )

  it.each([
    ['quotes', '"'.repeat(300_001)],
    ['pairs', `a\n${'"x"'.repeat(100_000)}`],
    ['commas', `a\n${','.repeat(200_000)}`],
    ['an open quote before everything', `a\n"${'x'.repeat(1_000_000)}`],
    ['line ends', '\n'.repeat(300_000)],
  ])('is read in linear time: %s', (_, text) => {
    expect(workedMs(() => void readCsv(text))).toBeLessThan(3_000)
  })
})
