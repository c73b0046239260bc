import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Quote } from '../../src/core/pricing/document.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { CART, cart } from './carts.ts'
import { finished, ROOT, startTessera, tessera } from './command.ts'

const good = JSON.stringify(CART)
const answerOfGood = JSON.stringify(quote(CART))

function linesOf(out: string): string[] {
  expect(out === '' || out.endsWith('\n')).toBe(true)
  return out.split('\n').slice(0, -1)
}

describe('tessera quote --ndjson', () => {
  test('answers each line in order, a bad one too, whatever the line ends are', async () => {
    const bad = JSON.stringify(cart({ lines: [{ ...CART.lines[0], unitPrice: 19.99 }] }))
    const input = `\uFEFF${good}\r\n${bad}\r\n{"terms":\n\n  \r\n[]\n${good}\u2028\n${good}`
    const { code, out, err } = await tessera(['quote', '--ndjson'], { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [first, second, third, fourth, fifth, last, ...others] = linesOf(out)
    expect(others).toEqual([])
    expect([first, last]).toEqual([answerOfGood, answerOfGood])
    expect(JSON.parse(second as string).refused).toMatchObject([{ path: '/lines/0/unitPrice' }])
    for (const refused of [third, fourth, fifth]) {
      expect(JSON.parse(refused as string).refused[0].path).toBe('')
    }
  })

  test('refuses choices that a stream cannot have, and a file that is not there', async () => {
    const [conflict, missing] = await Promise.all([
      tessera(['quote', '--ndjson', '--choose', 'a']),
      tessera(['quote', '--ndjson', 'no-such.ndjson']),
    ])
    expect(conflict.code).toBe(2)
    expect(conflict.err).toContain('cannot be used with')
    expect(missing).toMatchObject({ code: 2, out: '' })
    expect(missing.err).toContain('there is no such file')
  })

  test('keeps the pace of its reader, and loses no line of 20,000', {
    timeout: 60_000,
  }, async () => {
    const child = startTessera(['quote', '--ndjson'])
    const sent = 20_000
    child.stdin?.end(`${good}\n`.repeat(sent))
    // Nobody reads yet: what the command takes in is what two pipes and a few lines hold.
    await wait(500)
    const size = (good.length + 1) * sent
    expect(child.stdin?.writableLength).toBeGreaterThan(size * 0.9)
    const { code, out } = await finished(child)
    expect(code).toBe(0)
    const lines = linesOf(out)
    expect(lines.length).toBe(sent)
    expect(new Set(lines)).toEqual(new Set([answerOfGood]))
  })

  test('ends quietly when its reader has seen enough', async () => {
    const child = startTessera(['quote', '--ndjson'])
    child.stdin?.on('error', () => {}).end(`${good}\n`.repeat(2000))
    child.stdout?.once('data', () => child.stdout?.destroy())
    const [err] = await Promise.all([text(child.stderr as Readable), once(child, 'exit')])
    expect({ code: child.exitCode, err }).toEqual({ code: 0, err: '' })
  })
})

describe('tessera refund --ndjson', () => {
  test('answers each line in order, a bad one too', async () => {
    const request = {
      input: CART,
      quote: quote(CART) as Quote,
      before: [],
      now: [{ line: 'tea', quantity: 1 }],
      reason: 'return',
    }
    const lines = [request, { ...request, reason: 'regret' }, request]
    const input = lines.map((line) => JSON.stringify(line)).join('\n')
    const { code, out } = await tessera(['refund', '--ndjson'], { input })
    expect(code).toBe(0)
    const [first, second, third] = linesOf(out).map((line) => JSON.parse(line))
    expect(first.total).toBe(718)
    expect(second.refused).toMatchObject([{ path: '/reason' }])
    expect(third).toEqual(first)
  })
})

/** A line of the corpora, and whether it may be accepted; null where it is free to be either. */
interface Hostile {
  readonly line: Buffer
  readonly accepted: boolean | null
}

const CORPORA = join(ROOT, '../shared/corpora')

function bytes(path: string): Buffer {
  return readFileSync(join(CORPORA, path))
}

function parsed(path: string) {
  return JSON.parse(bytes(path).toString('utf8'))
}

/** JSON texts as whole lines: none of them is a cart. One that breaks its line counts as several. */
function jsonTexts(): Hostile[] {
  return readdirSync(join(CORPORA, 'json/test_parsing')).flatMap((name) => {
    const line = bytes(`json/test_parsing/${name}`)
    return line.includes(10) || isBlank(line) ? [] : { line, accepted: false }
  })
}

function isBlank(line: Buffer): boolean {
  return /^[ \t\r]*$/.test(line.toString('latin1'))
}

/** Strings as ids, kinds, codes and countries. */
function strings(): Hostile[] {
  const codes = parsed('own/coupon-codes.json').cases as { raw: string }[]
  const all = [...(parsed('naughty-strings/blns.json') as string[]), ...codes.map((one) => one.raw)]
  return all.flatMap((text) => {
    const offer = { ...CART.offers[0], id: text, code: text, kind: text }
    const line = { ...CART.lines[0], id: text, sku: text, category: [text] }
    return [
      { line: json(cart({ offers: [offer] })), accepted: null },
      { line: json(cart({ lines: [line], stores: { s1: { seller: 'm1' } } })), accepted: null },
      { line: json(cart({ currency: text })), accepted: text === 'USD' },
      { line: json(cart({ terms: text })), accepted: false },
    ]
  })
}

function json(document: unknown): Buffer {
  return Buffer.from(JSON.stringify(document))
}

/** Amounts as they stand in the text of a price. */
function amounts(): Hostile[] {
  const cases = parsed('own/bad-amounts.json').cases as { json: string; expect: string }[]
  return cases.map(({ json: amount, expect: expected }) => {
    const line = Buffer.from(good.replace('"unitPrice":802', `"unitPrice":${amount}`))
    // A gift costs 0, and 10^12 is below our limit: both are prices here.
    const ours = amount === '0' || amount === '1000000000000'
    return {
      line,
      accepted: ours || expected === 'accept' || (expected === 'reject' ? false : null),
    }
  })
}

if (existsSync(CORPORA)) {
  describe('hostile input, all in one stream', () => {
    test('each line is answered, none is accepted that is not valid', {
      timeout: 60_000,
    }, async () => {
      const hostile = [...jsonTexts(), ...strings(), ...amounts()]
      expect(hostile.length).toBeGreaterThan(2000)
      const input = Buffer.concat(hostile.flatMap(({ line }) => [line, Buffer.from('\n')]))
      const { code, out, err } = await tessera(['quote', '--ndjson'], { input })
      expect({ code, err }).toEqual({ code: 0, err: '' })
      const answers = linesOf(out).map((line) => JSON.parse(line))
      expect(answers.length).toBe(hostile.length)
      const wrong = hostile.filter(({ accepted }, at) => {
        return accepted !== null && accepted === isRefused(answers[at])
      })
      expect(wrong.map(({ line }) => line.toString('utf8').slice(-200))).toEqual([])
    })
  })
}
