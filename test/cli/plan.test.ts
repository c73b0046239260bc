import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { examplePlanInput } from '../../src/contract/example.ts'
import { explainPlan } from '../../src/core/pricing/why.ts'
import { gapText, progressScreen } from '../../src/shell/cli/progress-screen.ts'
import { type Best, type Plan, plan } from '../../src/tessera.ts'
import { hardCart } from '../http/hard-cart.ts'
import { finished, startTessera, tessera } from './command.ts'

const { maxCheckouts: _, ...cart } = examplePlanInput
const input = JSON.stringify(cart)
/** An offer that a better one of the same slot keeps out. */
const less = { ...cart.offers?.[0], id: 'MAY04', benefit: { off: 400 } }
const hard = JSON.stringify(hardCart(50, 100))
const planned = async (args: readonly string[], document: unknown): Promise<Plan> => {
  const { out } = await tessera(['plan', '--json', ...args, '-'], {
    input: JSON.stringify(document),
  })
  return JSON.parse(out) as Plan
}

describe('tessera plan', () => {
  test('prints each checkout as a basket, then what the split saves and that it is proved', async () => {
    const { code, out, err } = await tessera(['plan', '-'], { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [first, second, summary] = out.split('\n\n')
    expect(first).toMatch(/^Checkout 1 of 2\n/)
    expect(first).toMatch(/^lamp +1 +59\.00 +-8\.00 +51\.00$/m)
    expect(first).toMatch(/^MAY08 +code +-8\.00 +\S+$/m)
    expect(first).toMatch(/^To pay: 51\.00 USD$/m)
    expect(second).toMatch(/^mug +3 +39\.00 +-5\.00 +34\.00$/m)
    expect(summary?.replaceAll('\n', ' ')).toBe(
      'Together 85.00 USD: saves 5.00 USD against one checkout (90.00 USD). No plan with at most 3 checkouts is cheaper. ',
    )
  })

  test('tells shipping and tax where there are any, and pieces that were dealt apart', async () => {
    const document = {
      ...cart,
      lines: [{ ...cart.lines[1], quantity: 6, taxRate: 10 }],
      shipping: [{ seller: 'seller-2', method: 'standard', fee: 100 }],
      offers: [5, 6].map((id) => ({ ...cart.offers?.[0], id: `code-${id}`, code: null })),
    }
    const { out } = await tessera(['plan', '--units', '-'], { input: JSON.stringify(document) })
    expect(out.match(/^mug +3 +39\.00 +-5\.00 +34\.00$/gm)).toHaveLength(2)
    expect(out).toContain('To pay: 38.40 USD, of it 1.00 shipping and 3.40 tax\n')
    expect((await planned(['--units'], document)).checkouts[0]?.lines).toEqual([
      { line: 'mug', quantity: 3 },
    ])
  })

  test('splits as the command line says, else as the document says, else into three at most', async () => {
    const asked = await Promise.all([
      planned([], cart),
      planned([], { ...cart, maxCheckouts: 1 }),
      planned(['--checkouts', '2'], { ...cart, maxCheckouts: 1 }),
      planned(['--choose', 'MAY08'], cart),
    ])
    expect(asked[0]).toEqual(plan({ ...cart, maxCheckouts: 3 }))
    expect(asked.map(({ total }) => total)).toEqual([8500, 9000, 8500, 9000])
    const whole = await tessera(['plan', '--checkouts', '1', '-'], { input })
    expect(whole.out).toMatch(
      /\nPaid in one checkout: 90\.00 USD\. No other choice is cheaper\.\n$/,
    )
  })

  test('tells why offers are left out and checkouts kept apart where it is asked to', async () => {
    const document = { ...cart, maxCheckouts: 2, offers: [...(cart.offers ?? []), less] }
    const sent = JSON.stringify(document)
    const [text, json, lines] = await Promise.all([
      tessera(['plan', '--why', '-'], { input: sent }),
      tessera(['plan', '--why', '--json', '-'], { input: sent }),
      tessera(['plan', '--why', '--ndjson'], { input: sent }),
    ])
    expect(text.out).toMatch(/^Checkout 1 of 2$/m)
    expect(text.out).toMatch(/^Offers left out\nMAY04 {2}costs-more {2}\S+\n {4}In checkout/m)
    expect(text.out).toMatch(/^Checkouts kept apart\n1 and 2\n {4}\S.* 5\.00 USD/m)
    expect(JSON.parse(json.out)).toEqual(explainPlan(document))
    expect(JSON.parse(lines.out)).toEqual(explainPlan(document))
  })

  test('answers one a line, a bad one too', async () => {
    const lines = [cart, { ...cart, maxCheckouts: 1.5 }, { ...cart, maxCheckouts: 1 }]
    const sent = [...lines.map((line) => JSON.stringify(line)), 'nonsense'].join('\n')
    const args = ['plan', '--ndjson', '--time-ms', '60000']
    const [own, same] = await Promise.all([
      tessera(args, { input: sent }),
      tessera([...args, '--checkouts', '2'], { input: sent }),
    ])
    const answers = ({ out }: { out: string }) =>
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    const [split, bad, whole, none] = answers(own)
    expect(split).toEqual(plan({ ...cart, maxCheckouts: 3 }))
    expect(bad.refused).toMatchObject([{ path: '/maxCheckouts' }])
    expect([whole.total, none.refused[0].path]).toEqual([9000, ''])
    expect(answers(same).map((one) => one.total)).toEqual([8500, 8500, 8500, undefined])
  })

  test('refuses bad input with 2, by what was said and by what was sent', async () => {
    const said = await Promise.all(
      [
        ['--checkouts', '21'],
        ['--checkouts', 'two'],
        ['--time-ms', '0'],
        ['--ndjson', '--choose', 'a'],
      ].map((args) => tessera(['plan', ...args, '-'], { input })),
    )
    expect(said.map(({ code, out }) => [code, out])).toEqual(said.map(() => [2, '']))
    expect(said[0]?.err).toContain('whole number from 1 to 20')
    const sent = await tessera(['plan', '-'], {
      input: JSON.stringify({ ...cart, options: { units: 'yes', hurry: 1 } }),
    })
    expect(sent.code).toBe(2)
    expect(sent.err).toMatch(/^\/options\/units {2}/m)
    expect(sent.err).toMatch(/^\/options\/hurry {2}/m)
  })
})

describe('a search that does not end soon', () => {
  test.each(['plan', 'best'])(
    '%s answers after the time that was given, with the gap',
    async (name) => {
      const { code, out, err } = await tessera([name, '--time-ms', '100', '-'], { input: hard })
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out.replaceAll('\n', ' ')).toMatch(
        /It is proved that (none|no plan .*) comes below \d+\.\d\d USD \(gap \d+\.\d %\)\./,
      )
    },
  )

  test('takes the time of its document too', async () => {
    const found = await planned([], { ...hardCart(50, 100), options: { timeMs: 50 } })
    expect(found.proved).toBe(false)
    expect(found.bound).toBeLessThan(found.total)
  })

  test('one a line keeps to the time on each', async () => {
    const { out } = await tessera(['best', '--ndjson', '--time-ms', '50'], {
      input: `${hard}\n${hard}`,
    })
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Best)
    expect(answers.map(({ proved }) => proved)).toEqual([false, false])
  })

  test('ends at Ctrl-C with the best that it found', { timeout: 30_000 }, async () => {
    const hears = new URL('./hears-interrupts.ts', import.meta.url).href
    const child = startTessera(['plan', '--time-ms', '60000', '--json', '-'], {
      NODE_OPTIONS: `--import=${hears}`,
    })
    child.stdin?.end(hard)
    // Sooner, and Ctrl-C would end the command itself.
    await once(child.stderr as Readable, 'data')
    child.kill('SIGINT')
    const { code, out, err } = await finished(child)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ proved: false, checkouts: expect.any(Array) })
  })
})

