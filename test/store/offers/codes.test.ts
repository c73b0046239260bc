import { describe, expect, it } from 'vitest'
import { canonicalCode } from '../../../src/core/offers/code-text.ts'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import {
  type CodeBatch,
  codeDigest,
  codesCsv,
  generateCodes,
} from '../../../src/shell/store/offers/codes.ts'
import { endOffer, issueOffer } from '../../../src/shell/store/offers/offers.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, offer } from './marketplace.ts'

const store = await freshStore({ connections: 6 })
await createCampaign(store, campaign(), acting())
for (const id of ['one', 'two', 'over']) {
  await issueOffer(store, offer({ id, obtain: 'unique-code' }), acting())
}
await issueOffer(store, offer({ id: 'shared' }), acting())
await endOffer(store, 'over', acting())

const generate = async (id: string, count: number) =>
  (await generateCodes(store, id, { ...acting(), count })) as CodeBatch

async function allOf({ pages }: CodeBatch): Promise<string[]> {
  const codes: string[] = []
  for await (const page of pages) codes.push(...page)
  return codes
}

describe('unique codes', () => {
  // One more than a page of them.
  const COUNT = 10_001
  let codes: string[] = []

  it('come as many as were asked for, all different, each kept as a digest only', async () => {
    codes = await allOf(await generate('one', COUNT))
    const written = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/
    expect(new Set(codes.filter((code) => written.test(code))).size).toBe(COUNT)
    const rows = await store.db.selectFrom('codes').selectAll().execute()
    const digests = codes.map((code) => codeDigest(store, code).toString('hex'))
    expect(rows.map(({ digest }) => digest.toString('hex')).sort()).toEqual(digests.toSorted())
    const misplaced = rows.filter(
      ({ shard, digest }) => shard !== shardOf(digest.toString('hex'), store.shards),
    )
    expect(misplaced).toEqual([])
    const kept = new Set(rows.map((row) => JSON.stringify([row.offer_id, row.batch, row.taken_by])))
    expect([...kept]).toEqual(['["one",1,null]'])
    const batches = await store.db.selectFrom('code_batches').selectAll().execute()
    expect(batches).toMatchObject([{ offer_id: 'one', batch: 1, wanted: COUNT, made: COUNT }])
  }, 30_000)

  it('have no structure: every place takes every symbol about as often', () => {
    for (let place = 0; place < 16; place++) {
      const symbols = codes.map((code) => code.replaceAll('-', '')[place] as string)
      const counts = [...Map.groupBy(symbols, (symbol) => symbol).values()].map(
        (same) => same.length,
      )
      // 10,001 in 32 places: 313 each, and six times the deviation of 17 is out of reach of chance.
      expect(counts).toHaveLength(32)
      expect(Math.max(...counts.map((count) => Math.abs(count - 313)))).toBeLessThan(110)
    }
  })

  it('are the same with small letters, blanks around and without hyphens, and nothing else is', () => {
    const code = '7K2M-Q0XW-TR4B-9CVD'
    const digest = codeDigest(store, code)
    expect(digest).toHaveLength(16)
    for (const same of [' 7k2m-q0xw-tr4b-9cvd\n', '7K2MQ0XWTR4B9CVD', '7K2M-Q0XWTR4B9CVD']) {
      expect(codeDigest(store, same)).toEqual(digest)
      expect(canonicalCode(same)).not.toBeNull()
    }
    expect(codeDigest(store, '7K2M-QOXW-TR4B-9CVD')).not.toEqual(digest)
    expect(codeDigest({ secret: Buffer.alloc(32) }, code)).not.toEqual(digest)
  })

  it('of two calls at once are two batches', async () => {
    const both = await Promise.all([generate('two', 10), generate('two', 10)])
    expect(both.map(({ batch }) => batch).sort()).toEqual([1, 2])
    const made = (await Promise.all(both.map(allOf))).flat()
    expect(new Set(made).size).toBe(20)
  })

  it('that nobody fetched are not made: who leaves early has what was given out', async () => {
    const { pages, batch } = await generate('one', 30_000)
    const first = await pages.next()
    await pages.return(undefined)
    const row = await store.db
      .selectFrom('code_batches')
      .select(['wanted', 'made'])
      .where('offer_id', '=', 'one')
      .where('batch', '=', batch)
      .executeTakeFirst()
    expect(row).toEqual({ wanted: 30_000, made: first.value?.length })
  })

  it('are written as CSV that no spreadsheet takes for numbers or formulas', async () => {
    let text = ''
    for await (const part of codesCsv(await generate('one', 3))) text += part
    expect(text).toMatch(/^code\r\n(?:[0-9A-Z]{4}-[0-9A-Z-]{14}\r\n){3}$/)
  })

  it.each([
    ['no such offer', 'none', 1, null],
    ['an offer that many share', 'shared', 1, { refused: [{ path: '/count' }] }],
    ['an offer that has ended (tc.20)', 'over', 1, { refusal: 'ended', clause: 'tc.20' }],
    ['no codes at all', 'one', 0, { refused: [{ path: '/count' }] }],
    ['half a code', 'one', 1.5, { refused: [{ path: '/count' }] }],
    ['more than a million', 'one', 1_000_001, { refused: [{ path: '/count' }] }],
  ])('are not made of %s', async (_, id, count, expected) => {
    const answer = await generateCodes(store, id, { ...acting(), count })
    if (expected === null) expect(answer).toBeNull()
    else expect(answer).toMatchObject(expected)
  })
})
