import { describe, expect, it } from 'vitest'
import { askOver } from '../../../src/shell/store/claims/ask.ts'
import { TAKE_CODE, type TakenCode } from '../../../src/shell/store/claims/claim-code.ts'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { codeDigest } from '../../../src/shell/store/offers/codes.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { countClaims, counted, freshMarket, granted } from './market.ts'
import { issue } from './market-offers.ts'

const { store, claims: all } = await freshMarket(3)
const claims = all[0] as Claims

/** Writes a unique code of an offer, as it is kept. */
async function addCode(code: string, offer: string): Promise<void> {
  const digest = codeDigest(store, code)
  const shard = shardOf(digest.toString('hex'), store.shards)
  await store.db
    .insertInto('codes')
    .values({
      shard,
      digest,
      offer_id: offer,
      batch: 1,
      taken_by: null,
      taken_key: null,
      taken_at: null,
    })
    .execute()
}

const takerOf = async (code: string) => {
  const digest = codeDigest(store, code)
  const query = store.db.selectFrom('codes').select('taken_by').where('digest', '=', digest)
  return (await query.executeTakeFirstOrThrow()).taken_by
}

const waiting = async () => {
  const query = store.db.selectFrom('outbox').selectAll().where('topic', '=', 'code.taken')
  return query.execute()
}

describe('a unique code', () => {
  it('is of one buyer, whoever else types it (fg.reject)', async () => {
    const offer = await issue(store, { id: 'unique', obtain: 'unique-code', uses: 5 })
    await addCode('ABCD-1234', offer)
    const first = granted(await claims.claimCode({ buyer: 'a', code: 'abcd-1234', key: 'k' }))
    expect(first).toMatchObject({ offer, buyer: 'a', source: 'code', replayed: false })
    const again = await claims.claimCode({ buyer: 'a', code: ' ABCD-1234 ', key: 'k' })
    expect(again).toEqual({ ...first, replayed: true })
    const other = await claims.claimCode({ buyer: 'b', code: 'ABCD-1234', key: 'k' })
    expect(other).toMatchObject({ refusal: 'code-refused' })
    expect(await waiting()).toEqual([])
  })

  it('typed by many at once is granted to one', async () => {
    const offer = await issue(store, { id: 'crowd', obtain: 'unique-code' })
    await addCode('CROWD', offer)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (all[n % 3] as Claims).claimCode({ buyer: `b${n}`, code: 'CROWD', key: 'k' }),
      ),
    )
    expect(counted(answers)).toEqual({ granted: 1, 'code-refused': 39 })
    expect(await countClaims(store, offer)).toBe(1)
  })

  it('typed many times with one key is one claim', async () => {
    const offer = await issue(store, { id: 'clicks', obtain: 'unique-code', perBuyer: 3 })
    await addCode('CLICKS', offer)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (all[n % 3] as Claims).claimCode({ buyer: 'clicker', code: 'CLICKS', key: 'k' }),
      ),
    )
    expect(counted(answers)).toEqual({ granted: 20 })
    expect(await countClaims(store, offer)).toBe(1)
  })

  it('is free again when its claim is refused', async () => {
    const offer = await issue(store, { id: 'once', obtain: 'unique-code' })
    await addCode('ONE', offer)
    await addCode('TWO', offer)
    granted(await claims.claimCode({ buyer: 'a', code: 'ONE', key: 'k1' }))
    const second = await claims.claimCode({ buyer: 'a', code: 'TWO', key: 'k2' })
    expect(second).toMatchObject({ refusal: 'code-refused' })
    expect(await takerOf('TWO')).toBeNull()
    granted(await claims.claimCode({ buyer: 'b', code: 'TWO', key: 'k' }))
    // The first answer of a key stands, whatever changed since.
    expect(await claims.claimCode({ buyer: 'a', code: 'TWO', key: 'k2' })).toHaveProperty('refusal')
  })

  it('does not take a second code for the key of the first', async () => {
    const offer = await issue(store, { id: 'two codes', obtain: 'unique-code', perBuyer: 2 })
    await addCode('LEFT', offer)
    await addCode('RIGHT', offer)
    granted(await claims.claimCode({ buyer: 'a', code: 'LEFT', key: 'same' }))
    expect(await claims.claimCode({ buyer: 'a', code: 'RIGHT', key: 'same' })).toMatchObject({
      refusal: 'code-refused',
    })
    expect(await takerOf('RIGHT')).toBeNull()
    expect(await takerOf('LEFT')).toBe('a')
  })
})

