import { describe, expect, it } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import { isRefused } from '../../src/core/base/faults.ts'
import {
  LOGISTICS_STATUSES,
  mayFallSilent,
  postContact,
  SHIPPING_METHODS,
  shippingMethod,
  trackingAdvice,
} from '../../src/core/orders/logistics.ts'
import { PARTIES } from '../../src/core/orders/order.ts'
import { commandSchema, readCommand } from '../../src/core/orders/order-command.ts'
import { ORDER_MESSAGES } from '../../src/core/orders/order-messages.ts'
import { isPaymentCause, PAYMENT_CAUSES } from '../../src/core/orders/payment-causes.ts'
import { RULES } from './scene.ts'

describe('the causes of a failed payment (faq.payfail)', () => {
  it('are five, each with what to do', () => {
    expect(PAYMENT_CAUSES.map(({ cause }) => cause)).toEqual([
      'invalid-card-number',
      'insufficient-funds',
      'limit-exceeded',
      'wrong-security-code',
      'verification-failed',
    ])
    for (const { cause, says } of PAYMENT_CAUSES) {
      expect(isPaymentCause(cause)).toBe(true)
      expect(says).toMatch(/^[A-Z].*\. [A-Z].*\.$/)
    }
    expect(isPaymentCause('bad luck')).toBe(false)
  })
})

describe('shipping methods (bp.logistics)', () => {
  it('are those of the clause, economy and others', () => {
    const numbers = clauseById('bp.logistics')?.numbers
    expect(SHIPPING_METHODS.filter(({ isEconomy }) => isEconomy).map(({ name }) => name)).toEqual(
      numbers?.economy,
    )
    expect(SHIPPING_METHODS.filter(({ isEconomy }) => !isEconomy).map(({ name }) => name)).toEqual(
      numbers?.other,
    )
  })

  it.each([
    ['Cainiao Super Economy', true],
    ['cainiao-super-economy', true],
    ['4PX Singapore Post OM Pro', true],
    ['AliExpress Standard Shipping', false],
    ['donkey', undefined],
  ])('%s is found by its name, economy: %s', (name, isEconomy) => {
    expect(shippingMethod(name)?.isEconomy).toBe(isEconomy)
  })

  it('of economy may fall silent after hand-over, departure and arrival, not before or later', () => {
    const silent = LOGISTICS_STATUSES.map(({ status }) => status).filter((status) =>
      mayFallSilent('SunYou Economic Air Mail', status),
    )
    expect(silent).toEqual(['handed-to-airline', 'departed', 'arrived-in-country'])
    expect(mayFallSilent('AliExpress Direct', 'departed')).toBe(false)
  })

  it('advise to wait and to dispute in time, or to look again', () => {
    expect(trackingAdvice('Yanwen Economic Air Mail')).toMatch(/30 days.*dispute before protection/)
    expect(trackingAdvice('AliExpress Premium Shipping')).toMatch(/promised time/)
  })

  it('delivered and not received: whom to ask in a country (bp.delivered-not)', () => {
    expect(postContact('US')).toBe('+1 800 222 1811')
    expect(postContact('XX')).toBeNull()
    expect(postContact('constructor')).toBeNull()
  })
})

describe('messages', () => {
  it('are sentences, and the process sends each of them', () => {
    const sent = RULES.process.document.rows.flatMap(({ effects = [] }) =>
      (effects as readonly Record<string, unknown>[]).map(({ message }) => message),
    )
    for (const [message, says] of Object.entries(ORDER_MESSAGES)) {
      expect(says).toMatch(/^[A-Z].*\.$/)
      expect(sent).toContain(message)
    }
    const known = new Set<unknown>([undefined, ...Object.keys(ORDER_MESSAGES)])
    expect(sent.filter((message) => !known.has(message))).toEqual([])
    const declared = RULES.process.document.parties.map(({ id }) => id)
    expect(declared).toEqual([...PARTIES])
  })
})

describe('a command that is read', () => {
  const faults = (value: unknown) => {
    const read = readCommand(value, RULES.process)
    return isRefused(read) ? read.refused.map(({ path }) => path) : []
  }

  it('needs exactly what its event needs', () => {
    expect(faults({ event: 'ship', by: 'seller', tracking: 'LX1' })).toEqual([])
    expect(faults({ event: 'ship', by: 'seller' })).toEqual(['/tracking'])
    expect(faults({ event: 'ship', by: 'seller', tracking: 'LX1', days: 1 })).toEqual(['/days'])
    expect(faults({ event: 'ship', by: 'thief', tracking: 7 })).toEqual(['/by', '/tracking'])
    expect(faults({ event: 'confirm', by: 'buyer', lines: 'a' })).toEqual(['/lines'])
  })

  it('names an event of the process: no clock can be sent', () => {
    expect(faults({ event: 'pay-by', by: 'timer' })).toEqual(['/event'])
    expect(faults({ event: 'steal', by: 'buyer' })).toEqual(['/event'])
    expect(faults({ event: 'place', by: 'buyer' })).toEqual(['/event'])
    expect(faults(null)).toEqual([''])
  })

  it('has a schema an event, for the contract', () => {
    expect(commandSchema('extend', ['days']).json).toMatchObject({
      title: 'OrderCommand extend',
      required: ['event', 'by', 'days'],
    })
  })
})
