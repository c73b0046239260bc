import { isMoneyRefusal } from '../../../core/orders/money/money-refusals.ts'
import type { Job } from '../../jobs/jobs.ts'
import { dueRefunds, leftToPay, payOut } from '../../store/money/pay-outs.ts'
import type { GrantedRefund } from '../../store/money/refund-rows.ts'
import { readOrder, readPayment } from '../../store/orders/reading.ts'
import type { PaymentWork } from './paying.ts'
import type { OnFault } from './payment-consumers.ts'

/** Refunds of a shard that are looked at together. */
const AT_ONCE = 50

const FIRST_MS = 5_000
/** What cannot be paid out is tried again for as long as it is due: somebody has to mend it. */
const MOST_MS = 3_600_000

interface Waiting {
  readonly untilMs: number
  readonly afterMs: number
}

/**
 * Has refunds paid out that were granted (bp.cancel.paid): by the provider that took the payment, once for
 * a refund, by its number. One that cannot be paid waits longer each time and is told, and keeps no other
 * waiting. Any number of servers may do so: the provider pays a key once, and the books write it once.
 */
export class RefundPayOuts {
  readonly #work: PaymentWork
  readonly #onFault: OnFault
  readonly #waiting = new Map<string, Waiting>()

  constructor(work: PaymentWork, onFault: OnFault) {
    this.#work = work
    this.#onFault = onFault
  }

  job(everyMs = 2_000): Job {
    return {
      name: 'refunds to pay out',
      everyMs,
      run: async () => {
        for (let shard = 0; shard < this.#work.store.shards; shard++) await this.#shard(shard)
        return false
      },
    }
  }

  async #shard(shard: number): Promise<void> {
    let after: GrantedRefund | undefined
    do {
      const due = await dueRefunds(this.#work.store, { shard, limit: AT_ONCE, after })
      for (const refund of due) await this.#try(refund)
      after = due.length === AT_ONCE ? due.at(-1) : undefined
    } while (after !== undefined)
  }

  async #try(refund: GrantedRefund): Promise<void> {
    const name = nameOf(refund)
    const waiting = this.#waiting.get(name)
    if (waiting && waiting.untilMs > Date.now()) return
    try {
      await this.#pay(refund)
      this.#waiting.delete(name)
    } catch (error) {
      const afterMs = Math.min(MOST_MS, (waiting?.afterMs ?? FIRST_MS / 2) * 2)
      this.#waiting.set(name, { untilMs: Date.now() + afterMs, afterMs })
      const said = error instanceof Error ? error.message : String(error)
      this.#onFault(new Error(`Refund ${name} is not paid out yet: ${said}`, { cause: error }))
    }
  }

  async #pay(refund: GrantedRefund): Promise<void> {
    const { store } = this.#work
    const { buyer, order, number, currency } = refund
    const { provider, reference } = await this.#payer(refund)
    const amountMinor = leftToPay(refund)
    const paid = await provider.refund({ reference, amountMinor, currency, key: nameOf(refund) })
    const answer = await store.db
      .transaction()
      .execute((trx) => payOut({ store, trx }, { buyer, order, number, reference: paid.reference }))
    // Somebody else has written the same, or the payment provider paid the buyer meanwhile.
    if (isMoneyRefusal(answer) && answer.refusal !== 'not-due') throw new Error(answer.message)
  }

  /** The provider that took the money of an order, and its name of the payment. */
  async #payer({ order: id }: GrantedRefund) {
    const found = await readOrder(this.#work.store, id)
    const verified = found?.order.payments.findLast(({ result }) => result === 'verified')
    const payment = verified && (await readPayment(this.#work.store, verified.attempt))
    if (!payment) throw new Error('no payment of the order was verified.')
    const provider = this.#work.payments.get(payment.provider)
    if (!provider) {
      throw new Error(`the payment provider ${payment.provider} is not set up (any more).`)
    }
    if (payment.reference === null) {
      throw new Error(`the provider's name of ${payment.attempt} is not known.`)
    }
    return { provider, reference: payment.reference }
  }
}

const nameOf = ({ order, number }: GrantedRefund): string => `${order} ${number}`
