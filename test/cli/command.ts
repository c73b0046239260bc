/** The real command as a child process. Each costs a tenth of a second: one child answers much. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

export const ROOT = resolve(import.meta.dirname, '../..')
export const COMMAND = resolve(ROOT, 'src/shell/cli/tessera.ts')

/** What a finished command left behind. */
export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  /** What it reads on standard input; nothing unless it is given. */
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
}

export async function tessera(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const child = startTessera(args, options.env)
  child.stdin?.on('error', () => {}).end(options.input ?? '')
  return finished(child)
}

export function startTessera(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  // The test runner asks its own children for colours; a user's shell does not.
  const { FORCE_COLOR: _, NO_COLOR: __, ...own } = process.env
  return spawn(process.execPath, [COMMAND, ...args], { cwd: ROOT, env: { ...own, ...env } })
}

export async function finished(child: ChildProcess): Promise<Finished> {
  const [out, err] = await Promise.all(
    [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')),
    // The exit is waited for below: a stream may end before it.
  )
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return { code: child.exitCode, out: out as string, err: err as string }
}
