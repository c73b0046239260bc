/** The command `tessera`: one file per subcommand, of which only the one that is asked for is read. */
import { Command, CommanderError } from 'commander'
import manifest from '../../../package.json' with { type: 'json' }
import { visible } from './plain-text.ts'
import { EXIT } from './screen.ts'

const COMMANDS = [
  {
    name: 'quote',
    summary: 'price a cart: the receipt, what each offer did, why others were refused',
    load: () => import('./quote.ts'),
  },
  {
    name: 'explain',
    summary: 'tell how a cart was priced, offer by offer, and what would help',
    load: () => import('./explain.ts'),
  },
  {
    name: 'best',
    summary: 'find the cheapest choice among the offers, proved',
    load: () => import('./best.ts'),
  },
  {
    name: 'plan',
    summary: 'find the cheapest way to pay in several checkouts, proved',
    load: () => import('./plan.ts'),
  },
  {
    name: 'unlock',
    summary: 'tell what would reach the minimums that the cart falls short of',
    load: () => import('./unlock.ts'),
  },
  {
    name: 'refund',
    summary: 'tell what comes back for pieces of an accepted quote',
    load: () => import('./refund.ts'),
  },
  {
    name: 'offers',
    summary: 'import offers or a table of codes, with a report on every row',
    load: () => import('./offers.ts'),
  },
  {
    name: 'codes',
    summary: 'generate unique codes for an offer, up to a million at once',
    load: () => import('./codes.ts'),
  },
  {
    name: 'rehearse',
    summary: 'price recorded carts under a draft: its cost, who wins and who loses',
    load: () => import('./rehearse.ts'),
  },
  {
    name: 'terms',
    summary: 'list the rule-sets, or print one as a text with its clauses',
    load: () => import('./terms.ts'),
  },
  {
    name: 'clauses',
    summary: 'list the clauses that rules cite, or print one',
    load: () => import('./clauses.ts'),
  },
  {
    name: 'ledger',
    summary: 'check the books: the trial balance, and whether anything was changed',
    load: () => import('./ledger.ts'),
  },
  {
    name: 'outbox',
    summary: 'see what waits to be told to others, and put back what was put aside',
    load: () => import('./outbox.ts'),
  },
  {
    name: 'process',
    summary: 'print the process of an order as a table, with its graph',
    load: () => import('./process.ts'),
  },
  {
    name: 'simulate',
    summary: 'live many orders on a virtual clock, and report with pictures',
    load: () => import('./simulate.ts'),
  },
  {
    name: 'replay',
    summary: 'derive an order again from what is kept of it, to the byte',
    load: () => import('./replay.ts'),
  },
  {
    name: 're-decide',
    summary: 'find which past outcomes changed rules would flip',
    load: () => import('./re-decide.ts'),
  },
  {
    name: 'people',
    summary: 'make an account, the first admin of an installation too',
    load: () => import('./people.ts'),
  },
  {
    name: 'keys',
    summary: 'issue a key for the API',
    load: () => import('./keys.ts'),
  },
  {
    name: 'link',
    summary: 'tell which product a pasted link or text means, without the network',
    load: () => import('./link.ts'),
  },
  {
    name: 'observe',
    summary: 'read the prices and offers of a recorded page or answer',
    load: () => import('./observe.ts'),
  },
  {
    name: 'history',
    summary: 'print the history of a tracked price after the public coupons',
    load: () => import('./history.ts'),
  },
  {
    name: 'watch',
    summary: 'watch a price, and print the link of its watch list',
    load: () => import('./watch.ts'),
  },
  {
    name: 'serve',
    summary: 'serve the page and the HTTP API',
    load: () => import('./serve.ts'),
  },
] as const satisfies readonly {
  name: string
  summary: string
  load: () => Promise<{ define: (command: Command) => void }>
}[]

const EXAMPLES = `
Examples:
  tessera quote samples/carts/singles-day-2020.json
  tessera explain samples/carts/singles-day-2020.json
  tessera best samples/carts/singles-day-2020.json
  tessera plan samples/carts/singles-day-2020.json --checkouts 2
  tessera rehearse samples/carts/*.json --under aliexpress-2020-03
  tessera terms aliexpress-2026
  tessera clauses tc.10.c
  tessera help quote

Amounts in documents are whole numbers of minor units: 1999 is 19.99 USD.
Exit codes: 0 fine, 1 what was asked about does not hold (an offer was refused, a book is not in order, a
replay differs), 2 bad input, 3 a fault of the program itself.`

async function program(): Promise<Command> {
  const tessera = new Command('tessera')
    .description(manifest.description)
    .version(manifest.version)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(text.split('\n').map(visible).join('\n')),
    })
  const [first, second] = process.argv.slice(2)
  const asked = first === 'help' ? second : first
  for (const { name, summary, load } of COMMANDS) {
    const command = tessera.command(name).description(summary)
    if (name === asked) (await load()).define(command)
  }
  return tessera
}

/** Runs the command that the arguments ask for; `process.exitCode` says how it went. */
export async function run(): Promise<void> {
  // A reader that has seen enough (`| head`) closes the pipe: nothing went wrong.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
  try {
    await (await program()).parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT.badInput
      return
    }
    const told = error instanceof Error ? error.stack : String(error)
    process.stderr.write(
      `This is a fault of tessera, not of your input. Please report it:\n${told}\n`,
    )
    process.exitCode = EXIT.broken
  }
}
