import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { exampleInput } from '../../src/contract/example.ts'
import { exchange, serve, shared, statuses } from './served.ts'

const corpora = shared('corpora')

/**
 * Amounts that the collection of bad amounts would have refused for any shop, but that a unit price
 * may be here: whole minor units from 0 to 10^13, where 0 is a gift.
 */
const FINE_AS_UNIT_PRICE = {
  '0': 'a gift in the cart costs nothing',
  '1000000000000': 'amounts go up to 10^13: large denominations of IRR and IDR need them',
} as const

const read = (path: string) => JSON.parse(readFileSync(`${corpora}/${path}`, 'utf8'))

if (corpora !== null) {
  const { port, post, get } = await serve()
  const paths = [
    '/v1/quotes',
    '/v1/quotes/explain',
    '/v1/quotes/best',
    '/v1/quotes/unlock',
    '/v1/quotes/best/explain',
    '/v1/plans',
    '/v1/plans/explain',
    '/v1/refunds',
  ] as const
  const status = async (path: string, body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await post(path, body)
    const text = await answer.text()
    if (answer.status !== 200) expect(JSON.parse(text)).toMatchObject({ status: answer.status })
    return answer.status
  }
  const one = (body: string) => status('/v1/quotes', body)
  const withLine = (json: string) =>
    JSON.stringify({
      ...exampleInput,
      lines: [{ ...exampleInput.lines[0], unitPrice: 'HERE' }],
    }).replace('"HERE"', json)
  const withId = (id: unknown) => {
    const { store: _, ...line } = exampleInput.lines[0] as (typeof exampleInput.lines)[number]
    return JSON.stringify({
      ...exampleInput,
      stores: Object.fromEntries([[id, { seller: 'm1' }]]),
      lines: [{ ...line, id, listing: id, sku: id, store: id, category: [id], traits: [id] }],
      offers: [{ ...exampleInput.offers?.[0], id, code: id, owner: id, scope: { stores: [id] } }],
    })
  }

  describe('JSON that is none, or barely', () => {
    const folder = `${corpora}/json/test_parsing`
    test.each(paths)('%s accepts nothing of it', async (path) => {
      const wrong: string[] = []
      for (const file of readdirSync(folder)) {
        const got = await status(path, new Uint8Array(readFileSync(`${folder}/${file}`)))
        // None of these texts is an input, well-formed or not.
        if (got < 400 || got >= 500) wrong.push(`${file}: ${got}`)
      }
      expect(wrong).toEqual([])
    })

    test('a batch answers each line of it by a refusal, and goes on', async () => {
      for (const file of readdirSync(folder)) {
        const bytes = Buffer.concat([readFileSync(`${folder}/${file}`), Buffer.from('\n{}')])
        const answer = await post('/v1/quotes/batch', new Uint8Array(bytes), 'application/x-ndjson')
        const lines = (await answer.text()).trimEnd().split('\n')
        expect(answer.status).toBe(200)
        expect(lines.every((line) => line.startsWith('{"refused":[{"path":"'))).toBe(true)
        expect(lines.at(-1)).toContain('"/terms"')
      }
    })
  })

  describe('naughty strings', () => {
    const strings: string[] = read('naughty-strings/blns.json')
    const isId = (text: string) => /^[^\p{Cc}]{1,128}$/su.test(text) && text.length <= 128

    test('as ids they come back as they went, or are refused for what ids may not be', async () => {
      for (const text of strings) {
        const answer = await post('/v1/quotes', withId(text))
        const lone = text !== text.toWellFormed()
        if (isId(text) && !lone) {
          const said = (await answer.json()) as { lines: { id: string }[] }
          expect(answer.status).toBe(200)
          expect(said.lines[0]?.id).toBe(text)
        } else expect(answer.status).toBe(400)
      }
    })

    test('as whole bodies, lines of a batch, paths and headers they are refused', {
      timeout: 30_000,
    }, async () => {
      for (const text of strings) {
        expect(await one(text)).toBe(400)
        expect(await one(JSON.stringify(text))).toBe(400)
        const found = await get(`/v1/terms/${encodeURIComponent(text.toWellFormed())}`)
        expect([404, 200]).toContain(found.status)
        if (found.status === 200) expect(text).toBe('')
        expect((await get(`/v1/terms?at=${encodeURIComponent(text.toWellFormed())}`)).status).toBe(
          400,
        )
      }
    })
  })

  describe('amounts', () => {
    const { cases } = read('own/bad-amounts.json') as { cases: { json: string; expect: string }[] }

    test.each(cases.map(({ json, expect: due }) => [json.slice(0, 40), json, due] as const))(
      'unitPrice %s',
      async (_, json, due) => {
        const got = await one(withLine(json))
        if (due === 'accept' || Object.hasOwn(FINE_AS_UNIT_PRICE, json)) expect(got).toBe(200)
        else if (due === 'reject') expect(got).toBe(400)
        else expect([200, 400]).toContain(got)
      },
    )

    test('one spelling of an amount is read as the other', async () => {
      const totals = async (json: string) => {
        const answer = await post('/v1/quotes', withLine(json))
        return ((await answer.json()) as { totals: object }).totals
      }
      expect(await totals('0.1e1')).toEqual(await totals('1'))
      expect(await totals('1E+2')).toEqual(await totals('100'))
      expect(await totals('10.0')).toEqual(await totals('10'))
    })
  })

  describe('coupon codes', () => {
    const { cases, types } = read('own/coupon-codes.json') as {
      cases: { raw: string }[]
      types: unknown[]
    }
    const withCode = (code: unknown) =>
      JSON.stringify({ ...exampleInput, offers: [{ ...exampleInput.offers?.[1], id: 'o', code }] })

    // A code here is a label of an offer, compared with nothing: any text that an id may be will do.
    test('a text is a label, a text that no id may be is refused', async () => {
      for (const { raw } of cases) {
        const fine = raw.length >= 1 && raw.length <= 128 && !/\p{Cc}/u.test(raw)
        expect(await one(withCode(raw))).toBe(fine ? 200 : 400)
      }
    })

    test('what is no text is refused', async () => {
      for (const code of types) expect(await one(withCode(code))).toBe(code === null ? 200 : 400)
    })

    test('a code that was not offered cannot be chosen', async () => {
      for (const { raw } of cases) {
        expect(await one(JSON.stringify({ ...exampleInput, choose: [raw] }))).toBe(400)
      }
    })
  })

  describe('bytes on a plain socket', () => {
    const { cases } = read('own/raw-http.json') as {
      cases: { id: string; b64: string; expect: string }[]
    }

    test.each(cases.map((one) => [one.id, one.expect, one.b64] as const))(
      '%s: %s',
      async (id, due, b64) => {
        const isSure = id === 'expect' || /^\d+$/.test(due)
        const awaited = id === 'pipelined' ? 2 : 1
        const got = statuses(
          await exchange(port, Buffer.from(b64, 'base64'), {
            answers: awaited,
            ...(!isSure && awaited === 1 && { forMs: 300 }),
          }),
        )
        expect(got.filter((one) => one >= 500)).toEqual([])
        const served = [
          'host-evil',
          'abs-uri',
          'upgrade',
          'get-body',
          'pipelined',
          'empty-line',
          'obs-fold',
          'lf-only',
        ]
        if (!served.includes(id)) expect(got.every((one) => one >= 400)).toBe(true)
        if (/^\d+$/.test(due)) expect(got).toEqual([Number(due)])
        if (id === 'pipelined') expect(got).toEqual([200, 200])
        if (id === 'expect') expect(got[0]).toBeGreaterThanOrEqual(400)
        expect((await get('/health')).status).toBe(200)
      },
    )
  })
}

test('the exceptions are amounts that the specification permits', () => {
  for (const json of Object.keys(FINE_AS_UNIT_PRICE)) {
    expect(Number(json)).toBeLessThanOrEqual(1e13)
    expect(Number.isSafeInteger(Number(json))).toBe(true)
  }
})
