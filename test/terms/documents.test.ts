import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RULE_PROPERTIES, SETTING_PROPERTIES } from '../../src/core/pricing/terms-document.ts'
import { compileTerms, type Input, isRefused } from '../../src/tessera.ts'
import { kindTable, ruleSetPages } from './kind-table.ts'
import { explained, nets, outcomes } from './purchase.ts'
import { exampleTerms } from './worked.ts'

describe('each rule-set has a page with the table of its kinds, drawn from the data', () => {
  test.each(ruleSetPages().map((page) => [page.path, page] as const))('%s', (_, page) => {
    expect(page.table, 'redraw with: node test/terms/kind-table.ts --write').toBe(
      kindTable(page.terms),
    )
    expect(page.text?.startsWith(`# ${page.terms.id}\n`)).toBe(true)
  })

  test('and a row in the page of its folder', () => {
    const root = join(import.meta.dirname, '../..')
    const pages = ['terms/README.md', 'terms/examples/README.md'].map((path) =>
      readFileSync(join(root, path), 'utf8'),
    )
    const lost = ruleSetPages().filter(
      ({ terms }) => !pages.some((text) => text.includes(`[${terms.id}](${terms.id}/README.md)`)),
    )
    expect(lost.map((page) => page.path)).toEqual([])
  })
})

describe('docs/terms.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/terms.md'), 'utf8')
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(
    (match) => JSON.parse(match[1] as string) as unknown,
  )
  const [smallest, exception, fault, places, seller, coins, cart] = blocks
  const shopee = exampleTerms.get('shopee')?.document

  test('holds the blocks that are tested here', () => {
    expect(blocks.length).toBe(7)
  })

  test('its smallest rule-set is sound', () => {
    expect(isRefused(compileTerms(smallest))).toBe(false)
  })

  test('its exception is sound, and refused as it says without naming what it overrides', () => {
    const { rules, ...rest } = smallest as { rules: object[] }
    const [general, special] = exception as Record<string, unknown>[]
    const withRow = (row: object) => compileTerms({ ...rest, rules: [...rules, general, row] })
    expect(isRefused(withRow(special as object))).toBe(false)
    expect(withRow({ ...special, overrides: undefined })).toEqual({ refused: [fault] })
  })

  test('the rows of its walk are those of the rule-set', () => {
    for (const row of [...(places as object[]), ...(seller as object[])]) {
      expect(shopee?.rules).toContainEqual(row)
    }
    for (const row of coins as object[]) expect(shopee?.settings).toContainEqual(row)
  })

  test('the cart of its walk comes out as the table says', () => {
    const { quote } = explained(cart as Input, exampleTerms)
    expect(outcomes(quote)).toEqual({
      'SHOP-A': 1000,
      'SHOP-B': 1000,
      TEN: 800,
      SHIP: 300,
      LAMPS: 'slot-taken',
    })
    expect(quote.rejected[0]?.clause).toBe('sp.seller')
    expect(nets(quote)).toEqual([8446, 3754])
    expect(quote.totals.total).toBe(12_348)
    const chosen = { ...(cart as Input), choose: ['LAMPS', 'SHOP-B', 'TEN', 'SHIP'] }
    expect(outcomes(explained(chosen, exampleTerms).quote)).toMatchObject({ LAMPS: 2000 })
  })

  test.each([...RULE_PROPERTIES, ...SETTING_PROPERTIES])('it tells of %s', (property) => {
    expect(text).toContain(`| \`${property}\` |`)
  })
})
