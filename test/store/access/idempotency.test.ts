import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../src/shell/store/access/actor.ts'
import {
  abandonOnce,
  answerOnce,
  beginOnce,
  carryOutOnce,
  type Repeatable,
} from '../../../src/shell/store/access/idempotency.ts'
import { tidyAccess } from '../../../src/shell/store/access/tidy.ts'
import { freshStore } from '../database.ts'

const store = await freshStore()
const buyer = (id: string): Actor => ({
  kind: 'account',
  id,
  role: 'buyer',
  seller: null,
  name: 'B',
})
let keys = 0
const request = (more: Partial<Repeatable> = {}): Repeatable => ({
  actor: buyer('b1'),
  route: 'post /v1/offers',
  key: `key-${keys++}`,
  body: '{"a":1}',
  ...more,
})
const minutes = (n: number) => new Date(Date.UTC(2026, 4, 1, 0, n))

async function begun(asked: Repeatable, at?: Date) {
  const found = await beginOnce(store, asked, at)
  if (found.state !== 'new') throw new Error(found.state)
  return found.ticket
}

describe('a request with an Idempotency-Key (A44, A45)', () => {
  test('is carried out once, and repeated with its answer, letter by letter', async () => {
    const asked = request()
    let acts = 0
    const answer = { z: 1, a: [null, 'é'], refused: undefined }
    const act = async () => ({ ...answer, acts: ++acts })
    const first = await carryOutOnce(store, asked, act)
    const again = await carryOutOnce(store, asked, act)
    expect(acts).toBe(1)
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
  })

  test.each([
    ['the same', {}, 'answered'],
    ['another body', { body: '{"a":2}' }, 'other-body'],
    ['another route', { route: 'post /v1/keys' }, 'new'],
    ['another actor', { actor: buyer('b2') }, 'new'],
    [
      'a key with the id of the buyer',
      { actor: { kind: 'key', id: 'b1', scopes: [], seller: null } },
      'new',
    ],
  ] as const)('%s: %3$s', async (_, more, state) => {
    const asked = request()
    await carryOutOnce(store, asked, async () => ({ ok: true }))
    expect((await beginOnce(store, { ...asked, ...more })).state).toBe(state)
  })

  test('fifty at once: one is carried out, the others wait or get its answer', async () => {
    const asked = request()
    let acts = 0
    const act = async () => {
      acts++
      await new Promise((resolve) => setTimeout(resolve, 20))
      return { winner: true }
    }
    const found = await Promise.all(
      Array.from({ length: 50 }, () => carryOutOnce(store, asked, act)),
    )
    expect(acts).toBe(1)
    expect(found.filter((one) => one !== 'in-progress').length).toBeGreaterThanOrEqual(1)
    expect(await carryOutOnce(store, asked, act)).toEqual({ answer: { winner: true } })
    expect(acts).toBe(1)
  })

  test('that failed by a fault of ours may be carried out again', async () => {
    const asked = request()
    const fails = () => carryOutOnce(store, asked, () => Promise.reject(new Error('broken')))
    await expect(fails()).rejects.toThrow('broken')
    expect(await carryOutOnce(store, asked, async () => 1)).toEqual({ answer: 1 })
  })

  test('whose server died is taken up again after a minute, and the dead cannot answer any more', async () => {
    const asked = request()
    const dead = await begun(asked, minutes(0))
    expect((await beginOnce(store, asked, minutes(1))).state).toBe('in-progress')
    expect((await beginOnce(store, { ...asked, body: 'x' }, minutes(2))).state).toBe('other-body')
    const next = await begun(asked, minutes(2))
    expect((await beginOnce(store, asked, minutes(2))).state).toBe('in-progress')
    expect(await answerOnce(store.db, dead, 'late')).toBe(false)
    await abandonOnce(store, dead)
    expect(await answerOnce(store.db, next, 'right')).toBe(true)
    expect(await answerOnce(store.db, next, 'twice')).toBe(false)
    expect(await beginOnce(store, asked)).toEqual({ state: 'answered', answer: 'right' })
  })

  test('is answered in the transaction of its act: both stand, or neither', async () => {
    const asked = request()
    const ticket = await begun(asked)
    const failing = store.db.transaction().execute(async (trx) => {
      await answerOnce(trx, ticket, 'never')
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect((await beginOnce(store, asked)).state).toBe('in-progress')
  })

  test('is remembered for a day at least, and forgotten after two', async () => {
    const asked = request()
    await answerOnce(store.db, await begun(asked, minutes(0)), 1, minutes(0))
    await tidyAccess(store, minutes(25 * 60))
    expect((await beginOnce(store, asked, minutes(25 * 60))).state).toBe('answered')
    expect((await tidyAccess(store, minutes(49 * 60))).answers).toBeGreaterThan(0)
    expect((await beginOnce(store, asked, minutes(49 * 60))).state).toBe('new')
  })

  test('leaves no secret of its answer, and no key, in the table', async () => {
    const asked = request({ key: 'the-key-of-the-request' })
    await carryOutOnce(store, asked, async () => ({ token: 'tsk_shown_this_once' }))
    const { rows } = await store.pool.query<{ key_digest: Buffer; answer: Buffer }>(
      'select * from idempotency where answer is not null',
    )
    for (const row of rows) {
      const text = JSON.stringify(row) + row.answer.toString() + row.key_digest.toString()
      expect(text).not.toMatch(/shown_this_once|the-key-of/)
    }
    const other = { ...asked, route: 'post /v1/elsewhere' }
    await carryOutOnce(store, other, async () => 1)
    // An answer that was moved to another request is no answer.
    await store.pool.query(
      `update idempotency set answer = (select answer from idempotency where route = $1)
       where route = $2 and key_digest = (select key_digest from idempotency where route = $1)`,
      [other.route, asked.route],
    )
    await expect(beginOnce(store, asked)).rejects.toThrow()
    expect(await beginOnce(store, other)).toEqual({ state: 'answered', answer: 1 })
  })

  test('is nothing for a visitor: visitors are not told apart', async () => {
    await expect(beginOnce(store, request({ actor: { kind: 'visitor' } }))).rejects.toThrow()
  })
})
