import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { quote } from '../../src/tessera.ts'
import { comparable } from './comparable.ts'
import { effort, PATIENCE } from './draws.ts'
import { inputs, TERMS } from './generator.ts'
import { referenceQuote } from './reference.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

describe('the engine and the reference give the same document for any cart', () => {
  test.each(TERMS)('under %s', (terms) => {
    fc.assert(
      fc.property(inputs([terms]), (input) => {
        same(comparable(quote(input)), referenceQuote(input))
      }),
      effort(6000),
    )
  })
})

const folder = join(import.meta.dirname, '../../../shared/spec/vectors')

if (existsSync(folder)) {
  describe('the reference agrees with the shared examples', () => {
    const vectors = readdirSync(folder)
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
      .filter(({ mode, expected }) => mode === 'quote' && !expected.refused)
    test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
      expect(referenceQuote(vector.input)).toEqual(comparable(vector.expected))
    })
  })
}
