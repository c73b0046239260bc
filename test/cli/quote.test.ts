import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { explain } from '../../src/core/pricing/explain.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { CART, cart } from './carts.ts'
import { COMMAND, tessera } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'tessera-quote-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, document: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(document))
  return path
}

const input = JSON.stringify(CART)

describe('tessera quote', () => {
  test('prints the receipt, plain where it is piped', async () => {
    const { code, out, err } = await tessera(['quote', written('cart.json', CART)])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/mug +39\.98 +-4\.16 +35\.82 +0\.00/)
    expect(out).toMatch(/tea +8\.02 +-0\.84 +7\.18 +0\.00/)
    expect(out).toMatch(/m1\/standard .* 45\.99/)
    expect(out).toMatch(/c +five-off +store-coupon +48\.00 +-5\.00 +tc\.13\.a/)
    expect(out).toMatch(/platform-ten +platform-coupon +does-not-stack +tc\.10\.b/)
    expect(out).toMatch(/store:s1 +5\.00/)
    expect(out).toMatch(/Total 45\.99 USD, saved 5\.00 USD/)
    expect(out).toMatch(/^list +48\.00 {2}█+$/m)
    expect(out).toMatch(/^c five-off +-5\.00 +▒+$/m)
    expect(out).not.toContain('\u001b')
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('prints the document of the quote, also of a sample with the cart under input', async () => {
    const sample = written('sample.json', { name: 'A', story: 'B', input: CART })
    const { code, out } = await tessera(['quote', '--json', sample])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(quote(CART))
  })

  test('an offer asked for by name and refused exits with 1, and colours come when asked for', async () => {
    const args = ['quote', '-', '--choose', 'five-off,platform-ten']
    const { code, out } = await tessera(args, { input, env: { FORCE_COLOR: '1' } })
    expect(code).toBe(1)
    expect(out).toContain('\u001b[31mdoes-not-stack\u001b[39m')
    expect(out).not.toContain('PROMO')
  })

  test('offers asked for by name and applied exit with 0, whichever way they are named', async () => {
    const odd = { ...CART.offers[0], id: 'a,b' }
    const both = cart({ offers: [odd, ...CART.offers.slice(1)] })
    const args = ['quote', '--json', '--choose', 'a,b', '--choose', '']
    const { code, out } = await tessera(args, { input: JSON.stringify(both) })
    expect(code).toBe(0)
    expect(JSON.parse(out).applied.map((one: { offer: string }) => one.offer)).toEqual(['a,b'])
  })

  test('a choice written in the cart counts as named', async () => {
    const chosen = JSON.stringify(cart({ choose: ['PROMO'] }))
    const { code, out } = await tessera(['quote', '--json'], { input: chosen })
    expect(code).toBe(1)
    expect(JSON.parse(out).rejected[0]).toMatchObject({ reason: 'below-minimum', short: 5101 })
  })

  test('bad input is told by path on standard error, and exits with 2', async () => {
    const line = { ...CART.lines[0], unitPrice: 19.99, '\u001b[2Jcolour\u202e': 1 }
    const bad = JSON.stringify(cart({ lines: [line], currency: 'usd' }))
    const { code, out, err } = await tessera(['quote'], { input: bad })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    const lines = err.trimEnd().split('\n')
    expect(lines.map((one) => one.split('  ')[0])).toEqual([
      '/currency',
      '/lines/0/unitPrice',
      '/lines/0/\\u{1b}[2Jcolour\\u{202e}',
    ])
  })

  test('bad input is a document where JSON was asked for', async () => {
    const { code, out, err } = await tessera(['quote', '--json'], { input: '{"terms": }' })
    expect({ code, err }).toEqual({ code: 2, err: '' })
    const [refused, ...others] = JSON.parse(out).refused
    expect(others).toEqual([])
    expect(refused.path).toBe('')
    expect(refused.fault).toMatch(/^Is not JSON: .* line 1, column 11/)
  })

  test('a file that cannot be read and an unknown flag are bad input', async () => {
    const [missing, flag, none] = await Promise.all([
      tessera(['quote', 'no-such.json']),
      tessera(['quote', '--jsn', '\u001b[2J']),
      tessera([]),
    ])
    expect(missing.code).toBe(2)
    expect(missing.err).toBe('no-such.json  Cannot be read: there is no such file.\n')
    expect(flag.code).toBe(2)
    expect(flag.err).toContain("unknown option '--jsn'\n(Did you mean --json?)")
    expect(none.code).toBe(2)
    expect(none.err).toContain('Usage: tessera')
  })

  test('prints a stage as a table and as a document', async () => {
    const path = written('staged.json', CART)
    const [stack, allocation] = await Promise.all([
      tessera(['quote', path, '--stop-after', 'stack']),
      tessera(['quote', path, '--stop-after', 'allocation', '--json']),
    ])
    expect(stack.code).toBe(0)
    expect(stack.out).toMatch(/f +platform-ten +platform-coupon +order-coupon per order +blocked/)
    expect(stack.out).toContain('- platform-ten: does-not-stack, by five-off.')
    expect(JSON.parse(allocation.out)).toMatchObject({
      stage: 'allocation',
      lines: [
        { id: 'mug', list: 3998, shares: { 'five-off': 416 }, net: 3582 },
        { id: 'tea', list: 802, shares: { 'five-off': 84 }, net: 718 },
      ],
      shipping: [{ id: 'm1/standard', list: 299, shares: {}, net: 299 }],
    })
  })
})

describe('tessera explain', () => {
  test('tells each offer in turn, the rules that it overrides, and what would help', async () => {
    const { code, out } = await tessera(['explain'], { input })
    expect(code).toBe(0)
    const told = out.replaceAll(/\s+(\|\s+)?/g, ' ')
    expect(told).toContain('1. five-off (Store coupon, step c) applied')
    expect(told).toContain('It takes 5.00 USD off 48.00 USD: mug 4.16 USD, tea 0.84 USD.')
    expect(told).toContain('2. platform-ten (AliExpress coupon, step f) rejected')
    expect(told).toContain('Refused as does-not-stack by tc.10.b.')
    expect(told).toContain('What would make it work: Leave out "five-off" (Store coupon)')
    expect(told).toMatch(/tc\.10\.c: [^.]* is above it\. It overrides the general rule of tc\.3\./)
    expect(told).toContain('Spend 56.01 more to use it.')
  })

  test('prints the trace as a document, and exits like quote', async () => {
    const { code, out } = await tessera(['explain', '--json', '--choose', 'PROMO'], { input })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual(
      JSON.parse(JSON.stringify(explain(cart({ choose: ['PROMO'] })))),
    )
  })
})

describe('tessera refund', () => {
  const purchase = {
    input: cart({ choose: ['five-off'] }),
    quote: quote(cart({ choose: ['five-off'] })),
    before: [],
    now: [{ line: 'mug', quantity: 1 }],
    reason: 'return',
  }

  test('prints what comes back, as a slip and as a document', async () => {
    const path = written('return.json', purchase)
    const [slip, json] = await Promise.all([
      tessera(['refund', path]),
      tessera(['refund', path, '--json']),
    ])
    expect(slip.code).toBe(0)
    expect(slip.out).toMatch(/mug +1 +17\.91/)
    expect(slip.out).toContain('Back 17.91 USD')
    expect(JSON.parse(json.out)).toMatchObject({ total: 1791, coins: 0, deducted: {} })
  })

  test('more pieces than were bought are refused', async () => {
    const now = [{ line: 'mug', quantity: 3 }]
    const { code, err } = await tessera(['refund'], { input: JSON.stringify({ ...purchase, now }) })
    expect(code).toBe(2)
    expect(err).toMatch(/^\/now\/0/)
  })
})

describe('the command', () => {
  test('is a file that a shell can start', () => {
    accessSync(COMMAND, constants.X_OK)
    expect(readFileSync(COMMAND, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  test('explains each of its parts with examples', async () => {
    const names = ['quote', 'explain', 'refund', 'terms', 'clauses', 'serve']
    const all = await Promise.all(names.map((name) => tessera(['help', name])))
    for (const [at, { code, out }] of all.entries()) {
      expect(code).toBe(0)
      expect(out).toContain(`Usage: tessera ${names[at]}`)
      expect(out).toContain('\nExamples:\n')
      expect(out).toContain('Exit codes: 0')
    }
  })
})