describe('progress', () => {
  const screenOf = (isTTY: boolean) => {
    const written: string[] = []
    const terminal = { isTTY, columns: 60, write: (text: string) => written.push(text) > 0 }
    return { written, screen: progressScreen(terminal, 'USD') }
  }
  const progress = { steps: 1e6, total: 12_000, bound: 11_000 }

  test('stands on one line of a terminal, and is gone before the answer', () => {
    const { written, screen } = screenOf(true)
    screen.show({ ...progress, bound: 0 })
    screen.show(progress)
    screen.clear()
    screen.clear()
    expect(written).toEqual([
      '\r\u001b[2K120.00 USD found. Ctrl-C ends the search.',
      '\r\u001b[2K120.00 USD found, none below 110.00, gap 8.4 %. Ctrl-C end…',
      '\r\u001b[2K',
    ])
  })

  test('is not told to a file or a pipe', () => {
    const { written, screen } = screenOf(false)
    screen.show(progress)
    screen.clear()
    expect(written).toEqual([])
  })

  test.each([
    [100, 100, '0.0 %'],
    [100_000, 99_999, '0.1 %'],
    [12_000, 11_000, '8.4 %'],
    [100, 0, '100.0 %'],
    [0, 0, '0.0 %'],
  ])('the gap of %i above %i is %s', (total, bound, text) => {
    expect(gapText(total, bound)).toBe(text)
  })
})
