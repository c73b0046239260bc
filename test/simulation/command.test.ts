import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import document from '../../processes/order.json' with { type: 'json' }
import { ROOT, tessera } from '../cli/command.ts'

// Each command is a process of its own: seconds, where the machine is busy.
vi.setConfig({ testTimeout: 30_000 })

const folder = mkdtempSync(join(tmpdir(), 'tessera-simulate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const simulate = (...args: string[]) => tessera(['simulate', ...args])

describe('tessera simulate', () => {
  test('prints a summary, and the same report twice as JSON and as a page', async () => {
    const [one, two] = [join(folder, 'one.html'), join(folder, 'two.html')]
    const small = ['--orders', '60', '--days', '30', '--seed', '4']
    const [text, json, again] = await Promise.all([
      simulate(...small),
      simulate(...small, '--json', '--report', one),
      simulate(...small, '--json', '--report', two),
    ])
    expect(text).toMatchObject({ code: 0, err: '' })
    expect(text.out).toContain('60 orders in')
    expect(again).toEqual(json)
    expect(JSON.parse(json.out)).toMatchObject({ options: { orders: 60, days: 30, seed: 4 } })
    const page = readFileSync(one, 'utf8')
    expect(page).toContain('Simulation of 60 orders')
    expect(readFileSync(two, 'utf8')).toBe(page)
  })

  test('tries a draft of the process, and tells which law it breaks, where and for which seed', async () => {
    const [same, broken] = [join(folder, 'same.json'), join(folder, 'broken.json')]
    const rows = document.rows.map(({ effects, ...row }) =>
      row.event === 'ship-by' ? row : { ...row, ...(effects && { effects }) },
    )
    writeFileSync(same, JSON.stringify(document))
    writeFileSync(broken, JSON.stringify({ ...document, rows }))
    const small = ['--orders', '80', '--until-over', '--process']
    const [fine, text, json, bad] = await Promise.all([
      simulate(...small, same),
      simulate(...small, broken),
      simulate(...small, broken, '--json'),
      simulate(...small, join(ROOT, 'package.json')),
    ])
    expect(fine).toMatchObject({ code: 0, err: '' })
    expect(text).toMatchObject({ code: 1, out: '' })
    expect(text.err).toMatch(
      /^A law broke at 2026-.*, seed 1, order checkout \d+-\d: The order is over and \d+ is left in it\.$/m,
    )
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ seed: 1, order: expect.any(String) })
    expect(bad.code).toBe(2)
    expect(bad.err).toContain('/states  Is required.')
  })

  test('refuses bad input with each fault, and a page that cannot be written', async () => {
    const [bad, json, nowhere] = await Promise.all([
      simulate('--orders', '0', '--days', 'ten', '--seed', '1e3'),
      simulate('--orders', '100001', '--json'),
      simulate('--orders', '1', '--days', '1', '--report', join(folder, 'none', 'page.html')),
    ])
    expect(bad.code).toBe(2)
    expect(bad.err.split('\n')).toEqual([
      '--orders  Must be a whole number from 1 to 100,000.',
      '--days  Must be a whole number from 1 to 3,650.',
      '--seed  Must be a whole number from 0 to 4,294,967,295.',
      '',
    ])
    expect(json.code).toBe(2)
    expect(JSON.parse(json.out)).toMatchObject({ refused: [{ path: '--orders' }] })
    expect(nowhere.code).toBe(2)
    expect(nowhere.err).toContain('its folder is not there')
  })
})
