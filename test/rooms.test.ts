import { describe, expect, test } from 'vitest'
import {
  drawRooms,
  forbiddenImports,
  importCycles,
  pictureInPage,
  ROOMS,
  reach,
  STAGES,
} from './rooms.ts'
import { importGraph, parseSource, projectSources } from './tidy/source.ts'

describe('the house', () => {
  const imports = importGraph(projectSources())

  test('every import follows an arrow of the table', () => {
    expect(forbiddenImports(imports, ROOMS, STAGES)).toEqual([])
  })

  test('no file imports itself by any way around', () => {
    expect(importCycles(imports).map((cycle) => cycle.join(' → '))).toEqual([])
  })

  test('no room leans on itself by any way around', () => {
    expect(importCycles(new Map(Object.entries(ROOMS)))).toEqual([])
  })

  test('the picture in ARCHITECTURE.md is the table', () => {
    expect(pictureInPage(), 'redraw it with: node test/rooms.ts --write').toBe(drawRooms(ROOMS))
  })
})

describe('the checker', () => {
  const rooms = { base: [], pricing: ['base'], contract: ['pricing'], web: ['contract'] }
  const stages = { pricing: ['stack', 'quote'] }
  const faultsOf = (file: string, ...targets: string[]) =>
    forbiddenImports(new Map([[file, targets]]), rooms, stages)

  test('an arrow leads near and far, never back', () => {
    expect(reach('web', rooms)).toEqual(['base', 'pricing', 'contract'])
    expect(faultsOf('src/web/page.tsx', 'src/base/money.ts', 'src/web/chart.tsx')).toEqual([])
  })

  test.each([
    ['src/base/money.ts', 'src/pricing/quote.ts', 'base may import no other room'],
    ['src/contract/v1.ts', 'src/web/page.tsx', 'contract may import base, pricing'],
    ['src/contract/v1.ts', 'src/attic/old.ts', 'contract may import base, pricing'],
    ['src/pricing/stack.ts', 'src/pricing/quote.ts', 'quote comes after stack'],
    ['src/pricing/stack/slots.ts', 'src/pricing/quote/sum.ts', 'quote comes after stack'],
    ['src/base/money.ts', 'test/rooms.ts', 'src imports nothing from outside src but JSON data'],
    ['src/base/money.ts', 'test/data.json', 'src imports nothing from outside src but JSON data'],
    ['src/base/money.ts', '../x/data.json', 'src imports nothing from outside src but JSON data'],
    ['src/web/page.tsx', 'src/web/chart', 'name the file with its ending'],
  ])('%s must not import %s', (file, target, why) => {
    const [fault, ...more] = faultsOf(file, target)
    expect(fault).toContain(`${file} imports ${target}: ${why}`)
    expect(more).toEqual([])
  })

  test.each([
    ['src/pricing/quote.ts', 'src/pricing/stack.ts'],
    ['src/pricing/quote.ts', 'src/pricing/quote/sum.ts'],
    ['src/pricing/stack.ts', 'src/pricing/free.ts'],
    ['src/base/money.ts', 'terms/one/rules.json'],
    ['test/any.test.ts', 'src/web/page.tsx'],
  ])('%s may import %s', (file, target) => {
    expect(faultsOf(file, target)).toEqual([])
  })

  test('a file in no room is named', () => {
    expect(faultsOf('src/attic/old.ts')).toEqual([expect.stringContaining('src/attic/old.ts')])
  })

  test('a two-way pair is named', () => {
    const pair = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['a.ts']],
    ])
    expect(importCycles(pair)).toEqual([['a.ts', 'b.ts', 'a.ts']])
  })

  test('each knot is named once, by its shortest way, without the files that only lead to it', () => {
    const knots = new Map([
      ['start.ts', ['a.ts']],
      ['a.ts', ['b.ts', 'leaf.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts', 'b.ts']],
      ['self.ts', ['self.ts']],
    ])
    expect(importCycles(knots)).toEqual([
      ['a.ts', 'b.ts', 'c.ts', 'a.ts'],
      ['self.ts', 'self.ts'],
    ])
  })

  test('imports of every form are seen, and words in text are not', () => {
    const text = `
      import { a } from './a.ts'
      import type { B } from '../b.ts'
      import './c.css?inline'
      export { d } from './d.ts'
      export * from './e.ts'
      const f = await import('./f.ts')
      type G = import('./g.ts').G
      // import { x } from './x.ts'
      const page = "import { y } from './y.ts'"
      const text = <p>Don't import from './z.ts' // here</p>
      import { readFileSync } from 'node:fs'`
    expect(importGraph([parseSource('src/web/page.tsx', text)]).get('src/web/page.tsx')).toEqual([
      'src/web/a.ts',
      'src/b.ts',
      'src/web/c.css',
      'src/web/d.ts',
      'src/web/e.ts',
      'src/web/f.ts',
      'src/web/g.ts',
    ])
  })

  test('the picture is drawn from the table', () => {
    expect(drawRooms({ 'core/base': [], web: ['core/base'] })).toBe(
      [
        '```mermaid',
        'flowchart BT',
        '  core_base["core/base"]',
        '  web["web"]',
        '  web --> core_base',
        '```',
      ].join('\n'),
    )
  })
})
