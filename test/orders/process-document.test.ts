import { describe, expect, it } from 'vitest'
import document from '../../processes/order.json' with { type: 'json' }
import { clauseById } from '../../src/core/base/clauses.ts'
import { isRefused } from '../../src/core/base/faults.ts'
import { compileOrderProcess, orderProcess } from '../../src/core/orders/order-process.ts'
import type { Process } from '../../src/core/orders/process.ts'
import { unsoundness } from '../../src/core/orders/soundness.ts'

type Written = typeof document
type Row = Written['rows'][number]

/** The document with one thing changed. */
function changed(change: (written: Written) => void): unknown {
  const copy = structuredClone(document)
  change(copy)
  return copy
}

function faultsOf(change: (written: Written) => void): Record<string, string> {
  const answer = compileOrderProcess(changed(change))
  if (!isRefused(answer)) return {}
  return Object.fromEntries(answer.refused.map(({ path, fault }) => [path, fault]))
}

function unsound(change: (written: Written) => void): string[] {
  const answer = compileOrderProcess(changed(change))
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return unsoundness(answer, knows).map(({ path, fault }) => `${path} ${fault}`)
}

const knows = (id: string) => clauseById(id) !== undefined

const rowOf = (written: Written, event: string, from: string): Row & { [key: string]: unknown } =>
  written.rows.find((row) => row.event === event && row.from.includes(from)) as Row

/** Changes fields of the row that an event has in a state. */
const set = (event: string, from: string, fields: object) => (written: Written) => {
  Object.assign(rowOf(written, event, from), fields)
}

/** A path with `{event from}` in place of the row's number. */
const pathOf = (path: string) =>
  path.replace(/\{(\S+) (\S+)\}/, (_, event: string, from: string) =>
    String(document.rows.indexOf(rowOf(document, event, from))),
  )

const without = (written: Written, isOut: (row: Row) => boolean) => {
  written.rows = written.rows.filter((row) => !isOut(row))
}

describe('a process that is written wrongly is told so, with the place of each fault', () => {
  it('the one that comes along has none', () => {
    expect(faultsOf(() => {})).toEqual({})
  })

  it.each<[string, (written: Written) => void, Record<string, string | RegExp>]>([
    [
      'a state that nobody declared',
      (written) => rowOf(written, 'pay', 'verifying').from.push('paying'),
      { '/rows/{pay verifying}/from/1': /^No state is called "paying"\. Known: new, unpaid/ },
    ],
    [
      'a next state that nobody declared',
      set('cancel', 'unpaid', { to: 'void' }),
      { '/rows/{cancel unpaid}/to': /^No state is called "void"/ },
    ],
    [
      'an event that is misspelt',
      set('ship', 'unpaid', { event: 'shipp' }),
      { '/rows/{ship unpaid}/event': /^No event or clock is called "shipp"/ },
    ],
    [
      'an effect that nothing carries out',
      set('place', 'new', { effects: [{ effect: 'send-flowers' }] }),
      { '/rows/0/effects/0/effect': /^No effect is called "send-flowers"/ },
    ],
    [
      'somebody to be told who is no party',
      set('place', 'new', { effects: [{ effect: 'tell', party: 'bank' }] }),
      { '/rows/0/effects/0/party': /^No party is called "bank"/ },
    ],
    [
      'a refusal without a sentence',
      set('ship', 'unpaid', { refusal: 'no-way' }),
      { '/rows/{ship unpaid}/refusal': /^No refusal is called "no-way"/ },
    ],
    [
      'a guard that nothing answers',
      (written) => {
        written.guards.push({ id: 'full-moon', says: 'the moon is full' })
      },
      { '/guards/19/id': /^No guard that can be answered is called "full-moon"/ },
    ],
    [
      'a row that moves and refuses',
      set('approve', 'cancel-requested', { refusal: 'not-paid', effects: undefined }),
      {
        '/rows/{approve cancel-requested}': 'A row says either "to", the next state, or "refusal".',
      },
    ],
    [
      'a refusal that changes something',
      set('ship', 'unpaid', { marks: 'tried' }),
      { '/rows/{ship unpaid}': 'What is refused changes nothing: no marks, no effects.' },
    ],
    [
      'a row without a clause',
      set('cancel', 'unpaid', { clause: [] }),
      { '/rows/{cancel unpaid}/clause': 'Must hold at least 1.' },
    ],
    [
      'a figure that its clause does not state',
      (written) => {
        ;(written.figures[0] as { number: string }).number = 'weeks'
      },
      { '/figures/0/number': 'Clause pol.unpaid states no whole number called "weeks".' },
    ],
    [
      'a figure with neither',
      (written) => {
        delete (written.figures[0] as { number?: string }).number
      },
      {
        '/figures/0': 'Says either "number", the name of a figure of its clause, or "value".',
      },
    ],
    [
      'hours that are counted as days',
      (written) => {
        const run = written.clocks[2]?.runs[0] as { due: unknown }
        run.due = { endOfDay: 'answer-hours', after: 'asked' }
      },
      { '/clocks/2/runs/0/due/endOfDay': '"answer-hours" is counted in hours: use "exact".' },
    ],
    [
      'a clock that counts from what never happens',
      (written) => {
        const run = written.clocks[2]?.runs[0] as { due: unknown }
        run.due = { exact: 'answer-hours', after: 'begged' }
      },
      { '/clocks/2/runs/0/due/after': /^No moment or clock is called "begged"/ },
    ],
    [
      'clocks that wait for each other',
      (written) => {
        const run = written.clocks[4]?.runs[0] as { due: unknown }
        run.due = { endOfDay: 'deliveryDays', after: 'protection-end' }
      },
      {
        '/clocks': 'Clocks wait for each other: deliver-by after protection-end after deliver-by.',
      },
    ],
    [
      'a due time of two forms',
      (written) => {
        const run = written.clocks[0]?.runs[0] as { due: unknown }
        run.due = { endOfDay: 'pay-days', exact: 'verify-hours', after: 'placed' }
      },
      {
        '/clocks/0/runs/0/due':
          'A due time is exactly one of: endOfDay, exact, earlierOf, laterOf.',
      },
    ],
    [
      'two beginnings',
      (written) => {
        ;(written.states[1] as { kind?: string }).kind = 'initial'
      },
      { '/states': 'One state is initial, not 2.' },
    ],
  ])('%s', (_, change, expected) => {
    const found = faultsOf(change)
    expect(Object.keys(found)).toEqual(Object.keys(expected).map(pathOf))
    for (const [path, fault] of Object.entries(expected)) {
      expect(found[pathOf(path)]).toMatch(fault)
    }
  })
})

