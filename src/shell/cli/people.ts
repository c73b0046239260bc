import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { accountEndpoints } from '../../contract/market/account-endpoints.ts'
import type { Fault } from '../../core/base/faults.ts'
import { createAccount } from '../store/access/accounts.ts'
import { Passwords } from '../store/access/passwords.ts'
import { refuse, say } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'

interface PeopleOptions extends StoreOptions {
  readonly role: string
  readonly name: string
  readonly seller?: string
}

const EXAMPLES = `
Examples:
  tessera people ada@example.com --role admin --name Ada < password.txt
  tessera people lin@example.com --role seller --seller lumen --name Lin

The password is read from standard input, never from the command line, where others could see it. The
first admin of an installation is made like this; admins make others over the API or the console.

Exit codes: 0 the account was made, 2 it was refused, 3 a fault of the program.`

export function define(command: Command): void {
  addStoreOptions(command.argument('<email>', 'the address by which the person signs in'))
    .requiredOption('--role <role>', 'buyer, seller, agent or admin')
    .requiredOption('--name <name>', 'what the person is called')
    .option('--seller <id>', 'the seller for whom a seller’s account acts')
    .addHelpText('after', EXAMPLES)
    .action((email: string, options: PeopleOptions) => add(email, options))
}

async function add(email: string, options: PeopleOptions): Promise<void> {
  if (process.stdin.isTTY) process.stderr.write('Password, then Ctrl-D:\n')
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  const { role, name, seller } = options
  const account = { email, password, role, name, ...(seller !== undefined && { seller }) }
  const faults: Fault[] = []
  const { body } = accountEndpoints.createAccount
  body?.find(account, '', faults)
  if ((role === 'seller') !== (seller !== undefined)) {
    faults.push({ path: '--seller', fault: 'Is named for a seller’s account, and for no other.' })
  }
  if (faults.length > 0) return refuse({ refused: faults }, options.json)
  await withStore(options, async (store) => {
    const made = await createAccount(store, new Passwords(), account as Checked)
    if (typeof made !== 'string') return say(`${made.email} can sign in as ${made.role}.`)
    refuse({ refused: [{ path: email, fault: 'Has an account already.' }] }, options.json)
  })
}

/** What the check above has made sure of. */
type Checked = Parameters<typeof createAccount>[2]
