import type { Command } from 'commander'
import { linesBy } from '../../contract/ndjson.ts'
import { isRefused } from '../../core/base/faults.ts'
import type { Input } from '../../core/pricing/input.ts'
import { refundRequest } from '../../core/pricing/refund.ts'
import type { RefundInput } from '../../core/pricing/returns.ts'
import { addTermsOption, readLibrary } from './cart-input.ts'
import { inputFile, readDocument } from './document-file.ts'
import { answerFile } from './ndjson.ts'
import { visibleDocument } from './plain-text.ts'
import { refundSlip } from './refund-slip.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'

interface RefundOptions {
  readonly json?: true
  readonly ndjson?: true
  readonly terms?: string
}

const EXAMPLES = `
The document holds the purchase and what goes back:
  { "input": the cart, "quote": the quote that was paid,
    "before": [{ "line": "l1", "quantity": 1 }], "now": [{ "line": "l1", "quantity": 1 }],
    "reason": "return" | "cancellation" | "missed-ship-by" | "not-received" }

Examples:
  tessera refund return.json                   what comes back: cash by line, shipping, coins
  tessera refund return.json --json            the document of the refund
  tessera refund --ndjson < returns.ndjson     one document a line in, one refund a line out, in order

  jq --slurpfile quote quote.json '{ input: ., quote: $quote[0], before: [], reason: "return",
    now: [{ line: "l1", quantity: 1 }] }' cart.json | tessera refund -

With --ndjson a bad line is answered {"refused":[…]} and the next one is read; blank lines get no
answer. The exit code is then 0 whatever the lines held.

Exit codes: 0 fine, 2 bad input.`

export function define(command: Command): void {
  addTermsOption(command)
    .argument('[file]', 'a purchase and its returns as JSON; - or nothing: standard input')
    .option('--json', 'print the answer as a JSON document')
    .option('--ndjson', 'one document per line in, one answer per line out')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: RefundOptions) => {
      const source = inputFile(file, command)
      if (options.ndjson) return answerFile(source, linesBy(refundRequest), options)
      await printRefund(source, options)
    })
}

async function printRefund(file: string, { json, terms }: RefundOptions): Promise<void> {
  const library = await readLibrary(terms)
  if (isRefused(library)) return refuse(library, json)
  const document = await readDocument(file)
  if (isRefused(document)) return refuse(document, json)
  const answer = refundRequest(document.value, { terms: library })
  if (isRefused(answer)) return refuse(answer, json)
  if (json) return sayJson(answer)
  const { reason, input } = document.value as RefundInput & { input: Input }
  const page = { reason, currency: input.currency, width: pageColumns() }
  say(await refundSlip(visibleDocument(answer), page))
}
