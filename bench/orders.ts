import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore, type Store } from '../src/shell/store/store.ts'
import { inTurns, type OrdersMarket, openOrders, type Took, took } from './orders-market.ts'
import { machine, printAim, printTable } from './report.ts'
import { benchSimulation } from './simulate.ts'

const HELP = `npm run bench:orders -- [--only checkouts|sweeps|simulation] [--quick]

  --only checkouts    checkouts of a cart with two offers, and their payments
  --only sweeps       100,000 orders of which a clock has passed, three times over
  --only simulation   2,000 orders over 90 virtual days
  --quick             fewer orders: figures are rough

All in this process, over an embedded server in a folder of its own, with every commit on the disk. Each
checkout is priced with stored offers, accepted by its hash, and placed as two orders.`

const PARTS = ['checkouts', 'sweeps', 'simulation'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

/** Requests under way at once. */
const WAITING = 1_000

const thousands = (figure: number) => Math.round(figure).toLocaleString('en')

const row = (name: string, count: number, { seconds, here, database }: Took) => [
  name,
  thousands(count / seconds),
  thousands((here * 1e6) / count),
  thousands((database * 1e6) / count),
]

const HEAD = ['', 'a second', 'µs here', 'µs in the database']

async function benchCheckouts(market: OrdersMarket, quick: boolean): Promise<void> {
  const [warmUp, count] = quick ? [1_000, 4_000] : [3_000, 20_000]
  await market.prepare(0, warmUp + count)
  await inTurns(warmUp, WAITING, market.buy)
  await inTurns(warmUp, WAITING, market.pay)
  const bought = await took(() => inTurns(count, WAITING, (n) => market.buy(warmUp + n)))
  const paid = await took(() => inTurns(count, WAITING, (n) => market.pay(warmUp + n)))
  console.log(`Checkouts of two orders with two offers, ${thousands(WAITING)} under way`)
  printTable(HEAD, [row('placed', count, bought), row('payment begun and verified', count, paid)])
  const perSecond = count / bought.seconds
  const reached = `${thousands(perSecond)} checkouts/s`
  printAim('at least 1,500 checkouts/s with reservation', reached, perSecond >= 1_500)
}

async function benchSweeps(market: OrdersMarket, quick: boolean): Promise<void> {
  const checkouts = quick ? 5_000 : 50_000
  const rows: string[][] = []
  const sweep = async (name: string, orders: number) => {
    let steps = 0
    const swept = await took(async () => {
      steps = await market.orders.sweep()
    })
    if (steps < orders) throw new Error(`${name}: ${steps} steps for ${orders} orders`)
    rows.push(row(name, orders, swept))
    const reached = `${((swept.seconds * 100_000) / orders).toFixed(1)} s`
    const enough = (swept.seconds * 100_000) / orders <= 20
    return () => printAim(`a sweep of 100,000 due orders in 20 s (${name})`, reached, enough)
  }
  await market.prepare(0, 2 * checkouts)
  await inTurns(checkouts, WAITING, market.buy)
  market.pass(21)
  const aims = [await sweep('not paid for in time, offers set free', 2 * checkouts)]
  await inTurns(checkouts, WAITING, (n) => market.buy(checkouts + n))
  await inTurns(checkouts, WAITING, (n) => market.pay(checkouts + n))
  await inTurns(checkouts, WAITING, (n) => market.ship(checkouts + n))
  market.pass(35)
  aims.push(await sweep('delivery time is over, buyers are told', 2 * checkouts))
  market.pass(60)
  aims.push(await sweep('protection is over, money goes to sellers', 2 * checkouts))
  printTable(HEAD, rows)
  for (const print of aims) print()
}

/** Something over a marketplace on an embedded server of its own, which is gone afterwards. */
async function inFolder(act: (market: OrdersMarket) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'))
  const store: Store = await openStore({ folder })
  const market = await openOrders(store)
  try {
    await act(market)
  } finally {
    await market.close()
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

async function run(parts: readonly Part[], quick: boolean): Promise<void> {
  console.log(`${machine()}${quick ? ' · quick: figures are rough' : ''}`)
  const load = loadavg()[0]?.toFixed(1)
  console.log(
    `Load before it began: ${load}. What else runs takes its share of every figure a second.\n`,
  )
  for (const part of parts) {
    if (part === 'checkouts') await inFolder((market) => benchCheckouts(market, quick))
    else if (part === 'sweeps') await inFolder((market) => benchSweeps(market, quick))
    else benchSimulation()
    console.log()
  }
}

if (values.help) console.log(HELP)
else if (values.only !== undefined && !PARTS.includes(values.only as Part)) {
  console.error(`--only ${values.only} is not known: choose one of ${PARTS.join(', ')}.`)
  process.exitCode = 2
} else {
  await run(values.only ? [values.only as Part] : PARTS, values.quick)
}
