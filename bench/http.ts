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
  const batches = [
    { name: 'offers in every line', batch: batchOf(QUOTES_A_REQUEST) },
    { name: 'offers once, as defaults', batch: batchWithDefaults(QUOTES_A_REQUEST) },
  ]
  const server = await startServer()
  try {
    pinSelf(availableParallelism() - 1)
    const measured = []
    for (const { name, batch } of batches) {
      await drive(server, batch, quick ? 1_000 : 3_000)
      measured.push({ name, batch, figures: await drive(server, batch, quick ? 3_000 : 10_000) })
    }
    print(measured, server.pinned)
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

/** Different carts under the offers of one wallet, which the first line of each request holds. */
function batchWithDefaults(quotes: number): Batch {
  const carts = workload(10, 20, quotes)
  const { quote } = tessera()
  const [{ lines: _, shipping: __, stores: ___, ...defaults }] = carts as [(typeof carts)[number]]
  const rows = carts.map(({ lines, shipping, stores }) => ({ lines, shipping, stores }))
  const ndjson = (documents: readonly object[]): Buffer =>
    Buffer.from(documents.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const answers = rows.map((row) => quote({ ...defaults, ...row }))
  return {
    quotes,
    sent: ndjson([{ defaults }, ...rows]),
    expected: ndjson([{ defaults: Object.keys(defaults) }, ...answers]),
  }
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

interface Measured {
  readonly name: string
  readonly batch: Batch
  readonly figures: Figures
}

function print(measured: readonly Measured[], pinned: boolean): void {
  console.log(
    `POST /v1/quotes/batch, 10 × 20, ${CONCURRENT} streams, ` +
      `server ${pinned ? 'pinned to one core' : 'not pinned (no taskset here)'}; ` +
      'every answer equal to the library’s.',
  )
  const head = ['', 'quotes/s', 'quotes per second\nof server processor time']
  printTable([...head, 'MB/s in', 'MB/s out', 'bytes a\nquote in · out'], measured.map(row))
  for (const { name, figures } of measured) {
    const rate = figures.quotes / figures.seconds
    const aim = `≥ 40,000 quotes/s over HTTP on one core (${name})`
    printAim(aim, `${whole(rate)}/s`, rate >= 40_000)
  }
}

function row({ name, batch, figures }: Measured): string[] {
  const { quotes, seconds, serverSeconds } = figures
  const rate = quotes / seconds
  const megabytes = (body: Buffer): string => ((rate * body.length) / batch.quotes / 1e6).toFixed(0)
  const bytes = (body: Buffer): string => whole(body.length / batch.quotes)
  return [
    name,
    whole(rate),
    serverSeconds === null ? '–' : whole(quotes / serverSeconds),
    megabytes(batch.sent),
    megabytes(batch.expected),
    `${bytes(batch.sent)} · ${bytes(batch.expected)}`,
  ]
}

function whole(count: number): string {
  return Math.round(count).toLocaleString('en')
}
