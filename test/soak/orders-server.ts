/**
 * A process with desks of orders over an embedded database of its own: it is told the time, what to do and
 * whether its clock on the wall is wrong, sweeps when it likes, and is killed. Argument: the folder.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { CART, inTurns, openDesk, PROMISES } from '../../bench/orders-market.ts'
import { isRefused } from '../../src/core/base/faults.ts'
import { takeMessages } from '../../src/shell/jobs/outbox.ts'
import { isPassing } from '../../src/shell/store/claims/database-faults.ts'
import { checkBook } from '../../src/shell/store/ledger/check.ts'
import { ORDER_BOOK } from '../../src/shell/store/money/order-book.ts'
import { SELLER_BOOK } from '../../src/shell/store/money/seller-book.ts'
import { moneyConsumers } from '../../src/shell/store/money/seller-messages.ts'
import { OrderDesk } from '../../src/shell/store/orders/order-desk.ts'
import { openStore } from '../../src/shell/store/store.ts'
import { outcomeOf } from './orders-outcome.ts'
import type { Planned } from './orders-plan.ts'

/** What the process is told. */
export interface Told {
  readonly id: number
  /** The time as it is, and how wrong the clock on the wall is. */
  readonly at: number
  readonly error: number
  readonly deeds: readonly Planned[]
  /** How many workers sweep, each after a delay of at most so many milliseconds; 0: nobody does. */
  readonly workers: number
  readonly delayMs: number
  /** Sweep once now, and wait for it. */
  readonly sweeps: boolean
  /** Bring everything to its end, and tell what came of it. */
  readonly ends?: boolean
}

const time = { truth: 0, error: 0 }
const source = { wall: () => time.truth + time.error, counted: () => time.truth }
const store = await openStore({ folder: process.argv[2] as string })
const desk = await openDesk(store)
const desks = [0, 1].map(() => new OrderDesk(desk, { time: source }))
const first = desks[0] as OrderDesk

const WAITING = 400
let sweeping = 0
let delay = 0

/** What all buyers are shown who have not bought yet, by its hash. */
let shown: string | null = null
const TOTAL = 4_200

process.on('message', (told: Told) => void hear(told))
// Whoever sweeps while the database is gone has nothing to say; what is asked is answered by nothing.
process.on('unhandledRejection', (error) => {
  if (!isPassing(error)) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})
process.send?.({ ready: true })

async function hear(told: Told): Promise<void> {
  time.truth = told.at
  time.error = told.error
  delay = told.delayMs
  for (; sweeping < told.workers; sweeping++) void sweepOnAndOn(desks[sweeping % 2] as OrderDesk)
  await inTurns(told.deeds.length, WAITING, (n) => done(told.deeds[n] as Planned))
  if (told.sweeps) await first.sweep()
  process.send?.({ id: told.id, ...(told.ends && { outcome: await end() }) })
}

async function sweepOnAndOn(one: OrderDesk): Promise<void> {
  for (;;) {
    await wait(Math.random() * delay)
    if (time.truth > 0) await one.sweep()
  }
}

async function done({ checkout: n, deed }: Planned): Promise<void> {
  const one = desks[n % 2] as OrderDesk
  const [buyer, checkout] = [`b${n}`, `c${n}`]
  if (deed.do === 'buy') return bought(one, { buyer, checkout })
  if (deed.do === 'pay') {
    await one.pay({ buyer, checkout, provider: 'soak', returnUrl: 'http://localhost/' })
  } else if (deed.do === 'act') {
    const { command } = deed
    const key = JSON.stringify([time.truth, command])
    await one.act({ buyer, order: `${checkout}-${deed.order}`, command, key })
  } else await reported(one, { buyer, checkout }, deed)
}

async function bought(one: OrderDesk, of: { buyer: string; checkout: string }): Promise<void> {
  const at = new Date(time.truth)
  await desk.claims.claim({ buyer: of.buyer, offer: 'coupon', key: 'k', at })
  const asked = { ...of, cart: CART, promises: PROMISES, at }
  const accepted = { hash: shown ?? (await priced(one, asked)), totalMinor: TOTAL }
  const answer = await one.checkout({ ...asked, accepted })
  if (!('orders' in answer)) throw new Error(JSON.stringify(answer).slice(0, 500))
}

async function priced(one: OrderDesk, asked: Parameters<OrderDesk['price']>[0]): Promise<string> {
  const answer = await one.price(asked)
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  // Whoever has bought before the process was killed holds no coupon any more.
  if (answer.quote.totals.total === TOTAL) shown = answer.hash
  return answer.hash
}

async function reported(
  one: OrderDesk,
  { buyer, checkout }: { buyer: string; checkout: string },
  deed: Extract<Planned['deed'], { do: 'verify' | 'fail' }>,
): Promise<void> {
  const attempt = `${checkout}-p${deed.attempt}`
  const told = { provider: 'soak', id: `${deed.do} ${attempt}`, attempt }
  if (deed.do === 'fail') {
    await one.report({ ...told, kind: 'failed', cause: deed.cause })
    return
  }
  const orders = await one.ordersOf({ buyer, checkout })
  const amountMinor = orders
    .filter(({ payments }) => payments.some((payment) => payment.attempt === attempt))
    .reduce((sum, { totalMinor }) => sum + totalMinor, 0)
  await one.report({ ...told, kind: 'verified', amountMinor, currency: 'USD' })
}

async function end() {
  const consumers = moneyConsumers(store)
  for (let shard = 0; shard < store.shards; shard++) {
    while ((await takeMessages(store, shard, consumers, new Date(time.truth))).found > 0);
  }
  const books = [await checkBook(store, ORDER_BOOK), await checkBook(store, SELLER_BOOK)]
  const faults = books.reduce((sum, { faultCount }) => sum + faultCount, 0)
  const sums = books.map(({ rows }) => {
    return rows.map(({ balances }) => Object.values(balances).reduce((a, b) => a + b, 0n))
  })
  const released = books.flatMap(({ rows }) => rows.map(({ balances }) => balances.released ?? 0n))
  const isZero = sums.flat().every((sum) => sum === 0n)
  const areOne = released.reduce((a, b) => a + b, 0n) === 0n
  return { ...(await outcomeOf(store)), faults, isZero: isZero && areOne }
}
