import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { OutboxStanding } from '../jobs/outbox.ts'

/** What the server counts, in a registry of its own so that two servers do not share numbers. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Counter<'method' | 'route' | 'status'>
  readonly seconds: Histogram<'method' | 'route'>
  /** Documents answered, by what they were, how they came, and how it ended. */
  readonly answers: Counter<'document' | 'via' | 'outcome'>
}

/** From a small quote (a fraction of a millisecond) to a long batch. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]

export function serverMetrics(ofProcess: boolean): Metrics {
  const registry = new Registry()
  if (ofProcess) collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Counter({
      name: 'tessera_http_requests_total',
      help: 'Requests answered, by method, route and status.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    seconds: new Histogram({
      name: 'tessera_http_request_duration_seconds',
      help: 'Time from the headers of a request to the end of its answer.',
      labelNames: ['method', 'route'],
      buckets: BUCKETS,
      registers,
    }),
    answers: new Counter({
      name: 'tessera_documents_total',
      help: 'Quotes, choices, plans, explanations and refunds answered, and inputs refused.',
      labelNames: ['document', 'via', 'outcome'],
      registers,
    }),
  }
}

/** Shows how many searches run, and how many wait for a thread, at the time of asking. */
export function showSearches(
  { registry }: Metrics,
  searches: { readonly running: number; readonly waiting: number },
): void {
  new Gauge({
    name: 'tessera_searches',
    help: 'Searches that run in threads of their own, and that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'running' }, searches.running)
      this.set({ state: 'waiting' }, searches.waiting)
    },
  })
}

/** Shows what waits in the background, and for how long, at the time of asking. */
export function showOutbox({ registry }: Metrics, standing: () => Promise<OutboxStanding>): void {
  new Gauge({
    name: 'tessera_outbox_messages',
    help: 'Messages of the outbox: those that wait, and those put aside after many failures.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting, parked, lateSeconds } = await standing()
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'parked' }, parked)
      late.set(lateSeconds)
    },
  })
  const late = new Gauge({
    name: 'tessera_outbox_late_seconds',
    help: 'How long the oldest message of the outbox has been due.',
    registers: [registry],
  })
}
