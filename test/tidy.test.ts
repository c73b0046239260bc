import { describe, expect, test } from 'vitest'
import { BANS, bansIn, machinesIn, SYNTAX_BANS } from './tidy/bans.ts'
import { BUDGETS, budgetsBrokenIn, functionSizes, median } from './tidy/budgets.ts'
import { parseSource, projectPages, projectSources } from './tidy/source.ts'

describe('the project is tidy', () => {
  const sources = projectSources()

  test('nothing banned is written', () => {
    expect(sources.flatMap(bansIn)).toEqual([])
  })

  test('files, functions and parameters keep to their budgets', () => {
    expect(sources.flatMap(budgetsBrokenIn)).toEqual([])
  })

  test('the pages of documentation speak of no machine', () => {
    expect(projectPages().flatMap(machinesIn)).toEqual([])
  })

  test('the median file is reported', () => {
    const src = sources.filter(({ path }) => path.startsWith('src/'))
    const four = src.flatMap(functionSizes).filter(({ parameters }) => parameters > 3).length
    const middle = median(src.map(({ lines }) => lines.length))
    console.info(
      `src: ${src.length} files, median ${middle} lines (aim: 80); ` +
        `${four} functions with a fourth parameter (aim: none)`,
    )
    expect(middle).toBeLessThan(BUDGETS.fileLines)
  })
})

describe('the ban list', () => {
  /** A path where the ban holds: in core, or among the tests. */
  const placeFor = (where: RegExp) => (where.test('src/core/a.ts') ? 'src/core/a.ts' : 'test/a.ts')

  test.each(BANS)('$banned is found where it is planted', (ban) => {
    const isPath = ban.look === 'path'
    const source = isPath
      ? parseSource(ban.plant, '')
      : parseSource(placeFor(ban.where), `const before = 1\n${ban.plant}\n`)
    expect(bansIn(source)).toEqual([expect.stringContaining(`instead: ${ban.instead}`)])
    expect(bansIn(source)[0]).toContain(source.path)
  })

  test.each(Object.values(SYNTAX_BANS))('%s is found where it is planted', (_, instead, plant) => {
    const faults = bansIn(parseSource('src/core/a.ts', `\n${plant}\n`))
    expect(faults).toEqual([expect.stringMatching(/^src\/core\/a\.ts:2: .* is banned/)])
    expect(faults[0]).toContain(instead)
  })

  test('a name that was imported is not handed on by another way either', () => {
    const barrel = parseSource('src/core/a.ts', "import { a } from './b.ts'\nexport { a }\n")
    expect(bansIn(barrel)).toEqual([expect.stringContaining('src/core/a.ts:2: a barrel is banned')])
  })

  test('a page that names a machine is found', () => {
    expect(machinesIn(['README.md', 'one\nunpack it in /home/ann/'])).toEqual([
      'README.md:2: /home/ is a place on one machine',
    ])
    expect(machinesIn(['README.md', 'open src/core/ or https://example.org/home/'])).toEqual([])
  })

  test('text, and names that only look alike, are left in peace', () => {
    const text = `
      // Date.now() and parseFloat are not for here
      const words = 'console.log(new Date())'
      const shape = /Math.random/
      const page = \`process.env and \${order.process.id}\`
      const got = order.fetch(1)`
    expect(bansIn(parseSource('src/core/a.ts', text))).toEqual([])
    const inText = 'const text = `#{Date.now()}`'.replace('#', '$')
    expect(bansIn(parseSource('src/core/a.ts', inText))).toHaveLength(1)
  })

  test('the shell may read the clock, the entry may gather, a configuration may export', () => {
    expect(bansIn(parseSource('src/shell/cli/a.ts', 'console.log(Date.now())'))).toEqual([])
    expect(bansIn(parseSource('src/tessera.ts', "export { a } from './core/a.ts'"))).toEqual([])
    expect(bansIn(parseSource('src/web/vite.config.ts', 'export default {}'))).toEqual([])
  })
})

describe('the budgets', () => {
  const lines = (count: number) => '\n'.repeat(count)

  test('a long file is named, one line shorter is not', () => {
    expect(budgetsBrokenIn(parseSource('src/a.ts', lines(301)))).toEqual([
      'src/a.ts: 301 lines, at most 300: divide it by subject',
    ])
    expect(budgetsBrokenIn(parseSource('src/a.ts', lines(300)))).toEqual([])
  })

  test.each([
    ['src/a.ts', 50],
    ['src/a.tsx', 80],
  ])('a long function in %s is named, one of %i lines is not', (path, most) => {
    const long = (count: number) => `\nconst reckon = () => {${lines(count - 1)}}`
    expect(budgetsBrokenIn(parseSource(path, long(most + 1)))).toEqual([
      `${path}:2: reckon has ${most + 1} lines, at most ${most}: take a step out of it`,
    ])
    expect(budgetsBrokenIn(parseSource(path, long(most)))).toEqual([])
  })

  test('methods and tests have the budget of functions, blocks of tests that of files', () => {
    const inClass = `class Book { quote() {${lines(50)}} }`
    expect(budgetsBrokenIn(parseSource('src/a.ts', inClass))).toEqual([
      expect.stringContaining('src/a.ts:1: quote has 51 lines'),
    ])
    const block = (name: string) => `${name}('x', () => {${lines(50)}})`
    expect(budgetsBrokenIn(parseSource('test/a.ts', block('test')))).toHaveLength(1)
    expect(budgetsBrokenIn(parseSource('test/a.ts', block('describe')))).toEqual([])
    expect(budgetsBrokenIn(parseSource('test/a.ts', block('describe.each([1])')))).toEqual([])
  })

  test('a fifth parameter is named, `this` is none', () => {
    const five = 'function quote(a, b, c, d, e) {}'
    expect(budgetsBrokenIn(parseSource('src/a.ts', five))).toEqual([
      'src/a.ts:1: quote takes 5 parameters, at most 4: pass an object',
    ])
    const four = 'function quote(this: Book, a, b, c, ...rest) {}'
    expect(budgetsBrokenIn(parseSource('src/a.ts', four))).toEqual([])
  })

  test('the median is the middle', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([])).toBe(0)
  })
})
