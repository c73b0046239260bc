import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import type { ImportReport } from '../../src/shell/store/offers/feed-import.ts'
import { getOffer } from '../../src/shell/store/offers/offer-reading.ts'
import { issueOffer } from '../../src/shell/store/offers/offers.ts'
import { freshStore } from '../store/database.ts'
import { finished, ROOT, startTessera, tessera } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'tessera-offers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const store = await freshStore({ connections: 2 })
const { host, user, database } = store.pool.options
const env = { DATABASE_URL: `postgres://${user}@localhost/${database}?host=${host}` }

const TABLE = `code,amount,min,currency,region,start,end,campaign
NINE,9,90,USD,US,2026-05-01 PST,2026-05-07 PST,May day
WRONG,90,9,USD,US,2026-05-01 PST,2026-05-07 PST,May day
TEN,10,100,USD,US,2026-05-01,2026-05-07,May day
`

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('tessera offers import', () => {
  it('reports in a trial, keeps the sound rows, and nothing twice', async () => {
    const path = file('codes.csv', TABLE)
    const trial = await tessera(['offers', 'import', path, '--check'], { env })
    expect(trial).toMatchObject({ code: 1, err: '' })
    expect(trial.out).toContain('nothing is kept')
    expect(await getOffer(store, 'NINE-2026-05-01', { scope: 'all' })).toBeNull()

    const kept = await tessera(['offers', 'import', path], { env })
    expect(kept).toMatchObject({ code: 1, err: '' })
    expect(kept.out).toContain('3 rows read. Imported 2 offers in 1 new campaign.')
    expect(kept.out).toMatch(/3 +WRONG +amount +The amount is not below the minimum/)
    expect(kept.out).toContain('No time zone was published; read in America/Los_Angeles.')
    expect(await getOffer(store, 'NINE-2026-05-01', { scope: 'all' })).toMatchObject({ version: 1 })

    const again = await tessera(['offers', 'import', '-', '--json'], { env, input: TABLE })
    const report = JSON.parse(again.out) as ImportReport
    expect(report).toMatchObject({ kept: true, imported: [], campaigns: [] })
    expect(report.unchanged).toEqual(['NINE-2026-05-01', 'TEN-2026-05-01'])
  }, 60_000)

  it('keeps all or nothing with --whole, and says so', async () => {
    const path = file('whole.csv', TABLE.replaceAll('NINE', 'ELEVEN').replaceAll('May day', 'June'))
    const { code, out } = await tessera(['offers', 'import', path, '--whole'], { env })
    expect(code).toBe(1)
    expect(out).toContain('Nothing is kept: not every row is sound.')
    expect(await getOffer(store, 'ELEVEN-2026-05-01', { scope: 'all' })).toBeNull()
  }, 60_000)

  it('tells what is no feed, no file or no database', async () => {
    const wrong = file('wrong.csv', 'a,b\n1,2\n')
    const answers = await Promise.all([
      tessera(['offers', 'import', wrong], { env }),
      tessera(['offers', 'import', join(folder, 'none.csv')], { env }),
      tessera(['offers', 'import', file('x.json', '{')], { env }),
      tessera(['offers', 'import', wrong.replace('wrong', 'codes'), '--data', folder], { env }),
    ])
    expect(answers.map(({ code, out }) => [code, out])).toEqual(answers.map(() => [2, '']))
    const says = ['Lacks the column code', 'no such file', 'Is not JSON', 'Holds no database']
    for (const [at, text] of says.entries()) expect(answers[at]?.err).toContain(text)
  }, 60_000)
})

describe('tessera codes', () => {
  beforeAll(async () => {
    await tessera(['offers', 'import', '-'], { env, input: TABLE })
    const acting = { scope: 'all', by: 'test', terms: shippedTerms } as const
    const answer = await issueOffer(
      store,
      {
        id: 'letter',
        campaign: 'may-day',
        title: 'Letter',
        obtain: 'unique-code',
        offer: { kind: 'code', funder: 'platform', currency: 'USD', benefit: { off: 500 } },
      },
      acting,
    )
    expect(answer).toHaveProperty('version', 1)
  }, 60_000)

  it('writes codes to a new file that only its owner can read', async () => {
    const out = join(folder, 'letter.csv')
    const done = await tessera(['codes', 'letter', '--count', '12000', '--out', out], { env })
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(done.out).toContain('12000 codes of letter (batch 1) are in')
    const [head, ...lines] = readFileSync(out, 'utf8').split('\r\n')
    expect([head, lines.pop(), lines.length, new Set(lines).size]).toEqual([
      'code',
      '',
      12_000,
      12_000,
    ])
    expect(statSync(out).mode & 0o777).toBe(0o600)

    const before = readFileSync(out)
    const again = await tessera(['codes', 'letter', '--count', '1', '--out', out], { env })
    expect(again.code).toBe(2)
    expect(again.err).toContain('Is there already')
    expect(readFileSync(out).equals(before)).toBe(true)
  }, 60_000)

  it('writes to a pipe, and takes no offer that is not obtained by them', async () => {
    const out = await tessera(['codes', 'letter', '--count', '3', '--out', '-'], { env })
    expect(out.out).toMatch(/^code\r\n(?:[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\r\n){3}$/)
    const answers = await Promise.all([
      tessera(['codes', 'none', '--count', '1', '--out', '-'], { env }),
      tessera(['codes', 'NINE-2026-05-01', '--count', '1', '--out', '-'], { env }),
      tessera(['codes', 'letter', '--count', '1000001', '--out', '-'], { env }),
      tessera(['codes', 'letter', '--count', '1', '--out', '-', '--seller', 'm1'], { env }),
    ])
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2])
    const says = ['no such offer', 'unique-code', 'from 1 to 1000000', 'no such offer']
    for (const [at, text] of says.entries()) expect(answers[at]?.err).toContain(text)
  }, 60_000)
})

