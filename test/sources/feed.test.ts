import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { feedSource, readFeed } from '../../src/shell/sources/feed.ts'

const folder = mkdtempSync(join(tmpdir(), 'tessera-feed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const US = { shipTo: 'US', currency: 'USD' }
const file = (name: string, text: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const CSV = `at,listing,currency,sale,list,sku
2026-11-01T10:00:00Z,lamp,USD,19.90,25.00,red
2026-11-01T12:00:00Z,lamp,USD,17.90,25.00,red
2026-11-01T11:00:00Z,lamp,USD,18.90,25.00,red
2026-11-01T11:00:00Z,lamp,USD,20.00,25.00,blue
2026-11-01T11:00:00Z,kettle,JPY,2000,,
`
const line = (more = {}) =>
  JSON.stringify({
    listing: 'chair',
    sku: null,
    shipTo: null,
    currency: 'EUR',
    surface: 'site',
    at: '2026-11-01T10:00:00Z',
    source: 'page',
    list: 5_000,
    sale: 4_000,
    stock: 'in',
    shipping: 0,
    conditions: [],
    layers: [],
    ...more,
  })

describe('what is pushed', () => {
  test('is of the feed, whatever source it names', () => {
    expect(
      readFeed(Buffer.from(`${line()}\n\n${line({ listing: 'b' })}\n`), 'ndjson'),
    ).toMatchObject([
      { listing: 'chair', source: 'feed' },
      { listing: 'b', source: 'feed' },
    ])
    expect(readFeed(Buffer.from(CSV), 'csv')).toHaveLength(5)
  })

  test.each([
    ['a line that is no JSON', Buffer.from(`${line()}\n{`), '/2'],
    ['an amount that is no whole number', Buffer.from(line({ sale: 1.5 })), '/1/sale'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), ''],
  ])('%s is refused whole, with its place', (_, bytes, path) => {
    const answer = readFeed(bytes, 'ndjson')
    expect(isRefused(answer) && answer.refused[0]).toMatchObject({ path })
  })
})

describe('files of a feed', () => {
  test('give the newest reading of each variant, and follow the file', async () => {
    const path = file('lamps.csv', CSV)
    const source = feedSource({ files: [path, file('chairs.ndjson', line())] })
    const observe = (listing: string) => source.observe({ origin: 'feed', listing }, US)
    expect(await observe('lamp')).toMatchObject({
      readings: [
        { sku: 'red', sale: 1_790, at: '2026-11-01T12:00:00Z' },
        { sku: 'blue', sale: 2_000 },
      ],
    })
    expect(await observe('kettle')).toMatchObject({ readings: [{ currency: 'JPY', sale: 2_000 }] })
    expect(await observe('chair')).toMatchObject({ readings: [{ sale: 4_000, source: 'feed' }] })
    expect(await observe('toString')).toMatchObject({ unseen: 'unknown' })
    writeFileSync(path, `${CSV}2026-11-01T13:00:00Z,lamp,USD,9.90,25.00,red\n`)
    expect(await observe('lamp')).toMatchObject({ readings: [{ sale: 990 }, {}] })
  })

  test('with a fault are told once, and what they said before still counts', async () => {
    const faults: string[] = []
    const path = file('faulty.csv', CSV)
    const source = feedSource({ files: [path], onFault: ({ fault }) => faults.push(fault) })
    const observe = () => source.observe({ origin: 'feed', listing: 'lamp' }, US)
    await observe()
    writeFileSync(path, CSV.replace('17.90', 'cheap'))
    expect(await observe()).toMatchObject({ readings: [{ sale: 1_790 }, {}] })
    await observe()
    expect(faults).toEqual(['/3/sale Must be an amount of its currency, such as 19.99.'])
    rmSync(path)
    expect(await observe()).toMatchObject({ readings: [{ sale: 1_790 }, {}] })
    expect(faults[1]).toMatch(/ENOENT/)
  })

  test('have a name that says what they are', () => {
    expect(() => feedSource({ files: ['prices.xlsx'] })).toThrow(/must end in .csv/)
  })
})
