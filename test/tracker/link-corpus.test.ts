import { describe, expect, test } from 'vitest'
import { readLink } from '../../src/core/tracker/link/link.ts'
import { sharedPath, sharedText } from './shared-data.ts'

interface Case {
  readonly url: string
  readonly expect: Readonly<Record<string, unknown>>
}

const ANSWERED = ['kind', 'itemId', 'skuId', 'globalIdInferred', 'pdpNpi'] as const

if (sharedPath('data/url-corpus.jsonl')) {
  describe('recorded shapes of links (fg.t.paste)', () => {
    const cases = sharedText('data/url-corpus.jsonl').trim().split('\n')
    const parsed = cases.map((line) => JSON.parse(line) as Case)

    test.each(parsed)('$url', ({ url, expect: expected }) => {
      const link: Readonly<Record<string, unknown>> = { ...readLink(url) }
      const told = ANSWERED.filter((name) => link[name] !== undefined)
      expect(Object.fromEntries(told.map((name) => [name, link[name]]))).toEqual(expected)
    })

    test('all eighty were asked', () => expect(parsed).toHaveLength(80))
  })
}

const LISTINGS = ['fr-ma-2025-05-09.csv', 'pk-2025-04-18.csv'] as const

if (sharedPath(`data/listings/${LISTINGS[0]}`)) {
  test.each(LISTINGS)('every recorded link of %s carries its price (fg.t.paste)', (file) => {
    const text = sharedText(`data/listings/${file}`)
    const urls = text.match(/https:\/\/[^\s",]*\/item\/[^\s",]*pdp_npi=[^\s",]*/g) ?? []
    expect(urls.length).toBeGreaterThan(200)
    const unread = urls.filter((url) => readLink(url).pdpNpi?.traceMs === undefined)
    expect(unread).toEqual([])
  })
}

const TORTURE = [
  'corpora/url/urltestdata.json',
  'corpora/url/urltestdata-javascript-only.json',
  'corpora/url/ada_extra_urltestdata.json',
  'corpora/url/ada_long_urltestdata.json',
  'corpora/url/toascii.json',
  'corpora/own/ssrf-urls.json',
  'corpora/own/ssrf-dns-scripts.json',
  'corpora/naughty-strings/blns.json',
] as const

for (const file of TORTURE.filter(sharedPath)) {
  test(`nothing of ${file} is a link of the marketplace (fg.t.paste)`, () => {
    const texts = textsIn(JSON.parse(sharedText(file)))
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter((text) => readLink(text).kind !== 'reject')).toEqual([])
  })
}

/** Every text in a document. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
