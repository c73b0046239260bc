import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server that runs in a process of its own, and how it is asked. */
export interface ServedClaims {
  readonly child: ChildProcess
  readonly port: number
  readonly token: string
  readonly stop: () => Promise<void>
}

/** Starts the real application over the embedded database of a folder. */
export async function serveClaims(folder: string): Promise<ServedClaims> {
  const script = fileURLToPath(new URL('./claims-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit')])
  if (typeof first[0] !== 'string') throw new Error('The server did not start: see above.')
  const { port, token } = JSON.parse(first[0]) as { port: number; token: string }
  return {
    child,
    port,
    token,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
