import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Kills a process and the embedded server that it runs, all at once and without a word, as a power cut of
 * the programs would: nobody may write anything more. Resolves when they are gone.
 */
export async function killAll(child: ChildProcess, folder: string): Promise<void> {
  const server = postmasterOf(folder)
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
    return Number(pid)
  } catch {
    return null
  }
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => parentOf(pid) === parent)
}

/** The fourth field of a process's line, counted after its name, which may hold anything. */
function parentOf(pid: number): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Whether there is a process, be it a dead one that nobody has collected: PostgreSQL takes it for alive. */
const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`)
