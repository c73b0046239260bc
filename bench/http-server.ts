import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface Server {
  readonly port: number
  readonly pinned: boolean
  /** Processor seconds it has used so far; null where the system does not tell. */
  busySeconds(): number | null
  stop(): Promise<void>
}

const START_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 5_000
/** What /proc counts processor time in. */
const TICKS_A_SECOND = 100

const canPin = spawnSync('taskset', ['--version']).status === 0

/** Starts the project's own server on a free port, pinned to the first core where that can be. */
export async function startServer(): Promise<Server> {
  const port = await freePort()
  const script = fileURLToPath(new URL('../src/shell/http/start.ts', import.meta.url))
  const command = [...(canPin ? ['taskset', '-c', '0'] : []), process.execPath, script]
  const child = spawn(command[0] as string, command.slice(1), {
    env: { ...process.env, PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // Should the bench end by a fault, the server does not outlive it.
  process.once('exit', () => child.kill('SIGKILL'))
  await untilHealthy(child, port)
  return {
    port,
    pinned: canPin,
    busySeconds: () => busySeconds(child.pid as number),
    stop: () => stop(child),
  }
}

/** Keeps this process to one core, away from the server's; null lets it use all of them again. */
export function pinSelf(core: number | null): void {
  if (!canPin) return
  const cores = core === null ? '0-1023' : String(core)
  spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)])
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}

async function untilHealthy(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS
  while (child.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stop(child)
  throw new Error(`The server did not answer /health on port ${port}; see its messages above.`)
}

function busySeconds(pid: number): number | null {
  if (process.platform !== 'linux') return null
  // The name of the command stands in parentheses and may hold spaces; fields are counted after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await ended
  clearTimeout(patience)
}
