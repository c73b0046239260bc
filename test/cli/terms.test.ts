import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import type { Terms } from '../../src/core/pricing/terms.ts'
import { literateTerms } from '../../src/shell/cli/literate.ts'
import document2020 from '../../terms/aliexpress-2020-03/terms.json' with { type: 'json' }
import { tessera } from './command.ts'

function flat(text: string): string {
  return text.replaceAll(/\s+(\| )?/g, ' ')
}

describe('a rule-set as a text', () => {
  test('tc.2: a specific rule tells which general rule it overrides', () => {
    const told = flat(literateTerms(shippedTerms.get('aliexpress-2020-03') as Terms, 80))
    expect(told).toContain(
      'Its minimum spend is met when the list price of its items is above it. It overrides "minimum" (tc.3). [tc.10.c]',
    )
    expect(told).toContain(
      'In force from 2020-03-12T00:00:00-07:00 until 2026-01-01T00:00:00-08:00.',
    )
    expect(told).toContain(
      'At most one for an order (one seller and one shipping method), counted together',
    )
    expect(told).toContain('Lines marked virtual take no part. [tc.10.d]')
    expect(told).toContain(
      'Coins come back with the refund that completes the whole checkout. [tc.18.b]',
    )
  })

  test.each(shippedTerms.all)(
    '$id says every kind, every rule that counts, every clause',
    (terms) => {
      const text = literateTerms(terms, 80)
      const told = flat(text)
      for (const kind of terms.document.kinds) expect(told).toContain(`${kind.name} (${kind.id})`)
      for (const rule of [...terms.document.rules, ...terms.document.settings]) {
        expect(told).toContain(`[${rule.clause}]`)
        const says = clauseById(rule.clause)?.says ?? ''
        // Once, where it is first cited.
        expect(told.split(flat(`${rule.clause}: ${says}`)).length).toBe(says ? 2 : 1)
        if (rule.overrides) expect(told).toContain(`It overrides "${rule.overrides}"`)
      }
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    },
  )
})

describe('tessera terms', () => {
  test('lists all, those of a folder too, and prints one as it is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-terms-'))
    const own = { ...document2020, id: 'mine-1', programme: 'mine', title: 'Mine\u001b[2J' }
    writeFileSync(join(folder, 'mine.json'), JSON.stringify(own))
    const [all, one, text] = await Promise.all([
      tessera(['terms', '--terms', folder]),
      tessera(['terms', 'aliexpress-2020-03', '--json']),
      tessera(['terms', '--terms', folder, 'mine-1']),
    ])
    rmSync(folder, { recursive: true })
    expect(all.out).toMatch(/^aliexpress-2020-03 +aliexpress +2020-03-12 +2026-01-01/m)
    expect(all.out).toMatch(/^mine-1 +mine +2020-03-12/m)
    expect(JSON.parse(one.out)).toEqual(document2020)
    expect(text.out).toContain('Mine\\u{1b}[2J')
  })

  test('tc.22: finds the version that was in force at an instant', async () => {
    const at = ['terms', '--at']
    const [before, after, never, bad] = await Promise.all([
      tessera([...at, '2020-03-11T23:59:59-07:00', '--json']),
      tessera([...at, '2020-03-12T00:00:00-07:00', '--programme', 'aliexpress']),
      tessera([...at, '2001-01-01T00:00:00Z']),
      tessera([...at, '2020-03-12', '--json']),
    ])
    expect(JSON.parse(before.out)).toMatchObject([{ id: 'aliexpress-2018-10' }])
    expect(after.out).toMatch(/^AliExpress coupon terms of 12 March 2020\n/)
    expect(never.code).toBe(2)
    expect(never.err).toContain('was in force at 2001-01-01T00:00:00Z')
    expect(bad.code).toBe(2)
    expect(JSON.parse(bad.out).refused[0].fault).toContain('no RFC 3339 instant')
  })

  test('a rule-set that is not there is refused, and the known ones are named', async () => {
    const { code, err } = await tessera(['terms', 'nothing'])
    expect(code).toBe(2)
    expect(err).toMatch(/^nothing {2}No rule-set of this name\. Known: aliexpress-2018-10, /)
  })
})
