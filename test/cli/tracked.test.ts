import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { SHOP_PRODUCTS } from '../../src/shell/sources/shop/shop-prices.ts'
import { importReadings } from '../../src/shell/tracker/import-readings.ts'
import { seedTracker } from '../../src/shell/tracker/samples.ts'
import { trackedWorld } from '../http/market/tracker-world.ts'
import { aReading } from '../tracker/reading.ts'
import { tessera } from './command.ts'

// Each command is a process that opens a database: seconds, where the machine is busy.
vi.setConfig({ testTimeout: 60_000 })

const world = await trackedWorld({ withSamples: true })
const { market, store, time, visitor } = world
await seedTracker(store, market.tracker)
const { host = '', user = '', database = '' } = store.pool.options
const url = `postgres:///${database}?host=${encodeURIComponent(host)}&user=${user}`
const DATABASE = ['--database', url]

const ITEM = '1005006341680999'
const SKU = '12000036823357441'
const DAY_MS = 86_400_000
const ACCOUNT = '7654321098'
const LINK = `https://www.aliexpress.com/item/${ITEM}.html?pdp_npi=${encodeURIComponent(
  `4@dis!USD!9.99!8.88!!!9.99!8.88!@0123abcd1767225600123x!${SKU}!sea!US!${ACCOUNT}!X`,
)}`

const reading = (daysAgo: number, sale: number, more: object = {}) =>
  aReading({
    listing: ITEM,
    sku: SKU,
    at: new Date(time.now - daysAgo * DAY_MS).toISOString(),
    sale,
    source: 'feed',
    ...more,
  })

await importReadings(
  market,
  [
    reading(20, 2_000),
    reading(19, 1_800),
    reading(1, 1_800),
    reading(0, 1_900),
    reading(1, 1_500, { conditions: ['newcomer'], sku: '12000036823357442' }),
    reading(1, 1_700, { shipTo: 'DE', currency: 'EUR' }),
    reading(1, 1_000, { stock: 'out', sku: '12000036823357443' }),
  ],
  'A lamp',
)

