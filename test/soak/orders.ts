/**
 * `npm run soak:orders`: many orders in a process that is killed, by turns with its database, while its clock
 * on the wall jumps by a year, and several workers sweep at random. What comes of them must be, to the byte,
 * what comes of them in a process where nothing goes wrong and nobody sweeps before the end.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { OPENS } from '../../bench/orders-market.ts'
import { machine } from '../../bench/report.ts'
import type { Outcome } from './orders-outcome.ts'
import { type Plan, planOf, TICK_MS } from './orders-plan.ts'
import type { Told } from './orders-server.ts'

const HELP = `npm run soak:orders -- [--orders 100000] [--kills 50] [--seed 1]

Tells the same story of so many orders twice, once while processes are killed so often and clocks jump,
and compares what came of it.`

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const YEAR = 365 * 86_400_000

type Ended = Outcome & { readonly faults: number; readonly isZero: boolean }

/** What goes wrong at a tick. */
interface Wrong {
  readonly kills: ReadonlyMap<number, 'server' | 'database'>
  readonly error: (tick: number) => number
  readonly random: () => number
}

/** A process that is told what to do, and started again when it is gone. */
class Server {
  readonly folder = mkdtempSync(join(tmpdir(), 'tessera-soak-'))
  #child: ChildProcess | null = null
  #told = 0

  async start(): Promise<void> {
    const child = fork(new URL('./orders-server.ts', import.meta.url), [this.folder], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    const gone = once(child, 'exit').then(() => false)
    const ready = once(child, 'message').then(() => true)
    if (!(await Promise.race([gone, ready]))) throw new Error('the process does not start')
  }

  /** Tells it something; null: it was gone before it had done it. */
  async tell(told: Omit<Told, 'id'>): Promise<{ readonly outcome?: Ended } | null> {
    const child = this.#child as ChildProcess
    const id = ++this.#told
    return new Promise((resolve) => {
      const end = (answer: { readonly outcome?: Ended } | null) => {
        child.off('message', hear)
        child.off('exit', gone)
        resolve(answer)
      }
      const hear = (answer: { readonly id: number; readonly outcome?: Ended }) =>
        void (answer.id === id && end(answer))
      const gone = () => end(null)
      child.on('message', hear)
      child.on('exit', gone)
      if (!child.connected) return end(null)
      child.send({ ...told, id }, (error) => void (error && end(null)))
    })
  }

  /** Kills it, or its database first: then it finds that out by itself, or is killed too. */
  async kill(what: 'server' | 'database'): Promise<void> {
    const child = this.#child as ChildProcess
    if (what === 'database') {
      const pid = Number(
        readFileSync(join(this.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
      )
      process.kill(pid, 'SIGKILL')
      await wait(50)
    }
    await killed(child)
    await this.start()
  }

  async end(): Promise<void> {
    if (this.#child) await killed(this.#child)
    // Its database ends when it sees that nobody is there any more.
    await wait(1_000)
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 })
  }
}

/** Kills a process, unless it is gone already. */
async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Tells a plan to a process, and what came of it. */
async function run(plan: Plan, wrong: Wrong | null): Promise<Ended> {
  const server = new Server()
  await server.start()
  try {
    for (const [tick, deeds] of plan.entries()) {
      const at = OPENS + tick * TICK_MS
      const calm = { at, error: 0, deeds, workers: 0, delayMs: 0, sweeps: false }
      if (wrong === null) {
        await server.tell(calm)
        continue
      }
      const error = wrong.error(tick)
      const told = { ...calm, error, workers: 4, delayMs: 40 }
      const kill = wrong.kills.get(tick)
      // A process knows the time before its clock goes wrong: it has looked once.
      if (error !== 0 && error !== wrong.error(tick - 1)) {
        await server.tell({ ...told, error: 0, deeds: [], sweeps: true })
      }
      const telling = server.tell(told)
      if (kill) {
        await Promise.race([telling, wait(wrong.random() * 60)])
        await server.kill(kill)
        // One that starts with a wrong clock does nothing early; then it is set right.
        if (error !== 0) await server.tell({ ...told, deeds: [], sweeps: true })
        await server.tell({ ...told, error: 0, deeds: [], sweeps: true })
        if ((await server.tell(told)) === null) throw new Error('the process is gone')
      } else if ((await telling) === null) throw new Error('the process is gone')
    }
    const at = OPENS + plan.length * TICK_MS
    const last = { at, error: 0, deeds: [], workers: 0, delayMs: 0, sweeps: true, ends: true }
    const answer = await server.tell(last)
    if (!answer?.outcome) throw new Error('the process is gone')
    return answer.outcome
  } finally {
    await server.end()
  }
}

/** Kills at ticks where something happens, and a clock that is wrong in every third stretch of ten days. */
function wrongWays(plan: Plan, kills: number, seed: number): Wrong {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
  const busy = plan.flatMap((deeds, tick) => (deeds.length > 0 ? [tick] : []))
  const chosen = new Map<number, 'server' | 'database'>()
  while (chosen.size < Math.min(kills, busy.length)) {
    const tick = busy[Math.floor(random() * busy.length)] as number
    if (!chosen.has(tick)) chosen.set(tick, chosen.size % 2 === 0 ? 'server' : 'database')
  }
  const stretch = (tick: number) => Math.floor(tick / 40) % 3
  const error = (tick: number) => [0, YEAR, -YEAR][stretch(tick)] as number
  return { kills: chosen, error, random }
}

/** What differs, by checkout and part. */
function differences(one: Outcome, other: Outcome): string[] {
  const keys = new Set([...Object.keys(one.digests), ...Object.keys(other.digests)])
  return [...keys].filter((key) => one.digests[key] !== other.digests[key])
}

async function main(): Promise<void> {
  const [orders, kills, seed] = [values.orders, values.kills, values.seed].map(Number) as [
    number,
    number,
    number,
  ]
  console.log(`${machine()}\n${orders} orders, ${kills} kills, seed ${seed}`)
  const plan = planOf(Math.ceil(orders / 2), seed)
  const began = performance.now()
  const seconds = () => `${((performance.now() - began) / 1_000).toFixed(0)} s`
  const calm = await run(plan, null)
  console.log(`without a fault: ${JSON.stringify(calm.counts)} (${seconds()})`)
  const faulty = await run(plan, wrongWays(plan, kills, seed))
  console.log(`with all faults: ${JSON.stringify(faulty.counts)} (${seconds()})`)
  const different = differences(calm, faulty)
  const faults = [
    ...different.slice(0, 20).map((key) => `${key} came out otherwise`),
    ...(different.length > 20 ? [`and ${different.length - 20} more`] : []),
    ...[calm, faulty].flatMap((one) => [
      ...(one.faults > 0 ? [`${one.faults} faults in the books`] : []),
      ...(one.isZero ? [] : ['the books do not come to zero']),
    ]),
  ]
  console.log(
    faults.length === 0 ? '✔ the same, to the byte; the books are zero' : faults.join('\n'),
  )
  if (faults.length > 0) process.exitCode = 1
}

if (values.help) console.log(HELP)
else await main()
