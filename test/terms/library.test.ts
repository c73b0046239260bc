import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseInstant } from '../../src/core/base/instant.ts'
import {
  compileTerms,
  isRefused,
  loadTerms,
  quote,
  refund,
  shippedTerms,
  termsLibrary,
} from '../../src/tessera.ts'
import { accepted, line, offer, priced, purchase } from './purchase.ts'
import { BAZAAR } from './rule-set.ts'

describe('tc.22: the version of a programme that was in force at an instant', () => {
  // Half-open, and midnight of the platform's clock: daylight saving had begun on 8 March 2020.
  test.each([
    ['2018-10-23T23:59:59.999-07:00', undefined],
    ['2018-10-24T00:00:00-07:00', 'aliexpress-2018-10'],
    ['2018-10-24T07:00:00Z', 'aliexpress-2018-10'],
    ['2020-03-11T23:59:59.999-07:00', 'aliexpress-2018-10'],
    ['2020-03-12T00:00:00-07:00', 'aliexpress-2020-03'],
    ['2020-03-12T06:59:59.999Z', 'aliexpress-2018-10'],
    ['2020-03-12T07:00:00Z', 'aliexpress-2020-03'],
    ['2020-11-11T16:00:00+08:00', 'aliexpress-2020-03'],
    ['2025-12-31T23:59:59.999-08:00', 'aliexpress-2020-03'],
    ['2026-01-01T00:00:00-08:00', 'aliexpress-2026'],
    ['2026-01-01T07:59:59.999Z', 'aliexpress-2020-03'],
    ['2026-01-01T08:00:00Z', 'aliexpress-2026'],
    ['9999-12-31T23:59:59Z', 'aliexpress-2026'],
  ])('at %s: %s', (at, id) => {
    expect(shippedTerms.inForce('aliexpress', parseInstant(at) as number)?.id).toBe(id)
  })

  test('a programme without dates counts only where an input names it', () => {
    const instant = parseInstant('2026-06-24T12:00:00Z') as number
    expect(shippedTerms.inForce('aliexpress-general', instant)).toBeUndefined()
    expect(shippedTerms.inForce('bazaar', instant)).toBeUndefined()
    expect(shippedTerms.get('aliexpress-general')?.id).toBe('aliexpress-general')
  })

  test('a named rule-set is used whatever the date of the cart says', () => {
    const coupon = offer({ id: 'c', kind: 'coupon', benefit: { off: 100 } })
    const old = purchase({
      terms: 'aliexpress-2018-10',
      lines: [line('a', 1000)],
      offers: [{ ...coupon, kind: 'store-discount' }],
    })
    expect(old.at > '2026').toBe(true)
    expect(priced(old)).toMatchObject({ terms: 'aliexpress-2018-10', totals: { off: 100 } })
  })

  test('a newer version changes neither the price of an earlier order nor its refund', () => {
    const version = (id: string, on: string[], compare: string) => ({
      ...BAZAAR,
      id,
      rules: [
        { id: 'step', on: '*', clause: 'bz.3', step: 'first' },
        { id: 'minimum', on: '*', clause: 'bz.4', minimum: { compare, of: 'list' } },
      ],
      settings: [{ id: 'shipping', clause: 'bz.5', shippingComesBackOn: on }],
    })
    const first = accepted(compileTerms(version('bazaar-1', ['return'], 'reaches')))
    const second = accepted(compileTerms(version('bazaar-2', [], 'exceeds')))
    const input = purchase({
      terms: 'bazaar-1',
      lines: [line('a', 1000)],
      shipping: [{ seller: 'm-s1', method: 'standard', fee: 99 }],
      offers: [
        offer({ id: 'v', kind: 'voucher', minimum: { spend: 1000 }, benefit: { off: 100 } }),
      ],
    })
    const returned = { before: [], now: [{ line: 'a', quantity: 1 }], reason: 'return' } as const
    const answers = [termsLibrary([first]), termsLibrary([second, first])].map((terms) => {
      const answer = accepted(quote(input, { terms }))
      return { answer, back: refund({ input, quote: answer }, returned, { terms }) }
    })
    expect(answers[0]).toMatchObject({ answer: { totals: { total: 999 } }, back: { total: 999 } })
    expect(answers[1]).toEqual(answers[0])
    const terms = termsLibrary([second, first])
    const newer = accepted(quote({ ...input, terms: 'bazaar-2' }, { terms }))
    expect(newer).toMatchObject({ totals: { total: 1099 }, rejected: [{ short: 1 }] })
  })
})

describe('rule-sets from a folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tessera-rule-sets-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const put = (path: string, content: string | object): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    const asIs = typeof content === 'string' || content instanceof Uint8Array
    const text = asIs ? content : JSON.stringify(content)
    writeFileSync(join(folder, path), text)
  }

  const refusedPaths = async (): Promise<readonly string[]> => {
    const answer = await loadTerms(folder)
    return isRefused(answer) ? answer.refused.map((fault) => fault.path) : []
  }

  test('a good one prices a cart, and is asked by id and by date', async () => {
    put('bazaar/terms.json', { ...BAZAAR, inForce: { from: '2026-01-01T00:00:00Z' } })
    put('bazaar/README.md', 'words')
    put('markets/rates.json', '{}')
    const terms = accepted(await loadTerms(folder))
    expect(terms.all.map((one) => one.id)).toEqual(['bazaar-1'])
    expect(terms.get('aliexpress-2026')).toBeUndefined()
    expect(terms.inForce('bazaar', Date.UTC(2026, 0, 1))?.id).toBe('bazaar-1')
    expect(terms.inForce('bazaar', Date.UTC(2026, 0, 1) - 1)).toBeUndefined()
    const input = purchase({
      terms: 'bazaar-1',
      lines: [line('a', 1000)],
      offers: [offer({ id: 'v', kind: 'voucher', benefit: { percent: 10 } })],
    })
    expect(quote(input, { terms })).toMatchObject({ totals: { off: 100, total: 900 } })
    expect(quote(input)).toEqual({
      refused: [{ path: '/terms', fault: expect.stringContaining('"bazaar-1"') }],
    })
  })

  test.each<[string, Record<string, string | object>, string[]]>([
    ['no JSON', { 'a.json': '{' }, ['a.json']],
    ['no UTF-8 text', { 'a.json': Uint8Array.of(0x22, 0xff, 0x22) }, ['a.json']],
    ['JSON that is no rule-set', { 'a.json': '[1]' }, ['a.json#']],
    ['a fault inside', { 'a/terms.json': { ...BAZAAR, steps: [] } }, ['a/terms.json#/steps']],
    ['an id twice', { 'a.json': BAZAAR, 'b/terms.json': BAZAAR }, ['b/terms.json#/id']],
    [
      'a good one beside bad ones',
      { 'a.json': BAZAAR, 'b.json': 'null', 'c.json': '' },
      ['b.json#', 'c.json'],
    ],
  ])('%s is refused whole', async (_, files, paths) => {
    for (const [path, content] of Object.entries(files)) put(path, content)
    expect(await refusedPaths()).toEqual(paths)
  })

  test('a folder that is empty, missing or a file is refused with what is expected', async () => {
    expect(await refusedPaths()).toEqual([folder])
    put('a.txt', 'words')
    for (const name of ['none', 'a.txt']) {
      expect(await loadTerms(join(folder, name))).toEqual({
        refused: [{ path: join(folder, name), fault: expect.stringMatching(/^Cannot be read/) }],
      })
    }
  })
})