describe('a sound process', () => {
  it('is the one that comes along', () => {
    expect(unsoundness(orderProcess, knows)).toEqual([])
  })

  it.each<[string, (written: Written) => void, string]>([
    [
      'a state that is never reached',
      (written) => {
        rowOf(written, 'request-cancel', 'awaiting-shipment').when = 'offers-held'
        const asking = written.rows.find(({ marks }) => marks === 'asked')
        if (asking) asking.to = 'awaiting-shipment'
      },
      '/states/4 "cancel-requested" is never reached.',
    ],
    [
      'a dead end',
      (written) => {
        without(written, ({ event, to }) => event === 'protection-end' && to === 'closed')
      },
      '/states/6 "completed" is a dead end: no final state can be reached from it.',
    ],
    [
      'a clock that leads nowhere',
      (written) => without(written, ({ event }) => event === 'deliver-by'),
      '/clocks/4 "deliver-by" passes in "awaiting-delivery" and leads nowhere.',
    ],
    [
      'a row for a clock that does not run',
      (written) => rowOf(written, 'pay-by', 'unpaid').from.push('verifying'),
      '/rows/{pay-by unpaid} "pay-by" does not run in "verifying".',
    ],
    [
      'a state that waits for ever',
      (written) => {
        written.clocks = written.clocks.filter(({ id }) => id !== 'verify-by')
        without(written, ({ event }) => event === 'verify-by')
      },
      '/states/2 "verifying" waits without a clock that ends the waiting: nobody loses by silence.',
    ],
    [
      'a clause that no catalogue has',
      set('ship', 'unpaid', { clause: ['bp.ship.first'] }),
      '/rows/{ship unpaid}/clause/0 The catalogue has no clause bp.ship.first.',
    ],
    [
      'two rows that claim the same',
      (written) => void written.rows.push({ ...rowOf(written, 'cancel', 'unpaid') }),
      `/rows/${document.rows.length} Claims "cancel" in "unpaid" without a guard, as row ${pathOf('{cancel unpaid}')} does already.`,
    ],
    [
      'an event that falls through all guards',
      (written) => {
        const shipping = written.rows.find(({ marks }) => marks === 'shipped')
        if (shipping) shipping.when = 'offers-held'
      },
      '/rows/{ship awaiting-shipment} "ship" in "awaiting-shipment" has no answer where "tracking-missing" does not hold.',
    ],
    [
      'an event without an answer',
      (written) =>
        without(written, ({ event, from }) => event === 'ship' && from.includes('closed')),
      '/events/8 "ship" has no answer in "closed".',
    ],
    [
      'a guard that nothing asks',
      (written) => without(written, ({ when }) => when === 'economy-silence'),
      '/guards/10 "economy-silence" is declared and never used.',
    ],
    [
      'a clock whose beginning can be missing',
      (written) => {
        const run = written.clocks[2]?.runs[0] as { due: unknown }
        run.due = { exact: 'answer-hours', after: 'shipped' }
      },
      '/clocks/2/runs/0 "answer-by" runs in "cancel-requested", which can be reached before "shipped".',
    ],
    [
      'a round without an end',
      (written) => {
        const run = written.clocks[3]?.runs[0] as { due: unknown }
        run.due = { endOfDay: 'shipDays', after: 'asked' }
        rowOf(written, 'payment-verified', 'verifying').marks = 'asked'
      },
      '/states/3 Nothing ends the round of awaiting-shipment and cancel-requested.',
    ],
  ])('is not one with %s', (_, change, expected) => {
    expect(unsound(change)).toContain(pathOf(expected))
  })
})

describe('special terms (bp.cancel.paid, tc.2)', () => {
  it('have the figures that their clause states', () => {
    const figures = (orderProcess as Process).figures
    expect(figures.get('answer-hours')).toMatchObject({ amount: 48, unit: 'hours' })
    expect(figures.get('answer-hours')?.under.get('coronavirus-2020')?.amount).toBe(72)
    expect(figures.get('pay-days')?.amount).toBe(20)
    expect(figures.get('protection-days')?.amount).toBe(15)
  })
})