describe('tessera history (fg.t.history, fg.t.target)', () => {
  test('of a product: what it costs, its lows, a target, and each change', async () => {
    const { code, out, err } = await tessera(['history', ITEM, '--ship-to', 'US', ...DATABASE])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('A lamp')
    // Neither the newcomers' price nor the one that is sold out is what it costs.
    expect(out).toMatch(/variant 12000036823357441, to US, USD\n +now 19\.00\n/)
    expect(out).toMatch(/ever +low 18\.00/)
    expect(out).toContain('a target to begin with: 18.90, reached once; confidence low')
  })

  test('takes a link, and tells nobody who copied it (fg.t.paste)', async () => {
    const [found, none] = await Promise.all([
      tessera(['history', LINK, ...DATABASE, '--json']),
      tessera(['history', LINK.replace(ITEM, '1005006341680000'), ...DATABASE]),
    ])
    expect(JSON.parse(found.out)).toMatchObject({
      key: { listing: ITEM, sku: SKU, shipTo: 'US', currency: 'USD' },
      points: [{ total: 2_000 }, { total: 1_800, readings: 2 }, { total: 1_900 }],
    })
    expect(none.code).toBe(2)
    expect(none.err).toContain('Nobody has asked for it yet')
    expect(found.out + none.err).not.toContain(ACCOUNT)
  })

  test('of another market; and says which there are where it has none such', async () => {
    const [german, none] = await Promise.all([
      tessera(['history', ITEM, '--currency', 'EUR', ...DATABASE]),
      tessera(['history', ITEM, '--currency', 'CHF', ...DATABASE]),
    ])
    expect(german.out).toContain('to DE, EUR')
    expect(none.code).toBe(2)
    expect(none.err).toContain('Has no such history. It has: ')
    expect(none.err).toContain('--ship-to DE --currency EUR')
  })

  test('as a table, which is a table to its end', async () => {
    const { out } = await tessera(['history', 'sample-potatoes', '--csv', ...DATABASE])
    const lines = out.trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^row,from,last_seen,readings,list/)
    // 383 prices and 7 gaps, below a heading.
    expect(lines).toHaveLength(1 + 383 + 7)
  })

  test('takes in what it printed, once, and refuses what is no history', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-history-'))
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const { out } = await tessera(['history', ITEM, '--currency', 'EUR', '--csv', ...DATABASE])
    const brought = file('mug.CSV', out.replaceAll(ITEM, 'mug-8').replaceAll('2026-', '2024-'))
    const taken = await tessera(['history', '--import', brought, ...DATABASE])
    expect(taken).toEqual({
      code: 0,
      out: 'Taken for mug-8: 1 prices, 0 aside, 0 gaps.\n',
      err: '',
    })
    const [shown, again, wrong, unnamed] = await Promise.all([
      tessera(['history', 'mug-8', '--csv', ...DATABASE]),
      tessera(['history', '--import', brought, ...DATABASE]),
      tessera(['history', '--import', file('no.json', '[1]'), ...DATABASE]),
      tessera(['history', '--import', file('no.txt', out), ...DATABASE]),
    ])
    rmSync(folder, { recursive: true })
    expect(shown.out).toContain(',mug-8,')
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('has prices here already')])
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Must be')])
    expect([unnamed.code, unnamed.err]).toEqual([2, expect.stringContaining('.csv or .json')])
  })

  test.each([
    ['no product', ['history'], 'name a product, or a file to --import'],
    ['both a product and a file', ['history', ITEM, '--import', 'a.csv'], 'name a product, or'],
    ['a market for a file', ['history', '--import', 'a.csv', '--sku', '1'], 'cannot be used with'],
  ])('refuses %s', async (_, asked, why) => {
    const { code, err } = await tessera([...asked, '--data', '/nowhere'])
    expect({ code, isTold: err.includes(why) }).toEqual({ code: 2, isTold: true })
  })

  test.each([
    ['a currency that is none', ['--currency', 'QQQ'], 'ISO 4217'],
    ['a country that is none', ['--ship-to', 'Germany'], 'two capital letters'],
    ['two forms at once', ['--csv', '--json'], "'--csv' cannot be used with option '--json'"],
  ])('refuses %s, and opens no database for it', async (_, options, why) => {
    const { code, err } = await tessera(['history', ITEM, ...options, '--data', '/nowhere'])
    expect({ code, isTold: err.includes(why) }).toEqual({ code: 2, isTold: true })
  })
})

describe('tessera watch (fg.t.target)', () => {
  test('reads a price, opens a list and prints its link', async () => {
    const [product] = SHOP_PRODUCTS
    const asked = ['watch', product?.id as string, '--target', '1.5', ...DATABASE, '--json']
    const { code, out, err } = await tessera(asked)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { list, targetMinor } = JSON.parse(out) as { list: string; targetMinor: number }
    expect(targetMinor).toBe(150)
    const token = list.replace('http://localhost:8080/watch/', '')
    const { body } = await visitor('GET', `/v1/watch-lists/${token}`)
    expect(body).toMatchObject({ watches: [{ kind: 'target', targetMinor: 150 }] })
  })

  test.each([
    ['what is no link', ['hello there', '--target', '5'], 'No link of the marketplace'],
    ['no target', [ITEM], '--target <amount>'],
    ['a target that is no amount', [ITEM, '--target', 'cheap'], 'an amount of money'],
    ['a target of nothing', [ITEM, '--target', '0.00'], 'an amount of money'],
    ['a currency that is none', [ITEM, '--target', '5', '--currency', 'usd'], 'ISO 4217'],
  ])('refuses %s', async (_, asked, why) => {
    const { code, err } = await tessera(['watch', ...asked, ...DATABASE])
    expect({ code, isTold: err.includes(why) }).toEqual({ code: 2, isTold: true })
  })
})
