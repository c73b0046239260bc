import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { textArray } from '../../../src/shell/store/tracker/text-array.ts'
import { freshStore } from '../database.ts'

const store = await freshStore()
afterAll(() => store.close())

const echo = async (texts: readonly (string | null)[]) =>
  (await store.pool.query('select $1::text[] as texts', [textArray(texts)])).rows[0].texts

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((one) => one.replaceAll('\0', ''))

it('is read by the database as it was written: quotes, commas, nulls and none at all', async () => {
  expect(await echo([])).toEqual([])
  expect(await echo([null, '', 'NULL', '{"a": [1, "\\\\"]}', ',{}'])).toEqual([
    ...[null, '', 'NULL', '{"a": [1, "\\\\"]}', ',{}'],
  ])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (texts) => {
      expect(await echo(texts)).toEqual(texts)
    }),
    { numRuns: 50 },
  )
})
