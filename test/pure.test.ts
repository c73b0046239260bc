import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/**
 * What core must not be able to name, each in a file of its own. The clock of the language itself
 * (`Date.now`) is named by every library of types: the ban list of the tidy test holds that one.
 */
const REFUSED = {
  console: "console.log('here')",
  process: 'export const region = process.env',
  setTimeout: 'setTimeout(() => {}, 1)',
  performance: 'export const began = performance.now()',
  fetch: "export const page = fetch('https://example.org')",
  document: 'export const title = document.title',
  crypto: 'export const lot = crypto.randomUUID()',
  Buffer: "export const bytes = Buffer.from('a')",
  Temporal: 'export const now = Temporal.Now.instant()',
  'node:fs': "export { readFileSync } from 'node:fs'",
  'node:net': "export * from 'node:net'",
} as const

const ALLOWED = 'export const cents = Math.round(Number.parseInt("7", 10) * 1.5)'

describe('core, held by tsconfig.core.json', () => {
  const root = join(import.meta.dirname, '..')
  let folder = ''
  let answer = ''

  beforeAll(() => {
    mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
    folder = mkdtempSync(join(root, 'node_modules/.cache/pure-'))
    const files = [...Object.values(REFUSED), ALLOWED].map((text, place) => {
      writeFileSync(join(folder, `${place}.ts`), `${text}\nexport {}\n`)
      return `./${place}.ts`
    })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const config = { extends: '../../../tsconfig.core.json', include: [], files }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const ran = spawnSync(process.execPath, [tsc, '--pretty', 'false', '-p', folder])
    answer = ran.stdout.toString()
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** The complaints about one of the files, by its place in the list. */
  const complaintsAt = (place: number) =>
    answer.split('\n').filter((line) => line.includes(`/${place}.ts(`))

  test.each(Object.keys(REFUSED))('cannot name %s', (name) => {
    const complaints = complaintsAt(Object.keys(REFUSED).indexOf(name))
    expect(complaints).toEqual([expect.stringMatching(`Cannot find .*['"]${name}['"]`)])
  })

  test('can still compute', () => {
    expect(complaintsAt(Object.keys(REFUSED).length)).toEqual([])
  })
})
