import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Kills a process and the embedded server that it runs, all at once and without a word, as a power cut of
 * the programs would: nobody may write anything more. Resolves when they are gone.
 */
export async function killAll(child: ChildProcess, folder: string): Promise<void> {
  const server = postmasterOf(folder)
  // Else it could have another child between the list and the end.
  if (server !== null) await stopped(server)
  const pids = server === null ? [] : [server, ...childrenOf(server)]
  const hasEnded = child.exitCode !== null || child.signalCode !== null
  const gone = hasEnded || new Promise((resolve) => child.once('exit', resolve))
  for (const pid of [...pids, child.pid as number]) kill(pid)
  await gone
  while (pids.some(isThere)) await new Promise((resolve) => setTimeout(resolve, 10))
}

function postmasterOf(folder: string): number | null {
  try {
    const [pid] = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n', 1)
    // Zero, of a file that is just being written, would be everybody beside us.
    return Number(pid) || null
  } catch {
    return null
  }
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => parentOf(pid) === parent)
}

/** Stops a process where it is, so that it does nothing more. */
async function stopped(pid: number): Promise<void> {
  kill(pid, 'SIGSTOP')
  while (fieldsOf(pid)?.[0]?.match(/[^TZX]/)) await new Promise((resolve) => setTimeout(resolve, 1))
}

const parentOf = (pid: number): number => Number(fieldsOf(pid)?.[1])

/** The fields of a process's line from its state on, after its name, which may hold anything; null: it is gone. */
function fieldsOf(pid: number): readonly string[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Whether there is a process, be it a dead one that nobody has collected: PostgreSQL takes it for alive. */
const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`)