describe('a guesser learns nothing: one answer for', () => {
  const refused = {
    refusal: 'code-refused',
    clause: 'fg.reject',
    message:
      'This code cannot be used. Check its spelling; each code works once, and only for a time.',
  }

  it.each([
    ['an unknown code', 'NOBODY-KNOWS', {}],
    ['no code at all', '💥', {}],
    ['one whose offer has ended (tc.20)', 'ENDED', { endedAt: '2026-01-01T00:00:00Z' }],
    ['one whose time is over (tc.6)', 'LATE', { claimUntil: '2026-01-01T00:00:00Z' }],
    ['one whose time has not come', 'EARLY', { claimFrom: '2999-01-01T00:00:00Z' }],
    ['one of which all are taken', 'EMPTY', { uses: 0 }],
    ['one for new members', 'NEW', { countries: ['NZ'] }],
  ])('%s', async (_, code, offer) => {
    if (Object.keys(offer).length > 0) {
      await addCode(code, await issue(store, { id: code, obtain: 'unique-code', ...offer }))
    }
    expect(await claims.claimCode({ buyer: 'guesser', code, key: code })).toEqual(refused)
  })

  it('a shared code that cannot be claimed', async () => {
    const offer = await issue(store, { id: 'shared-empty', obtain: 'code', uses: 0 })
    await share('MAYEMPTY', offer)
    const answer = await claims.claimCode({ buyer: 'guesser', code: 'MAYEMPTY', key: 'k' })
    expect(answer).toEqual(refused)
  })
})

async function share(code: string, offer: string): Promise<void> {
  const [starts_at, ends_at] = [new Date('2020-01-01'), new Date('2999-01-01')]
  await store.db
    .insertInto('shared_codes')
    .values({ code, starts_at, ends_at, offer_id: offer })
    .execute()
}

describe('a shared code', () => {
  it('is claimed by everybody who types it, once each (tc.5)', async () => {
    const offer = await issue(store, { id: 'shared', obtain: 'code', uses: 10 })
    await share('MAY10', offer)
    const type = (buyer: string, key: string) => claims.claimCode({ buyer, code: 'may10', key })
    const first = granted(await type('a', 'k'))
    expect(first).toMatchObject({ offer, source: 'code' })
    granted(await type('b', 'k'))
    expect(await type('a', 'l')).toMatchObject({ refusal: 'code-refused' })
    await store.db
      .updateTable('shared_codes')
      .set({ ends_at: new Date() })
      .where('code', '=', 'MAY10')
      .execute()
    expect(await type('a', 'k')).toEqual({ ...first, replayed: true })
    expect(await type('c', 'k')).toMatchObject({ refusal: 'code-refused' })
  })
})

describe('a process that dies with a code in its hand', () => {
  async function take(code: string, buyer: string): Promise<void> {
    const digest = codeDigest(store, code).toString('hex')
    const shard = shardOf(digest, store.shards)
    await askOver(store.pool)(TAKE_CODE, [shard, digest, buyer, 'k', null])
  }

  it('has its claim made by whoever settles, once', async () => {
    const offer = await issue(store, { id: 'settled', obtain: 'unique-code' })
    await addCode('SETTLED', offer)
    await take('SETTLED', 'gone')
    const [message] = await waiting()
    expect(message?.document).toMatchObject({ buyer: 'gone', key: 'k', offer })
    const leftFor = Number(message?.due_at) - Number(message?.created_at)
    expect(leftFor).toBeGreaterThan(20_000)
    const taken = message?.document as unknown as TakenCode
    await Promise.all(all.map((one) => one.settleCode(taken)))
    expect((await claims.wallet('gone')).map(({ offer }) => offer)).toEqual([offer])
    expect(await claims.claimCode({ buyer: 'gone', code: 'SETTLED', key: 'k' })).toMatchObject({
      replayed: true,
    })
  })

  it('gives the code back where the claim is refused', async () => {
    const offer = await issue(store, { id: 'given back', obtain: 'unique-code', countries: ['NZ'] })
    await addCode('GIVENBACK', offer)
    await take('GIVENBACK', 'gone')
    const taken = (await waiting()).map(({ document }) => document as unknown as TakenCode)
    await claims.settleCode(taken.find((one) => one.offer === offer) as TakenCode)
    expect(await takerOf('GIVENBACK')).toBeNull()
  })
})
