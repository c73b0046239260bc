import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { COMPONENTS, ITEM, RED } from '../tracker/component-page.ts'
import { tessera } from './command.ts'

const ACCOUNT = '7654321098'
const LINK = `https://www.aliexpress.com/item/${ITEM}.html?pdp_npi=${encodeURIComponent(
  `4@dis!USD!9.99!8.88!!!9.99!8.88!@0123abcd1767225600123x!${RED}!sea!US!${ACCOUNT}!X`,
)}`

describe('tessera link (fg.t.paste)', () => {
  it('tells people what a link means, and nothing of its paster', async () => {
    const { code, out, err } = await tessera(['link', LINK])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(ITEM)
    expect(out).toContain('8.88 USD (list 9.99)')
    expect(out).not.toContain(ACCOUNT)
  })

  it('answers in JSON: one answer, or a list', async () => {
    const one = await tessera(['link', ITEM, '--json'])
    expect(JSON.parse(one.out)).toMatchObject({ kind: 'item', itemId: ITEM })
    const two = await tessera(['link', ITEM, 'https://evil.example/', '--json'])
    expect(JSON.parse(two.out)).toMatchObject([{ kind: 'item' }, { kind: 'reject' }])
    expect(two.code).toBe(2)
  })

  it('answers a line with a line, in order', async () => {
    const lines = [
      LINK,
      'evil.example/item/1',
      JSON.stringify(`see\n${LINK}`),
      'a.aliexpress.com/_x1',
    ]
    const { code, out } = await tessera(['link', '--ndjson'], { input: `${lines.join('\r\n')}\n` })
    const kinds = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind)
    expect({ code, kinds }).toEqual({ code: 0, kinds: ['item', 'reject', 'item', 'short'] })
    expect(out).not.toContain(ACCOUNT)
  })

  it('takes no link for a file of links, and repeats nothing of its paster', async () => {
    const { code, out, err } = await tessera(['link', '--ndjson', LINK])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('leave the option out')
    expect(err).not.toContain(ACCOUNT)
  })

  it('asks for a link where none is named', async () => {
    const { code, err } = await tessera(['link'])
    expect(code).toBe(2)
    expect(err).toContain('name at least one link')
  })
})

describe('tessera observe (fg.t.history)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-observe-'))
  const page = join(folder, 'page.json')
  const blocked = join(folder, 'blocked.html')
  writeFileSync(page, COMPONENTS)
  writeFileSync(blocked, '<html>Please slide to verify</html>')
  afterAll(() => rmSync(folder, { recursive: true }))

  it('prints the receipt of every variant', async () => {
    const { code, out } = await tessera(['observe', page])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      shape: 'components',
      listings: [{ id: ITEM, title: 'A mug' }],
      observations: [
        { sku: RED, list: 18999, sale: 7950, shipping: 5198, public: true },
        { list: 120000 },
      ],
    })
  })

  it('takes no link for a file, and repeats nothing of its paster (fg.t.paste)', async () => {
    const [one, many, missing] = await Promise.all([
      tessera(['observe', LINK]),
      tessera(['observe', '--ndjson'], { input: `${LINK}\n//${LINK}\n` }),
      tessera(['observe', '--ndjson', LINK]),
    ])
    expect([one.code, many.code, missing.code]).toEqual([2, 0, 2])
    expect(one.err).toContain('nothing is fetched here')
    expect(many.out.split('\n').filter((line) => line.includes('nothing is fetched'))).toHaveLength(
      2,
    )
    for (const { out, err } of [one, many, missing]) expect(out + err).not.toContain(ACCOUNT)
  })

  it('says what a page is that shows no price', async () => {
    const { code, out } = await tessera(['observe', blocked])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ none: 'blocked' })
  })

  it('reads a list of files, and goes on where one cannot be read', async () => {
    const missing = join(folder, 'missing')
    const input = [page, missing, JSON.stringify(blocked)].join('\n')
    const { code, out } = await tessera(['observe', '--ndjson'], { input })
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(code).toBe(0)
    expect(answers).toMatchObject([
      { file: page, shape: 'components' },
      { file: missing, fault: 'Cannot be read: there is no such file.' },
      { file: blocked, none: 'blocked' },
    ])
  })

  it('takes from its options what a page does not tell', async () => {
    const html =
      '<html><meta charset="windows-1252"><title>Caf\u00e9</title><meta property="og:price:amount" content="12.50">'
    const options = ['--listing', 'mug-7', '--currency', 'EUR', '--ship-to', 'DE']
    const input = Buffer.from(html, 'latin1')
    const { out } = await tessera(['observe', '-', '--at', '2026-01-01T00:00:00Z', ...options], {
      input,
    })
    expect(JSON.parse(out)).toMatchObject({
      listings: [{ title: 'Café' }],
      observations: [
        { listing: 'mug-7', currency: 'EUR', shipTo: 'DE', sale: 1250, at: '2026-01-01T00:00:00Z' },
      ],
    })
    const { code, err } = await tessera(['observe', '-', '--currency', 'QQQ'], { input })
    expect({ code, isTold: err.includes('ISO 4217') }).toEqual({ code: 2, isTold: true })
  })
})
