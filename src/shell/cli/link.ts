import { type Command, Option } from 'commander'
import { LINK_KINDS, type Link } from '../../core/tracker/link/found-link.ts'
import { readLink } from '../../core/tracker/link/link.ts'
import { printAnswers } from './answer-lines.ts'
import { inputFile } from './document-file.ts'
import { lineText } from './line-text.ts'
import { asTold, isAddress } from './pasted-text.ts'
import { EXIT, paint, refuse, say, sayJson } from './screen.ts'

interface LinkOptions {
  readonly json?: true
  readonly ndjson?: true
}

const EXAMPLES = `
Examples:
  tessera link 'https://www.aliexpress.com/item/1005003264388589.html'
  tessera link 32970396872                      a bare id
  tessera link 'look: https://a.aliexpress.com/_EHdhbaG' --json
  tessera link --ndjson < links.txt             one text a line in, one answer a line out, in order

Nothing is fetched: a short link is told to be one. What a link knows of the person who copied it is
never printed. With --ndjson the argument is a file of lines; a line may be a JSON string.

Exit codes: 0 every text was read, 2 one of them is no link of the marketplace.`

export function define(command: Command): void {
  command
    .argument('[text...]', 'links, texts around a link, or product ids')
    .option('--json', 'print as JSON: an answer, or a list of answers')
    .addOption(
      new Option('--ndjson', 'one text per line in, one answer per line out').conflicts('json'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (texts: readonly string[], options: LinkOptions) => {
      if (options.ndjson) return answerFile(inputFile(texts[0], command))
      if (texts.length === 0) command.error('error: name at least one link or product id')
      printLinks(texts.map(readLink), options)
    })
}

function printLinks(links: readonly Link[], { json }: LinkOptions): void {
  if (links.some(({ kind }) => kind === 'reject')) process.exitCode = EXIT.badInput
  if (json) sayJson(links.length === 1 ? links[0] : links)
  else say(links.map(linkText).join('\n\n'))
}

function linkText(link: Link): string {
  const { kind, itemId, skuId, globalIdInferred, pdpNpi, shipTo, surface, why } = link
  const rows: (readonly [string, string | undefined])[] = [
    ['product', itemId ?? undefined],
    ['variant', skuId],
    ['global id', globalIdInferred && `${globalIdInferred} (inferred, not confirmed)`],
    [
      'price',
      pdpNpi && `${pdpNpi.sale} ${pdpNpi.currency} (list ${pdpNpi.list}), as the link says`,
    ],
    ['ships to', shipTo],
    ['shown on', surface],
  ]
  const told = rows.flatMap(([name, value]) => {
    return value === undefined ? [] : [`  ${name.padEnd(10)}${value}`]
  })
  return [`${paint('bold', kind)}  ${LINK_KINDS[kind]}`, ...told, `  ${why}`].join('\n')
}

async function answerFile(file: string): Promise<void> {
  if (isAddress(file)) {
    const fault = 'Is a link, where --ndjson asks for a file of lines: leave the option out.'
    return refuse({ refused: [{ path: asTold(file), fault }] }, false)
  }
  await printAnswers(file, (line) => JSON.stringify(readLink(lineText(line))))
}
