import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import document from '../../processes/order.json' with { type: 'json' }
import { cart } from '../store/book/desk.ts'
import { offer } from '../store/offers/marketplace.ts'
import { buy, DAY, freshShop, pay } from '../store/orders/shop.ts'
import { ROOT, tessera } from './command.ts'

// Each command is a process that opens a database: seconds, where the machine is busy.
vi.setConfig({ testTimeout: 30_000 })

const shop = await freshShop()
const { orders, time, store } = shop
await shop.issue(offer())
const bought = { cart: cart({ codes: ['SAVE5'] }) }
const { host = '', user = '', database = '' } = store.pool.options
const url = `postgres:///${database}?host=${encodeURIComponent(host)}&user=${user}`
const folder = mkdtempSync(join(tmpdir(), 'tessera-changed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { checkout } = await buy(shop, { buyer: 'anna', ...bought })
await pay(shop, 'anna', checkout)
const [first, second] = [`${checkout}-1`, `${checkout}-2`]
time.pass(DAY)
await orders.act({
  buyer: 'anna',
  order: first,
  command: { event: 'ship', by: 'seller', tracking: 'RB1' },
})
time.pass(30 * DAY)
await orders.sweep()
const unpaid = await buy(shop, { buyer: 'bert', ...bought })

describe('tessera explain ORDER', () => {
  test('tells each step with its rule, each clock, and every posting (bp.pst, faq.escrow)', async () => {
    const { code, out, err } = await tessera(['explain', first, '--database', url])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Awaiting delivery')
    expect(out).toMatch(/Ship \(ship\), by seller: awaiting-shipment → awaiting-delivery/)
    expect(out).toMatch(/row \d+ of the process, faq\.track/)
    expect(out).toMatch(/Protection ends: end of \w+ \d+ \w+ 2026, Pacific time/)
    expect(out).toMatch(/1 +payment +cash-in +escrow +27\.00/)
    expect(out).toContain('save5 took 5.00 off')
  })

  test('tells when a clock was written down late, refunds and marks (bp.ship-by)', async () => {
    const { out } = await tessera(['explain', second, '--database', url])
    expect(out).toContain('written down')
    expect(out).toMatch(/1\. missed-shipping: 18\.00 USD, due/)
    expect(out).toContain('late-shipment of terra')
  })

  test('of one that was not paid says so; of one that is none, too', async () => {
    const [open, none] = await Promise.all([
      tessera(['explain', `${unpaid.checkout}-1`, '--database', url]),
      tessera(['explain', 'nothing-1', '--database', url]),
    ])
    expect(open.out).toContain('None: nothing was paid.')
    expect(none).toMatchObject({ code: 2, out: '' })
    expect(none.err).toContain('There is no such order')
  })
})

describe('tessera replay ORDER', () => {
  test('derives quote, order and steps again, to the byte (tc.22)', async () => {
    const answers = await Promise.all(
      [first, second, `${unpaid.checkout}-2`].map((id) =>
        tessera(['replay', id, '--database', url, '--json']),
      ),
    )
    for (const { code, out } of answers) {
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ same: true, quote: true, order: true, steps: true })
    }
  })

  test('finds an order that was changed behind its back', async () => {
    const id = `${unpaid.checkout}-1`
    await store.pool.query(
      `update orders set document = replace(document, '"method":"standard"', '"method":"express"') where id = $1`,
      [id],
    )
    const { code, out } = await tessera(['replay', id, '--database', url])
    expect(code).toBe(1)
    expect(out).toMatch(/order +differs/)
    expect(out).toMatch(/accepted quote +the same to the byte/)
  })
})

describe('tessera re-decide', () => {
  test('names what a changed process would flip (bp.ship-by)', async () => {
    const changed = structuredClone(document) as { clocks: { id: string; runs: object[] }[] }
    const shipBy = changed.clocks.find(({ id }) => id === 'ship-by')
    // Ship-by counts as delivery time does: nobody would have been late.
    shipBy?.runs.splice(0, 1, {
      ...shipBy.runs[0],
      due: { endOfDay: 'deliveryDays', after: 'paid' },
    })
    mkdirSync(join(folder, 'process', 'processes'), { recursive: true })
    writeFileSync(join(folder, 'process', 'processes', 'order.json'), JSON.stringify(changed))
    const { code, out } = await tessera([
      ...['re-decide', '--terms', join(folder, 'process'), '--database', url, '--json'],
    ])
    expect(code).toBe(0)
    const { orders: all, flips } = JSON.parse(out)
    expect(all).toBe(4)
    expect(flips).toContainEqual(
      expect.objectContaining({ order: second, what: 'outcome', was: 'cancelled' }),
    )
  })

  test('names what changed terms would flip, and says so where there are none', async () => {
    const terms = JSON.parse(readFileSync(join(ROOT, 'terms/aliexpress-2026/terms.json'), 'utf8'))
    mkdirSync(join(folder, 'terms'))
    writeFileSync(join(folder, 'terms', 'terms.json'), JSON.stringify(terms))
    mkdirSync(join(folder, 'empty'))
    const [same, none] = await Promise.all([
      tessera(['re-decide', '--terms', join(folder, 'terms'), '--database', url]),
      tessera(['re-decide', '--terms', join(folder, 'empty'), '--database', url]),
    ])
    expect(same.out).toContain('0 of 4 orders would have come out otherwise.')
    expect(none.code).toBe(2)
    expect(none.err).toContain('Holds no rule-set')
  })
})

describe('tessera ledger check', () => {
  test('finds the books of the orders in order: an account a line, on a page of 80 columns', async () => {
    const { code, out } = await tessera(['ledger', 'check', '--database', url])
    expect(code).toBe(0)
    const book = out.slice(
      out.indexOf('Ledger of order money'),
      out.indexOf('Ledger of seller money'),
    )
    expect(book).toMatch(/^cash-in +-4500$/m)
    expect(book).toMatch(/^refunds-due +1800$/m)
    expect(book).toMatch(/^sum +0$/m)
    expect(Math.max(...book.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
  })
})