describe('tessera rehearse', () => {
  const DRAFT = JSON.stringify({
    campaigns: [
      {
        id: 'june',
        title: 'June',
        terms: 'aliexpress-2026',
        starts: '2026-06-01T00:00:00-07:00',
        ends: '2026-06-08T00:00:00-07:00',
      },
    ],
    offers: [
      {
        id: 'june-ship',
        campaign: 'june',
        title: 'Free shipping',
        obtain: 'automatic',
        offer: {
          kind: 'free-shipping',
          funder: 'platform',
          benefit: { freeShipping: true, cap: 500 },
        },
      },
    ],
  })
  const CARTS = ['us-may-2026', 'us-exclusive-code'].map((name) => `samples/carts/${name}.json`)

  it('tells the cost of a draft, for people and as JSON', async () => {
    const draft = file('june.json', DRAFT)
    const [text, json] = await Promise.all([
      tessera(['rehearse', ...CARTS, '--draft', draft]),
      tessera(['rehearse', ...CARTS, '--draft', draft, '--json']),
    ])
    expect(text).toMatchObject({ code: 0, err: '' })
    expect(text.out).toMatch(/2 carts rehearsed\./)
    expect(text.out).toMatch(/platform gives +\d+\.\d\d +\d+\.\d\d +\+4\.98/)
    expect(text.out).toMatch(/june-ship +1 +4\.98 USD/)
    const report = JSON.parse(json.out)
    expect(report.currencies).toMatchObject([
      { currency: 'USD', carts: 2, winners: { carts: 1, amount: 498 } },
    ])
    expect(report.offers).toMatchObject([{ offer: 'june-ship', used: 1 }])
  }, 60_000)

  it('takes carts from a stream, one a line, and counts what is none', async () => {
    const lines = CARTS.map((path) =>
      JSON.stringify(JSON.parse(readFileSync(join(ROOT, path), 'utf8'))),
    )
    const input = `\ufeff${lines.join('\n')}\n\n{"terms":\nnull\n`
    const { code, out } = await tessera(
      ['rehearse', '-', '--under', 'aliexpress-2020-03', '--json'],
      { input },
    )
    expect(code).toBe(0)
    const report = JSON.parse(out)
    expect(report).toMatchObject({ carts: 4, refused: { carts: 2 } })
    expect(
      report.currencies[0].losers.most.map((row: { cart: string }) => row.cart).sort(),
    ).toEqual(['line:1', 'line:2'])
  }, 60_000)

  it('tries nothing that could not be issued, and needs something to try', async () => {
    const beyond = DRAFT.replace('"free-shipping"', '"select-coupon"')
    const answers = await Promise.all([
      tessera(['rehearse', ...CARTS]),
      tessera(['rehearse', ...CARTS, '--under', 'none']),
      tessera(['rehearse', ...CARTS, '--draft', file('beyond.json', beyond)]),
      tessera(['rehearse', 'samples/carts/none.json', '--under', 'aliexpress-2026']),
    ])
    expect(answers.map(({ code, out }) => [code, out])).toEqual(answers.map(() => [2, '']))
    const says = ['say what is tried', 'no rule-set "none"', 'beyond.json#1', 'no such file']
    for (const [at, text] of says.entries()) expect(answers[at]?.err).toContain(text)
  }, 60_000)
})

const PUBLISHED = join(ROOT, '../shared/data/campaign-codes.csv')

if (existsSync(PUBLISHED)) {
  describe('the table of published codes, by the command', () => {
    it('is imported with its report', async () => {
      const child = startTessera(['offers', 'import', PUBLISHED, '--check'], env)
      child.stdin?.end()
      const { code, out } = await finished(child)
      expect(code).toBe(1)
      expect(out).toContain(
        '220 rows read. This was a trial: nothing is kept. It would import 185 offers',
      )
      expect(out).toMatch(/35 rows refused/)
    }, 60_000)
  })
}
