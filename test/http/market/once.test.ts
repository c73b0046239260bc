import { expect, test } from 'vitest'
import { onceIn } from '../../../src/shell/http/market/once.ts'
import { done, type Outcome } from '../../../src/shell/http/market/outcome.ts'
import { freshStore } from '../../store/database.ts'

const once = onceIn(await freshStore())
const actor = { kind: 'key', id: 'k1', scopes: [], seller: null } as const

/** Acts that come to these outcomes one after the other, asked for under one key. */
function repeated(key: string, outcomes: readonly Outcome<unknown>[]) {
  let acts = 0
  const asked = { actor, route: 'post /v1/accounts', key, body: '{}' }
  return { ask: () => once(asked, async () => outcomes[acts++] as Outcome<unknown>) }
}

test.each([
  ['a server that is busy', { busy: 1 }],
  ['too many attempts', { tooMany: 60 }],
])('%s: the repetition is carried out (A44)', async (why, passing) => {
  const { ask } = repeated(why, [passing, passing, done('made'), done('made twice')])
  expect(await ask()).toEqual(passing)
  expect(await ask()).toEqual(passing)
  expect(await ask()).toEqual(done('made'))
  expect(await ask()).toEqual(done('made'))
})

test.each<[string, Outcome<unknown>]>([
  ['bad input', { refused: [{ path: '/email', fault: 'Has an account already.' }] }],
  ['something that is not there', { missing: 'There is no such key.' }],
  ['an act that is not for the actor', { forbidden: 'Your own key lacks it.' }],
])('%s: the repetition is told the same', async (why, refused) => {
  const { ask } = repeated(why, [refused, done('made')])
  expect(await ask()).toEqual(refused)
  expect(await ask()).toEqual(refused)
})
