/** An order in a world where everything can happen to it, three times over: what the model test tries. */
import { expect } from 'vitest'
import type { Extension } from '../../src/core/orders/extension.ts'
import type { Order, OrderRules } from '../../src/core/orders/order.ts'
import { actionsOf } from '../../src/core/orders/order-actions.ts'
import { act } from '../../src/core/orders/order-acts.ts'
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import type { OrderStep } from '../../src/core/orders/order-step.ts'
import { bringUpTo } from '../../src/core/orders/order-timers.ts'
import { doPlainly, type Sent } from './plain-acts.ts'
import { PlainOrder } from './plain-order.ts'
import { cartOf, placedOrder, RULES } from './scene.ts'

/** What is tried is one order three times: swept often, looked at only when somebody acts, and plain. */
export class World {
  plain!: PlainOrder
  swept!: Order
  /** Not kept up once the clock was set back: what nobody saw pass has then not passed yet. */
  lazy!: Order | null
  steps: OrderStep[] = []
  readonly extensions: Extension[] = []
  now: number
  readonly #scenery: Scenery
  /** How much has happened since the order ended: more of it teaches nothing. */
  #idle = 0

  constructor(start: number, scenery: Scenery) {
    this.now = start
    this.#scenery = scenery
    this.#begin()
  }

  #begin(): void {
    const { isEconomy, hasOffers, isSpecial } = this.#scenery
    const method = isEconomy ? 'cainiao-super-economy' : 'AliExpress Standard Shipping'
    const cart = cartOf()
    const order = placedOrder({
      cart: {
        ...cart,
        lines: cart.lines.map((line) => ({ ...line, method })),
        offers: hasOffers ? (cart.offers ?? []) : [],
      },
      at: this.now,
      ...(isSpecial && { specialTerms: ['coronavirus-2020'] }),
    })
    const facts = {
      lines: order.lines.map(({ id }) => id),
      hasOffers,
      isEconomy,
      ...order.promised,
      answerHours: isSpecial ? 72 : 48,
      country: 'US',
    }
    this.plain = new PlainOrder(facts, this.now)
    this.swept = order
    this.lazy = order
    this.steps = []
    this.extensions.length = 0
    this.#idle = 0
  }

  /** A new order once the old one has been over for a while. */
  goOn(): void {
    const isOver = ['closed', 'cancelled'].includes(this.plain.state)
    if (isOver && ++this.#idle > 3) this.#begin()
  }

  get rules(): OrderRules {
    return { ...RULES, extensions: this.extensions }
  }

  sweep(): void {
    const { order, steps } = bringUpTo(this.rules, this.swept, this.now)
    this.swept = order
    this.steps.push(...steps)
  }

  /** Does it to all three, and compares what came of it. */
  send(command: OrderCommand): void {
    const was = actionsOf(this.rules, this.swept, { party: command.by as 'buyer', at: this.now })
    const lazy = this.lazy && act(this.rules, this.lazy, { command, at: this.now })
    const { order, steps, refusal } = act(this.rules, this.swept, { command, at: this.now })
    this.swept = order
    this.lazy = lazy?.order ?? null
    this.steps.push(...steps)
    expect(refusal?.refusal ?? null).toBe(doPlainly(this.plain, command as Sent, this.now))
    if (lazy) expect(lazy.refusal).toEqual(refusal)
    const told = was.find(({ action }) => action === command.event)
    if (!told?.eligible) expect(refusal).not.toBeNull()
  }

  compare(): void {
    this.plain.settle(Math.max(this.now, this.plain.at))
    this.sweep()
    if (this.lazy) expect(bringUpTo(this.rules, this.lazy, this.now).order).toEqual(this.swept)
    expect(this.swept.state).toBe(this.plain.state)
    expect(this.swept.at).toBe(this.plain.at)
    expect(this.swept.clocks).toEqual(Object.fromEntries(this.plain.clocks()))
    expect(this.swept.lines.map(({ money }) => money)).toEqual(
      Array.from(this.plain.lines.values(), ({ money }) => money),
    )
    const log = this.steps.flatMap(({ effects }) => effects.map(({ effect }) => effect))
    expect(log).toEqual(this.plain.log.slice(this.plain.facts.hasOffers ? 1 : 0))
  }
}

export interface Scenery {
  readonly isEconomy: boolean
  readonly hasOffers: boolean
  readonly isSpecial: boolean
}
