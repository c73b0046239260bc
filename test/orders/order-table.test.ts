import { describe, expect, it } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import { ORDER_STATES, type Order, type OrderState, PARTIES } from '../../src/core/orders/order.ts'
import { actionsOf } from '../../src/core/orders/order-actions.ts'
import { act } from '../../src/core/orders/order-acts.ts'
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import { ORDER_REFUSALS } from '../../src/core/orders/order-refusals.ts'
import { RULES, storyIn } from './scene.ts'

const COLUMNS = ORDER_STATES.filter((state) => state !== 'new')

const COMMANDS: Readonly<Record<string, OrderCommand>> = {
  pay: { event: 'pay', by: 'buyer', attempt: 'p2' },
  'payment-verified': { event: 'payment-verified', by: 'payment', attempt: 'p1' },
  'payment-failed': {
    event: 'payment-failed',
    by: 'payment',
    attempt: 'p1',
    cause: 'limit-exceeded',
  },
  cancel: { event: 'cancel', by: 'buyer' },
  'request-cancel': { event: 'request-cancel', by: 'buyer', reason: 'too late now' },
  approve: { event: 'approve', by: 'seller' },
  refuse: { event: 'refuse', by: 'seller' },
  ship: { event: 'ship', by: 'seller', tracking: 'LX1' },
  logistics: { event: 'logistics', by: 'carrier', status: 'delivered' },
  extend: { event: 'extend', by: 'seller', days: 10 },
  confirm: { event: 'confirm', by: 'buyer', lines: ['a'] },
  'dispute-opened': { event: 'dispute-opened', by: 'disputes', line: 'b' },
  'dispute-closed': { event: 'dispute-closed', by: 'disputes', line: 'b', refunded: false },
}

/** What each event comes to in each state: the next state, or the refusal (with an exclamation mark). */
const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  pay: [
    ...['verifying', '!payment-in-process', '!already-paid', '!already-paid'],
    ...['!already-paid', '!already-paid', '!already-paid', '!order-cancelled'],
  ],
  'payment-verified': [
    ...['unpaid', 'awaiting-shipment', '!payment-known', '!payment-known'],
    ...['!payment-known', '!payment-known', '!payment-known', 'cancelled'],
  ],
  'payment-failed': [
    ...['!payment-unknown', 'unpaid', '!payment-unknown', '!payment-unknown'],
    ...['!payment-unknown', '!payment-unknown', '!payment-unknown', '!payment-unknown'],
  ],
  cancel: [
    ...['cancelled', '!payment-in-process', '!ask-the-seller', '!already-asked'],
    ...['!already-shipped', '!already-shipped', '!already-shipped', '!order-cancelled'],
  ],
  'request-cancel': [
    ...['!cancel-directly', '!payment-in-process', 'cancel-requested', '!already-asked'],
    ...['!already-shipped', '!already-shipped', '!already-shipped', '!order-cancelled'],
  ],
  approve: [
    ...['!nothing-asked', '!nothing-asked', '!nothing-asked', 'cancelled'],
    ...['!nothing-asked', '!nothing-asked', '!nothing-asked', '!order-cancelled'],
  ],
  refuse: [
    ...['!nothing-asked', '!nothing-asked', '!nothing-asked', 'awaiting-shipment'],
    ...['!nothing-asked', '!nothing-asked', '!nothing-asked', '!order-cancelled'],
  ],
  ship: [
    ...['!not-paid', '!not-paid', 'awaiting-delivery', '!answer-the-cancellation-first'],
    ...['!shipped-before', '!shipped-before', '!shipped-before', '!order-cancelled'],
  ],
  logistics: [
    ...['!not-shipped', '!not-shipped', '!not-shipped', '!not-shipped'],
    ...['awaiting-delivery', '!delivery-over', '!delivery-over', '!order-cancelled'],
  ],
  extend: [
    ...['!not-shipped', '!not-shipped', '!not-shipped', '!not-shipped'],
    ...['awaiting-delivery', '!delivery-over', '!delivery-over', '!order-cancelled'],
  ],
  confirm: [
    ...['!not-shipped', '!not-shipped', '!not-shipped', '!not-shipped'],
    ...['awaiting-delivery', '!delivery-over', '!delivery-over', '!order-cancelled'],
  ],
  'dispute-opened': [
    ...['!not-shipped', '!not-shipped', '!not-shipped', '!not-shipped'],
    ...['awaiting-delivery', 'completed', '!protection-over', '!order-cancelled'],
  ],
  'dispute-closed': [
    ...['!dispute-unknown', '!dispute-unknown', '!dispute-unknown', '!dispute-unknown'],
    ...['!dispute-unknown', '!dispute-unknown', '!dispute-unknown', '!dispute-unknown'],
  ],
}

const pairs = Object.entries(OUTCOMES).flatMap(([event, row]) =>
  row.map((outcome, column) => ({ event, state: COLUMNS[column] as OrderState, outcome })),
)

