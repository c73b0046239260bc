import type { Command } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { addTermsOption, readLibrary } from './cart-input.ts'
import { EXIT, refuse, say } from './screen.ts'

interface ServeOptions {
  readonly port: string
  readonly host: string
  readonly terms?: string
}

const EXAMPLES = `
Examples:
  tessera serve                     the page and the API on http://localhost:8080
  tessera serve --port 0            on any free port, which it tells
  curl --json @cart.json http://localhost:8080/v1/quotes

It runs until it is interrupted. Exit codes: 0 stopped, 2 it could not start.`

export function define(command: Command): void {
  addTermsOption(command)
    .option('--port <number>', 'where to listen; 0 takes any free port', '8080')
    .option('--host <address>', 'from where it can be reached; this machine only', '127.0.0.1')
    .addHelpText('after', EXAMPLES)
    .action((options: ServeOptions) => serve(command, options))
}

async function serve(command: Command, { host, terms, ...options }: ServeOptions): Promise<void> {
  // The server is large: to read its help nobody should wait for it.
  const { portOf, start, startFailure } = await import('../http/start.ts')
  const { databaseOf } = await import('../http/marketplace.ts')
  const port = portOf(options.port)
  if (typeof port !== 'number') return command.error(`error: --port: ${port.wrong}`)
  const library = await readLibrary(terms)
  if (isRefused(library)) return refuse(library, false)
  try {
    const started = await start({
      port,
      host,
      library,
      logger: { level: 'error' },
      database: databaseOf(process.env),
    })
    say(`Tessera is listening on ${started.url}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void started.stop().then(() => process.exit(EXIT.fine)))
    }
  } catch (error) {
    process.stderr.write(`${startFailure(error, { port, host })}\n`)
    process.exitCode = EXIT.badInput
  }
}
