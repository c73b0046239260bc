import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clientFiles } from '../../docs/build-client.ts'
import { OPERATIONS } from '../../src/client/api.ts'
import { openApiDocument } from '../../src/contract/openapi.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('the files made from the document of the API', () => {
  const files = clientFiles()

  test('are those that npm run client would write', () => {
    const kept = globSync(['src/client/api.ts', 'src/client/api/*'], { cwd: ROOT })
    expect(kept.toSorted()).toEqual([...files.keys()].toSorted())
    for (const [path, text] of files) {
      expect(readFileSync(join(ROOT, path), 'utf8'), `${path}: run npm run client`).toBe(text)
    }
  })

  test('hold every operation of the document', () => {
    const { paths } = openApiDocument('1.2.3', shippedTerms)
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { operationId: string }>).map(
        ([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`,
      ),
    )
    const held = Object.entries(OPERATIONS).map(
      ([name, [method, path]]) => `${name} ${method} ${path}`,
    )
    expect(held.toSorted()).toEqual(told.toSorted())
  })
})
