import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { isRefusal } from '../../core/offers/refusals.ts'
import { CODES_MAX, type CodeBatch, codesCsv, generateCodes } from '../store/offers/codes.ts'
import type { Store } from '../store/store.ts'
import { cannotRead } from './document-file.ts'
import { progressBar } from './progress-bar.ts'
import { refuse, say } from './screen.ts'
import { wholeNumber } from './search-command.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'

interface CodesOptions extends StoreOptions {
  readonly count: number
  readonly out: string
  readonly seller?: string
}

const EXAMPLES = `
Examples:
  tessera codes may-newsletter --count 1000000 --out codes.csv
  tessera codes may-newsletter --count 10 --out -          on standard output

Codes are written this once: the database keeps only digests of them. The file is new and can be read
by you alone; an existing one is never overwritten.

Exit codes: 0 written, 2 there is no such offer or the file cannot be written, 3 a fault of the program.`

export function define(command: Command): void {
  addStoreOptions(
    command.argument('<offer>', 'the id of an offer that is obtained by unique codes'),
  )
    .requiredOption('--count <number>', `how many, up to ${CODES_MAX}`, (text: string) =>
      wholeNumber(text, CODES_MAX),
    )
    .requiredOption('--out <file>', 'where to write them as CSV; - for standard output')
    .option('--seller <id>', 'act for this seller')
    .addHelpText('after', EXAMPLES)
    .action((offer: string, options: CodesOptions) =>
      withStore(options, (store) => writeCodes(store, offer, options)),
    )
}

async function writeCodes(store: Store, offer: string, options: CodesOptions): Promise<void> {
  const { count, out, seller } = options
  const target = await openTarget(out)
  if ('fault' in target) return refuse({ refused: [{ path: out, fault: target.fault }] }, false)
  const scope = seller === undefined ? 'all' : { seller }
  const batch = await generateCodes(store, offer, { count, scope, by: 'command' })
  if (batch === null) {
    return refuse({ refused: [{ path: offer, fault: 'There is no such offer.' }] }, false)
  }
  if (isRefused(batch)) return refuse(batch, false)
  if (isRefusal(batch)) return refuse({ refused: [{ path: offer, fault: batch.message }] }, false)
  await writeBatch(batch, target.stream)
  if (out !== '-') say(`${count} codes of ${offer} (batch ${batch.batch}) are in ${out}.`)
}

async function openTarget(
  out: string,
): Promise<{ readonly stream: NodeJS.WriteStream | WriteStream } | { readonly fault: string }> {
  if (out === '-') return { stream: process.stdout }
  const stream = createWriteStream(out, { flags: 'wx', mode: 0o600 })
  try {
    await once(stream, 'open')
    return { stream }
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
    const fault = isThere
      ? 'Is there already: choose another name. Codes are never written over others.'
      : cannotRead(error).replace('read', 'written')
    return { fault }
  }
}

async function writeBatch(batch: CodeBatch, stream: NodeJS.WriteStream | WriteStream) {
  const progress = progressBar(process.stderr, 'codes')
  let written = 0
  try {
    for await (const text of codesCsv(batch)) {
      if (!stream.write(text)) await once(stream, 'drain')
      written += text.split('\r\n').length - 1
      progress.show(Math.max(0, written - 1), batch.count)
    }
  } finally {
    progress.clear()
  }
  if (stream === process.stdout) return
  stream.end()
  await finished(stream)
}
