/** Asks a server under load from a thread of its own, so that the server's thread answers and does nothing else. */
import { parentPort, Worker, workerData } from 'node:worker_threads'

export interface Load {
  readonly urls: readonly string[]
  /** How many requests, eight at a time. */
  readonly turns: number
}

export interface Loaded {
  /** Milliseconds that each request took, in order. */
  readonly times: readonly number[]
  readonly perSecond: number
}

/** How long each of so many requests took, eight at a time, in order; and how many were answered a second. */
export function askUnderLoad(load: Load): Promise<Loaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Loaded>()
  const worker = new Worker(new URL(import.meta.url), { workerData: load })
  worker.once('message', resolve).once('error', reject)
  return promise
}

async function run({ urls, turns }: Load): Promise<Loaded> {
  const times: number[] = []
  const ask = async (turn: number) => {
    const began = performance.now()
    const answer = await fetch(urls[turn % urls.length] as string)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${answer.status}`)
    times.push(performance.now() - began)
  }
  const began = performance.now()
  let turn = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (turn < turns) await ask(turn++)
    }),
  )
  const perSecond = (turns * 1_000) / (performance.now() - began)
  return { times: times.sort((a, b) => a - b), perSecond }
}

if (parentPort !== null) parentPort.postMessage(await run(workerData as Load))
