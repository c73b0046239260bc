import type { Fact, Item, Letter, Section } from './letter.ts'

/** A letter as plain text, in lines that every reader shows whole. */
export function letterText({ heading, says, sections, link, because, leave }: Letter): string {
  return [
    ...wrapped(heading),
    '='.repeat(Math.min(WIDTH, heading.length)),
    ...says.flatMap((one) => ['', ...wrapped(one)]),
    '',
    `${link.label}:`,
    // An address in two lines is no address.
    link.href,
    ...sections.flatMap(sectionLines),
    '',
    '-- ',
    ...wrapped(because),
    ...(leave ? [`${leave.label}:`, leave.href] : []),
    '',
  ].join('\n')
}

/** What terminals and old readers show without breaking lines themselves. */
const WIDTH = 72

function sectionLines({ title, items = [], facts = [] }: Section): string[] {
  return [
    '',
    ...wrapped(title),
    '-'.repeat(Math.min(WIDTH, title.length)),
    ...items.flatMap(itemLines),
    ...facts.flatMap(factLines),
  ]
}

const itemLines = ({ says, when }: Item): string[] => [
  ...wrapped(says, '* '),
  ...(when === undefined ? [] : wrapped(when, '  ')),
]

const factLines = ({ name, value }: Fact): string[] => wrapped(`${name}: ${value}`, '')

/** Words in lines, the first one after `lead`, the others beneath its end. */
function wrapped(text: string, lead = ''): string[] {
  const indent = ' '.repeat(lead.length)
  const lines: string[] = []
  let line = lead
  for (const word of text.split(' ')) {
    const isEmpty = line === lead || line === indent
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = indent + word
    } else {
      line += isEmpty ? word : ` ${word}`
    }
  }
  return [...lines, line]
}
