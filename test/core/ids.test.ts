import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import { compileOffers, isRefused, type Quote, quote, refund } from '../../src/tessera.ts'
import { comparable } from './comparable.ts'
import { effort, PATIENCE } from './draws.ts'
import { inputs } from './generator.ts'
import { brokenLaws } from './laws.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

/** A cart in which everything that has a name has this one. */
function cartOf(name: string): Input {
  return {
    terms: 'aliexpress-2020-03',
    at: '2020-11-11T12:00:00Z',
    currency: 'USD',
    buyer: { id: name, country: name },
    stores: Object.fromEntries([[name, { seller: name }]]),
    lines: [
      {
        id: name,
        listing: name,
        sku: name,
        store: name,
        category: [name],
        unitPrice: 900,
        method: name,
        warehouse: name,
      },
    ],
    shipping: [{ seller: name, method: name, fee: 250 }],
    offers: [
      {
        id: name,
        kind: 'platform-instant-off',
        funder: `partner:${name}`,
        benefit: { off: 400 },
        scope: {
          stores: [name],
          sellers: [name],
          listings: [name],
          warehouses: [name],
          categories: [[name]],
        },
        countries: [name],
        owner: name,
        claimed: true,
        stacksWith: [name, 'platform-instant-off'],
        code: name,
      },
      {
        id: 'ship',
        kind: 'platform-instant-off',
        funder: `store:${name}`,
        benefit: { freeShipping: true },
      },
      { id: 'odd', kind: name, funder: `seller:${name}`, benefit: { off: 5 } },
    ],
    choose: [name, 'ship', 'odd'],
  }
}

const NAMES = [
  'plain',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '10',
  '0',
  '-1',
  'null',
  ' ',
  'a b',
  '~1',
  '👛',
  'İ',
  'é',
  'x'.repeat(128),
]

describe('an id is an id like others', () => {
  test.each(NAMES)('everything called %s', (name) => {
    const input = cartOf(name)
    const answer = quote(JSON.parse(JSON.stringify(input))) as Quote
    expect(brokenLaws(input, answer)).toEqual([])
    const order = `${name}/${name}`
    const read = JSON.parse(JSON.stringify(answer)) as Quote
    expect(
      read.applied.map(({ offer, lines, shipping }) => [offer, entries(lines), entries(shipping)]),
    ).toEqual([
      [name, [[name, 400]], []],
      ['ship', [], [[order, 250]]],
    ])
    expect(entries(read.funding).sort()).toEqual(
      [
        [`partner:${name}`, 400],
        [`store:${name}`, 250],
      ].sort(),
    )
    expect(read.rejected.map(({ offer, reasons }) => [offer, reasons])).toEqual([
      ['odd', ['unknown-kind']],
    ])
    expect(read.orders.map(({ id, total }) => [id, total])).toEqual([[order, 500]])
  })

  test.each(NAMES)('its refund, and its quote by a book: %s', (name) => {
    const input = cartOf(name)
    const accepted = quote(input) as Quote
    const now = [{ line: name, quantity: 1 }]
    expect(refund({ input, quote: accepted }, { before: [], now, reason: 'return' })).toMatchObject(
      { total: 500 },
    )
    const { offers = [], ...cart } = input
    const book = compileOffers(offers)
    if (isRefused(book)) throw new Error(JSON.stringify(book))
    expect(book.quote(cart)).toEqual(accepted)
  })

  function entries(record: Readonly<Record<string, number>>): [string, number][] {
    return Object.entries(record)
  }
})

describe('a cart whose names are changed', () => {
  test('costs the same, under the new names', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        const plain = plainNames(input)
        const renamed = renameInput(input, plain)
        same(comparable(quote(renamed)), renameQuote(comparable(quote(input)) as Quote, plain))
      }),
      effort(2000),
    )
  })
})

interface Names {
  readonly line: (id: string) => string
  readonly offer: (id: string) => string
  readonly store: (id: string) => string
  readonly seller: (id: string) => string
}

/** New names, plain ones, by order of appearance. */
function plainNames({ lines, offers = [], stores }: Input): Names {
  const numbered = (prefix: string, ids: readonly string[]) => {
    const places = new Map([...new Set(ids)].map((id, at) => [id, `${prefix}-${at}`]))
    return (id: string) => places.get(id) ?? `${prefix} ${id}`
  }
  return {
    line: numbered(
      'line',
      lines.map(({ id }) => id),
    ),
    offer: numbered(
      'offer',
      offers.map(({ id }) => id),
    ),
    store: numbered('store', Object.keys(stores)),
    seller: numbered(
      'seller',
      Object.values(stores).map(({ seller }) => seller),
    ),
  }
}

function funderOf(funder: string, { store, seller }: Names): string {
  if (funder.startsWith('store:')) return `store:${store(funder.slice(6))}`
  return funder.startsWith('seller:') ? `seller:${seller(funder.slice(7))}` : funder
}

function renameInput(input: Input, names: Names): Input {
  const offers = (input.offers ?? []).map((offer) => {
    const { scope } = offer
    const scoped = scope && {
      ...scope,
      ...(scope.stores && { stores: scope.stores.map(names.store) }),
      ...(scope.sellers && { sellers: scope.sellers.map(names.seller) }),
    }
    const named = { id: names.offer(offer.id), funder: funderOf(offer.funder, names) }
    return { ...offer, ...named, ...(scope === undefined ? {} : { scope: scoped }) }
  })
  return {
    ...input,
    stores: Object.fromEntries(
      Object.entries(input.stores).map(([id, store]) => [
        names.store(id),
        { ...store, seller: names.seller(store.seller) },
      ]),
    ),
    lines: input.lines.map((line) => ({
      ...line,
      id: names.line(line.id),
      store: names.store(line.store),
    })),
    shipping: (input.shipping ?? []).map((row) => ({ ...row, seller: names.seller(row.seller) })),
    offers,
    ...(Array.isArray(input.choose) && { choose: input.choose.map(names.offer) }),
  }
}

function renameQuote(answer: Quote, names: Names): object {
  const order = (id: string) => {
    const cut = id.lastIndexOf('/')
    return `${names.seller(id.slice(0, cut))}${id.slice(cut)}`
  }
  const keys = (record: Readonly<Record<string, number>>, rename: (id: string) => string) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]))
  return {
    ...answer,
    lines: answer.lines.map((line) => ({ ...line, id: names.line(line.id) })),
    orders: answer.orders.map((one) => ({ ...one, id: order(one.id) })),
    applied: answer.applied.map((one) => ({
      ...one,
      offer: names.offer(one.offer),
      lines: keys(one.lines, names.line),
      shipping: keys(one.shipping, order),
      ...(one.narrowed && {
        narrowed: {
          lines: one.narrowed.lines.map(names.line),
          by: one.narrowed.by.map(names.offer),
        },
      }),
      ...(one.provisional && { provisional: one.provisional.map(names.line) }),
    })),
    rejected: answer.rejected.map((one) => ({
      ...one,
      offer: names.offer(one.offer),
      blockedBy: one.blockedBy.map(names.offer),
    })),
    funding: keys(answer.funding, (funder) => funderOf(funder, names)),
  }
}
