import { describe, expect, test } from 'vitest'
import { explainBest } from '../../src/core/pricing/why.ts'
import { best, unlock } from '../../src/tessera.ts'
import { CART, cart } from './carts.ts'
import { tessera } from './command.ts'

const input = JSON.stringify(CART)

describe('tessera best', () => {
  test('says which offers to use, what that saves, that it is proved, and prints the receipt', async () => {
    const { code, out, err } = await tessera(['best', '-'], { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(
      /^Use platform-ten: 40\.99 USD, 5\.00 USD less than .*\. No choice is cheaper\./,
    )
    expect(out).toMatch(/f +platform-ten +platform-coupon/)
    expect(out).not.toContain('five-off')
  })

  test('prints the document, and one a line', async () => {
    const { out } = await tessera(['best', '--json', '-'], { input })
    expect(JSON.parse(out)).toEqual(best(CART))
    const lines = await tessera(['best', '--ndjson'], { input: `${input}\nnonsense\n` })
    const [first, second] = lines.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toEqual(best(CART))
    expect(second).toHaveProperty('refused')
  })

  test('tells why each other offer is better left out where it is asked to', async () => {
    const [text, json] = await Promise.all([
      tessera(['best', '--why', '-'], { input }),
      tessera(['best', '--why', '--json', '-'], { input }),
    ])
    expect(text.out).toMatch(/^Use platform-ten: 40\.99 USD/)
    expect(text.out).toMatch(/^Offers left out\nfive-off {2}costs-more {2}\S+\n {4}Using it/m)
    expect(JSON.parse(json.out)).toEqual(explainBest(CART))
    const alone = await tessera(['best', '--why', '--choose', 'five-off', '-'], { input })
    expect(alone.out).toMatch(/\n\nEvery offer is used\.\n$/)
  })

  test('refuses bad input with 2', async () => {
    const { code, err } = await tessera(['best', '-'], {
      input: JSON.stringify(cart({ lines: [] })),
    })
    expect(code).toBe(2)
    expect(err).toContain('/lines')
  })
})

describe('tessera unlock', () => {
  test('tells what each offer that is short would cost in the end', async () => {
    const { code, out } = await tessera(['unlock', '-'], { input })
    expect(code).toBe(0)
    expect(out).toMatch(/PROMO +56\.01 more +\S+ +(yes|no)/)
    const json = await tessera(['unlock', '--json', '-'], { input })
    expect(JSON.parse(json.out)).toEqual(unlock(CART))
  })

  test('says so where nothing is short', async () => {
    const { out } = await tessera(['unlock', '-'], { input: JSON.stringify(cart({ offers: [] })) })
    expect(out).toBe('No offer is short of its minimum.\n')
  })
})
