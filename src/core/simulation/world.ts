import type { Instant } from '../base/instant.ts'
import type { Extension } from '../orders/extension.ts'
import type { MoneyRefusal } from '../orders/money/money-refusals.ts'
import type { RefundAsk } from '../orders/money/refund-ask.ts'
import type { OrderRules } from '../orders/order.ts'
import { act } from '../orders/order-acts.ts'
import { nextDue } from '../orders/order-clocks.ts'
import type { OrderCommand } from '../orders/order-command.ts'
import type { OrderRefusal } from '../orders/order-refusals.ts'
import { type OrderStep, refusalOf } from '../orders/order-step.ts'
import { bringUpTo } from '../orders/order-timers.ts'
import type { Process } from '../orders/process.ts'
import { Books } from './books.ts'
import { buyerAfter } from './buyers.ts'
import { carrierAfter } from './carriers.ts'
import { carryOut } from './carrying.ts'
import { EventQueue } from './event-queue.ts'
import { checkClause, checkClock, checkLife, checkTold } from './laws.ts'
import type { Life } from './life.ts'
import type { Granted } from './purchase.ts'
import { sellerAfter } from './sellers.ts'
import type { Stage } from './stage.ts'
import { Tally } from './tally.ts'

interface Planned {
  readonly life: Life | null
  readonly happen: () => void
}

// Of so many commands one is held against what the parties were told that they can do: asking it of
// each would take longer than all the rest.
const ASKED_ONE_IN = 24

const HOUR_MS = 3_600_000

/** The virtual clock, the orders that live, and the one place where something happens to them. */
export class World implements Stage {
  readonly books = new Books()
  readonly tally = new Tally()
  readonly live = new Set<Life>()
  readonly #queue = new EventQueue<Planned>()
  readonly #extensions: Extension[] = []
  readonly #flow: Process
  #rules: OrderRules
  now: Instant
  /** Of which order the event is that happens now. */
  acting: Life | null = null

  constructor(flow: Process, now: Instant) {
    this.#flow = flow
    this.#rules = { process: flow }
    this.now = now
  }

  later(at: Instant, life: Life | null, happen: () => void): void {
    this.#queue.add(Math.max(at, this.now), { life, happen })
  }

  /** Lets everything happen that is planned for before an instant, and sets the clock there. */
  runUntil(end: Instant): void {
    for (;;) {
      const next = this.#queue.nextAt
      if (next === null || next >= end) break
      const taken = this.#queue.take()
      if (taken === null) break
      this.now = taken.at
      this.acting = taken.event.life
      taken.event.happen()
    }
    this.now = end
    this.acting = null
  }

  /** When the next thing is planned; null where nothing is. */
  get nextAt(): Instant | null {
    return this.#queue.nextAt
  }

  /** An order that was placed just now. */
  begin(life: Life, step: OrderStep): void {
    this.live.add(life)
    this.tally.step(step, step.effective)
    this.#took(life, [step], null)
  }

  act(life: Life, command: OrderCommand, grant: RefundAsk | null = null): OrderRefusal | null {
    this.acting = life
    this.tally.commands++
    const { now: at } = this
    const outcome = act(this.#rules, life.order, { command, at })
    if (this.tally.commands % ASKED_ONE_IN === 0) {
      checkTold(this.#rules, life, { command, at, refusal: outcome.refusal })
      this.tally.checks.add('told what can be done')
    }
    if (outcome.refusal) this.#refused(command, outcome.refusal)
    this.#take(life, outcome, outcome.refusal === null ? grant : null)
    return outcome.refusal
  }

  wouldRefuse(life: Life, command: OrderCommand): OrderRefusal | null {
    const { order } = bringUpTo(this.#rules, life.order, this.now)
    const refusal = refusalOf(this.#rules, order, { command, effective: this.now })
    if (refusal === null) return null
    this.tally.commands++
    this.#refused(command, refusal)
    return refusal
  }

  claim(life: Life, amount: number): void {
    if (life.paid === null) return
    this.granted(life, life.paid.reimburse(amount, this.now))
    this.endIfOver(life)
  }

  /** The platform gives everybody whom it reaches more time, in one act (bp.extend). */
  extendForAll(extension: Extension): void {
    this.#extensions.push(extension)
    this.#rules = { process: this.#flow, extensions: [...this.#extensions] }
    for (const life of [...this.live]) this.look(life)
  }

  /** Lets pass what is due for an order: a sweep, whenever it comes. */
  look(life: Life): void {
    this.acting = life
    this.#take(life, bringUpTo(this.#rules, life.order, this.now), null)
  }

  #take(
    life: Life,
    { order, steps }: { readonly order: Life['order']; readonly steps: readonly OrderStep[] },
    grant: RefundAsk | null,
  ): void {
    if (steps.length === 0) return
    let { since } = life.order
    for (const step of steps) {
      this.tally.step(step, since)
      if (step.from !== step.to) since = step.effective
    }
    life.order = order
    if (!life.isOver) life.steps.push(...steps)
    this.#took(life, steps, grant)
  }

  /** Carries out what steps say, lets the parties plan, and watches the next clock. */
  #took(life: Life, steps: readonly OrderStep[], grant: RefundAsk | null): void {
    for (const step of steps) carryOut(this, life, step, grant)
    for (const step of steps) {
      sellerAfter(this, life, step)
      buyerAfter(this, life, step)
      carrierAfter(this, life, step)
    }
    checkClock(this.#flow, life)
    this.tally.checks.add('nothing is stuck')
    this.#watch(life)
    this.endIfOver(life)
  }

  granted({ order }: Life, { record: { cause, cash } }: Granted): void {
    this.tally.refund(cause, order.currency, cash)
  }

  moneyRefused({ refusal, clause }: MoneyRefusal): void {
    checkClause(clause)
    this.tally.moneyRefusals.add(refusal, clause)
  }

  /** Plans a sweep for its next clock; one in ten comes hours late, which changes nothing (D-10). */
  #watch(life: Life): void {
    const next = nextDue(life.order)
    if (next === null || next.due === life.watched) return
    life.watched = next.due
    const late = life.random.chance(10) ? life.random.within([1, 12]) * HOUR_MS : 0
    this.later(next.due + late, life, () => {
      if (life.watched === next.due) life.watched = null
      this.look(life)
    })
  }

  /** An order that is over is held against all laws, and let go. */
  endIfOver(life: Life): void {
    const { order, paid } = life
    const isFinal = this.#flow.states.get(order.state)?.kind === 'final'
    if (!isFinal || life.isOver || life.awaited > 0 || (paid?.money.due ?? 0) > 0) return
    life.isOver = true
    this.live.delete(life)
    this.close(life)
    life.steps.length = 0
  }

  /** Counts what became of an order, over or not, and holds it against the laws. */
  close(life: Life): void {
    this.acting = life
    checkLife(this.#flow, life)
    this.tally.checks.add('replayed the same')
    this.tally.checks.add('its money adds up')
    this.tally.outcome(life)
  }

  /** All accounts are zero together, in each currency. */
  checkBooks(): void {
    this.acting = null
    this.books.check()
    this.tally.checks.add('the books are zero')
  }

  #refused(command: OrderCommand, { refusal, clause, state }: OrderRefusal): void {
    checkClause(clause)
    this.tally.checks.add('a refusal has its clause')
    this.tally.refusals.add(command.event, state, refusal, clause)
  }
}
