import { availableParallelism } from 'node:os'
import { type Batch, sendBatch } from './http-batch.ts'
import { pinSelf, type Server, startServer } from './http-server.ts'
import { printAim, printTable } from './report.ts'
import { tessera } from './tessera.ts'
import { workload } from './workload.ts'

/** Requests under way at once: one is always being sent while another is being answered. */
const CONCURRENT = 4
const QUOTES_A_REQUEST = 1000

interface Figures {
  readonly quotes: number
  readonly seconds: number
  readonly serverSeconds: number | null
}

/** The real server on one core, batches from this process on the other, every answer compared. */
export async function benchHttp(quick: boolean): Promise<void> {
  const batch = batchOf(QUOTES_A_REQUEST)
  const server = await startServer()
  try {
    pinSelf(availableParallelism() - 1)
    await drive(server, batch, quick ? 1_000 : 3_000)
    const figures = await drive(server, batch, quick ? 3_000 : 10_000)
    print(figures, batch, server.pinned)
  } finally {
    pinSelf(null)
    await server.stop()
  }
}

function batchOf(quotes: number): Batch {
  const carts = workload(10, 20, quotes)
  const { quote } = tessera()
  const ndjson = (documents: readonly object[]): Buffer =>
    Buffer.from(documents.map((one) => `${JSON.stringify(one)}\n`).join(''))
  return { quotes, sent: ndjson(carts), expected: ndjson(carts.map((cart) => quote(cart))) }
}

async function drive(server: Server, batch: Batch, forMs: number): Promise<Figures> {
  const busyBefore = server.busySeconds()
  const started = performance.now()
  let answered = 0
  const worker = async (): Promise<void> => {
    while (performance.now() - started < forMs) {
      await sendBatch(server.port, batch)
      answered += batch.quotes
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, worker))
  const busyAfter = server.busySeconds()
  return {
    quotes: answered,
    seconds: (performance.now() - started) / 1000,
    serverSeconds: busyBefore === null || busyAfter === null ? null : busyAfter - busyBefore,
  }
}

function print({ quotes, seconds, serverSeconds }: Figures, batch: Batch, pinned: boolean): void {
  const rate = quotes / seconds
  const megabytes = (body: Buffer): string => ((rate * body.length) / batch.quotes / 1e6).toFixed(0)
  const busy = serverSeconds === null ? null : quotes / serverSeconds
  console.log(
    `POST /v1/quotes/batch, 10 × 20, ${CONCURRENT} streams, ` +
      `server ${pinned ? 'pinned to one core' : 'not pinned (no taskset here)'}; ` +
      'every answer equal to the library’s.',
  )
  printTable(
    [
      'quotes/s',
      'quotes per second\nof server processor time',
      'MB/s in',
      'MB/s out',
      'bytes a\nquote in · out',
    ],
    [
      [
        whole(rate),
        busy === null ? '–' : whole(busy),
        megabytes(batch.sent),
        megabytes(batch.expected),
        `${whole(batch.sent.length / batch.quotes)} · ${whole(batch.expected.length / batch.quotes)}`,
      ],
    ],
  )
  printAim('≥ 40,000 quotes/s over HTTP on one core', `${whole(rate)}/s`, rate >= 40_000)
}

function whole(count: number): string {
  return Math.round(count).toLocaleString('en')
}
