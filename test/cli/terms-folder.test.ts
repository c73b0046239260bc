import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { loadTerms } from '../../src/shell/files/terms-folder.ts'
import { cart } from './carts.ts'

const BAZAAR = {
  id: 'bazaar-1',
  programme: 'bazaar',
  title: 'Terms of the bazaar',
  inForce: { from: '2020-01-01T00:00:00Z', until: null },
  steps: ['only'],
  kinds: [{ id: 'voucher', name: 'Voucher', clause: 'bazaar.1' }],
  rules: [
    { id: 'step', on: ['voucher'], clause: 'bazaar.1', step: 'only' },
    { id: 'claiming', on: '*', clause: 'bazaar.2', claimed: false },
  ],
  settings: [{ id: 'rounding', clause: 'bazaar.3', rounding: 'down' }],
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-terms-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, document: unknown): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  const content = typeof document === 'string' ? document : JSON.stringify(document)
  writeFileSync(join(folder, path), content)
}

async function faultsOf(): Promise<Record<string, string>> {
  const loaded = await loadTerms(folder, shippedTerms)
  if (!isRefused(loaded)) return {}
  return Object.fromEntries(loaded.refused.map(({ path, fault }) => [path, fault]))
}

describe('loading rule-sets from a folder', () => {
  test('reads files and folders, beside the shipped ones where asked', async () => {
    put('bazaar.json', BAZAAR)
    put('fair/terms.json', { ...BAZAAR, id: 'fair-1', programme: 'fair' })
    put('fair/examples.json', '{"not": "terms"}')
    put('notes.md', 'not read')
    const own = await loadTerms(folder)
    if (isRefused(own)) throw new Error(JSON.stringify(own))
    expect(own.all.map((terms) => terms.id)).toEqual(['bazaar-1', 'fair-1'])
    const both = await loadTerms(folder, shippedTerms)
    if (isRefused(both)) throw new Error(JSON.stringify(both))
    expect(both.get('aliexpress-2026')).toBe(shippedTerms.get('aliexpress-2026'))
    const voucher = { id: 'v', kind: 'voucher', funder: 'platform', benefit: { percent: 10 } }
    const answer = quote(cart({ terms: 'bazaar-1', offers: [voucher] }), { terms: both })
    expect(answer).toMatchObject({ totals: { off: 480 } })
  })

  test('tc.22: two versions of a programme are never in force at the same instant', async () => {
    put('1.json', {
      ...BAZAAR,
      inForce: { from: '2020-01-01T00:00:00Z', until: '2021-01-01T00:00:00Z' },
    })
    put('2.json', { ...BAZAAR, id: 'bazaar-2', inForce: { from: '2021-01-01T00:00:00Z' } })
    expect(await faultsOf()).toEqual({})
    put('2.json', { ...BAZAAR, id: 'bazaar-2', inForce: { from: '2020-12-31T23:59:59Z' } })
    expect(await faultsOf()).toEqual({
      '2.json#/inForce': expect.stringContaining('in force at the same time'),
    })
  })

  test('tc.2: two rules that claim the same thing are refused, named by file and pointer', async () => {
    const rules = [
      ...BAZAAR.rules,
      { id: 'again', on: ['voucher'], clause: 'bazaar.4', claimed: true },
    ]
    put('fair/terms.json', { ...BAZAAR, rules })
    const faults = await faultsOf()
    expect(Object.keys(faults)).toEqual(['fair/terms.json#/rules/2'])
    expect(faults['fair/terms.json#/rules/2']).toContain('both claim "claimed" of "voucher"')
  })

  test('is refused whole, every file with its faults', async () => {
    put('a.json', '{"id": ')
    put('b.json', { ...BAZAAR, title: 7, extra: true })
    put('c.json', BAZAAR)
    put('d.json', BAZAAR)
    put('e.json', { ...BAZAAR, id: 'aliexpress-2026', programme: 'mine' })
    const faults = await faultsOf()
    expect(Object.keys(faults).sort()).toEqual([
      'a.json',
      'b.json#/extra',
      'b.json#/title',
      'd.json#/id',
      'e.json#/id',
    ])
    expect(faults['a.json']).toMatch(/^Is no JSON document: /)
    expect(faults['d.json#/id']).toContain('is the id of c.json')
  })

  test('a folder that is missing or holds none is refused', async () => {
    expect(await faultsOf()).toEqual({ [folder]: expect.stringContaining('Holds no rule-set') })
    expect(await loadTerms(join(folder, 'none'))).toEqual({
      refused: [
        { path: join(folder, 'none'), fault: 'Cannot be read as a folder: there is none.' },
      ],
    })
  })
})