describe('every event has its answer in every state (protection §4)', () => {
  it('and the table of it is whole', () => {
    const events = RULES.process.document.events.map(({ id }) => id)
    expect(Object.keys(OUTCOMES)).toEqual(events.filter((event) => event !== 'place'))
    expect(Object.values(OUTCOMES).every((row) => row.length === COLUMNS.length)).toBe(true)
  })

  it.each(pairs)('$event in $state: $outcome', ({ event, state, outcome }) => {
    const { order } = storyIn(state)
    expect(order.state).toBe(state)
    const command = COMMANDS[event] as OrderCommand
    const found = act(RULES, order, { command, at: order.at })
    if (!outcome.startsWith('!')) {
      expect(found.refusal).toBeNull()
      expect(found.order.state).toBe(outcome)
      expect(found.order.version).toBe(order.version + 1)
      return
    }
    expect(found.refusal).toMatchObject({ refusal: outcome.slice(1), state })
    expect(clauseById(found.refusal?.clause ?? '')).toBeDefined()
    expect(found.order).toBe(order)
    expect(found.steps).toEqual([])
  })

  it.each(pairs)('the one call says so of $event in $state', ({ event, state, outcome }) => {
    // What matters only to what is sent (which payment, which line) is not for it to say.
    const { order } = storyIn(state)
    const by = RULES.process.events.get(event)?.by[0] as 'buyer'
    const told = actionsOf(RULES, order, { party: by, at: order.at })
    const action = told.find((one) => one.action === event)
    const isAboutPayment = outcome === '!payment-known'
    expect(action?.eligible).toBe(isAboutPayment || !outcome.startsWith('!'))
    if (!action?.eligible) expect(`!${action?.refusal?.refusal}`).toBe(outcome)
  })
})

describe('each party does what is its own', () => {
  const events = Object.entries(COMMANDS)

  it.each(events)('%s is refused to the others', (event, command) => {
    const allowed = RULES.process.events.get(event)?.by ?? []
    for (const by of PARTIES.filter((party) => !allowed.includes(party))) {
      for (const state of COLUMNS) {
        const { order } = storyIn(state)
        const found = act(RULES, order, { command: { ...command, by }, at: order.at })
        expect(found.refusal?.refusal).toBe('not-your-act')
        expect(found.order).toBe(order)
      }
    }
  })
})

describe('the sentences of refusals', () => {
  it('are each for one reason that some row gives, with a clause that one of them rests on', () => {
    const { rows } = RULES.process.document
    for (const { reason, clause, says } of ORDER_REFUSALS) {
      expect(clauseById(clause)).toBeDefined()
      expect(says).toMatch(/^[A-Z].*\.$/)
      if (reason === 'not-your-act') continue
      const given = rows.filter(({ refusal }) => refusal === reason)
      expect(given.flatMap((row) => row.clause)).toContain(clause)
    }
    expect(new Set(ORDER_REFUSALS.map(({ reason }) => reason)).size).toBe(ORDER_REFUSALS.length)
  })
})

describe('what is sent along', () => {
  const shipped = (): Order => storyIn('awaiting-delivery').order
  const paid = (): Order => storyIn('awaiting-shipment').order
  const verifying = (): Order => storyIn('verifying').order

  it.each([
    {
      what: 'a tracking number (faq.track)',
      order: paid,
      command: { event: 'ship', by: 'seller' },
      wrong: [{ tracking: ' ' }, { tracking: '' }],
    },
    {
      what: 'a reason (bp.cancel.paid)',
      order: paid,
      command: { event: 'request-cancel', by: 'buyer' },
      wrong: [{ reason: '' }, { reason: ' ' }],
    },
    {
      what: 'days (bp.extend)',
      order: shipped,
      command: { event: 'extend', by: 'seller' },
      wrong: [{ days: 0 }, { days: -1 }, { days: 1.5 }, { days: 366 }],
    },
    {
      what: 'a status (bp.logistics)',
      order: shipped,
      command: { event: 'logistics', by: 'carrier' },
      wrong: [{ status: 'lost' }],
    },
    {
      what: 'one of five causes (faq.payfail)',
      order: verifying,
      command: { event: 'payment-failed', by: 'payment', attempt: 'p1' },
      wrong: [{ cause: 'bad luck' }, { cause: '' }],
    },
    {
      what: 'lines (bp.confirm)',
      order: shipped,
      command: { event: 'confirm', by: 'buyer' },
      wrong: [{ lines: [] }, { lines: ['z'] }],
    },
  ])('has to be $what', ({ order, command, wrong }) => {
    for (const sent of wrong) {
      const found = act(RULES, order(), { command: { ...command, ...sent }, at: order().at })
      expect(found.refusal?.refusal).toMatch(/-(missing|unknown|out-of-range)$/)
    }
  })
})
