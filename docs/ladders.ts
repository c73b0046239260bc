import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Ladder } from '../samples/build-ladders.ts'
import { leftOut, ladders as published } from '../samples/ladders-steps.ts'
import {
  gainsOf,
  type LadderSteps,
  partsText,
  readLadder,
  shortMoney,
  spansOf,
  TOTAL_MIN,
} from '../src/web/state/ladders.ts'
import { shareText } from '../src/web/state/money.ts'
import { drawLadder } from './ladders-chart.ts'

/** Carts of which it was known beforehand what a split saves, by the ladders that they belong to. */
const CASES: readonly (readonly [total: number, ladder: string])[] = [
  [9800, 'us-2026-05'],
  [13800, 'everywhere-2026-05'],
  [53600, 'us-2025-02'],
  [15200, 'fr-2026-10'],
]

/** Ladders of the same numbers, whatever their codes are called: one chart and one table for all. */
interface Family {
  readonly title: string
  readonly members: readonly { readonly facts: Ladder; readonly steps: LadderSteps }[]
  /** The first of them, whose codes are named where one has to be. */
  readonly first: LadderSteps
}

const ROOT = new URL('..', import.meta.url)

/** Every file that this script writes, by its path from the root of the project. */
export function ladderPages(): Map<string, string> {
  const families = familiesOf(published)
  const pages = new Map([['docs/ladders.md', pageOf(families)]])
  for (const family of families) {
    const { title, first } = family
    const told = CASES.find(([, ladder]) => idsOf(family).includes(ladder))?.[0] ?? null
    pages.set(
      chartPath(family),
      drawLadder({ title, currencies: currenciesOf(family), ladder: first, told }),
    )
  }
  return pages
}

function stepsOf(id: string): LadderSteps {
  const text = readFileSync(new URL(`samples/ladders/${id}.json`, ROOT), 'utf8')
  return JSON.parse(text) as LadderSteps
}

function familiesOf(ladders: readonly Ladder[]): Family[] {
  const groups = Map.groupBy(ladders, ({ window, codes }) =>
    [window.from.slice(0, 7), ...codes.map(({ off, minimum }) => `${off}/${minimum}`)].join(' '),
  )
  return [...groups.values()].flatMap((group) => {
    const members = group.map((facts) => ({ facts, steps: stepsOf(facts.id) }))
    const first = members[0]?.steps
    return first ? [{ title: titleOf(group), members, first }] : []
  })
}

/** "Spain, United Kingdom, May 2026": each place, and the month once. */
function titleOf(group: readonly Ladder[]): string {
  const names = group.map(({ name }) => name.split(', '))
  return `${names.map(([place]) => place).join(', ')}, ${names[0]?.at(-1)}`
}

function idsOf({ members }: Family): string[] {
  return members.map(({ steps }) => steps.id)
}

function currenciesOf({ members }: Family): string {
  return [...new Set(members.map(({ facts }) => facts.currency))].join(' or ')
}

function chartPath({ first }: Family): string {
  return `docs/ladders/${first.id}.svg`
}

function pageOf(families: readonly Family[]): string {
  return [
    INTRODUCTION,
    casesTable(families),
    ASSUMPTIONS,
    overview(),
    '## The ladders',
    LADDERS,
    ...families.map(familyPart),
    '## Codes on no ladder',
    leftOutTable(),
  ]
    .join('\n\n')
    .concat('\n')
}

const INTRODUCTION = `# When does splitting pay?

A checkout takes one code. The codes of a sale form a *ladder*: each takes a fixed amount off from its minimum on. The ladders do not rise evenly, so two smaller codes in two checkouts often save more than the one large code that the whole cart reaches.

This page shows it for all ${published.length} ladders among the published codes of 2025 and 2026: at every cart total, what the best single code saves, what the best split saves, and how to pay it. The answers are those of \`plan\`, each proved to be the best; a test compares them with every set of codes there is. An answer can change only where the minimums of some codes add up to the total, so there the engine is asked: \`node samples/ladders-steps.ts\`, some minutes. The page and its charts are drawn from its answers, [samples/ladders/](../samples/ladders/), by \`node docs/ladders.ts\`.

![What splitting saves in the United States in May 2026](ladders/us-2026-05.svg)

## Four carts`

const ASSUMPTIONS = `## What is taken for granted

The figures are upper bounds, for a cart that makes splitting as easy as it can be:

* one code a checkout, and each code once an account;
* the cart can be divided anywhere: a real one only between its pieces;
* paying in parts costs no more shipping;
* no other offer takes part, and totals are before tax and shipping, as the minimums are;
* a code's minimum is reached by exactly that sum;
* no code has run out, and the buyer is not counted as new.

For a cart of your own use \`tessera plan\`, which knows its pieces, its shipping and its other offers.

## At a glance`

const LADDERS = `Ladders of one month with the same numbers share a chart, whatever their codes are called. In the tables a row holds from its total on until the next row; *in one* means that no split saves more than the best single code. Of splits that save the same, the one with fewer checkouts stands here. Where two strings were published for one offer (*or*), it is used once.`

function casesTable(families: readonly Family[]): string {
  const rows = CASES.map(([total, id]) => {
    const family = families.find((one) => idsOf(one).includes(id))
    const ladder = stepsOf(id)
    const money = (minor: number) => shortMoney(minor, ladder.currency)
    const { single, split, singleOff, splitOff } = readLadder(ladder, total)
    return [
      family?.title ?? '',
      money(total),
      `${money(singleOff)} with ${single?.code}`,
      `${money(splitOff)} as ${partsText(split, ladder.currency)} with ${codesOf(split)}`,
    ]
  })
  return table(['ladder', 'cart >', 'one code saves', 'the best split saves'], rows)
}

function overview(): string {
  const rows = published.map(({ id, name, currency }) => {
    const ladder = stepsOf(id)
    const { first, most, share } = gainsOf(ladder)
    const money = (minor: number) => shortMoney(minor, currency)
    const range = `${TOTAL_MIN} to ${money(ladder.totalMax)}`
    if (!first || !most) return [name, currency, range, '', '', '', '']
    const at = `${money(most.total)}: ${money(most.singleOff)} → ${money(most.splitOff)}`
    return [name, currency, range, money(first.total), shareText(share, 1), at, money(most.gain)]
  })
  const heads = 'ladder|in|totals shown|pays from >|at >|most at >|more >'.split('|')
  return `*at*: the share of the totals shown at which splitting saves more than one code. The totals run from 10 to 700; where codes begin far above that, on to twice or more of the largest minimum.\n\n${table(heads, rows)}`
}

function familyPart(family: Family): string {
  const { title, first, members } = family
  const doubts = members.flatMap(({ facts }) =>
    facts.doubts.map((says) => `* ${members.length > 1 ? `${facts.name}: ` : ''}${says}`),
  )
  return [
    `### ${title}`,
    `![What splitting saves: ${title}](${chartPath(family).replace('docs/', '')})`,
    codesTable(family),
    ...(doubts.length > 0 ? [doubts.join('\n')] : []),
    `<details><summary>Every total at which something changes</summary>\n\n${stepsTable(first)}\n\n</details>`,
  ].join('\n\n')
}

function codesTable({ members, first }: Family): string {
  const money = (minor: number) => shortMoney(minor, first.currency)
  const heads = [
    'from >',
    'off >',
    ...members.map(({ facts }) => `${facts.name.split(', ')[0]}, ${facts.currency}`),
  ]
  const rows = first.codes.map(({ off, minimum }, at) => [
    money(minimum),
    money(off),
    ...members.map(({ facts }) => {
      const rung = facts.codes[at]
      return [rung?.code, ...(rung?.also ?? [])].join(' or ')
    }),
  ])
  return table(heads, rows)
}

function stepsTable(ladder: LadderSteps): string {
  const money = (minor: number) => shortMoney(minor, ladder.currency)
  const rows = spansOf(ladder).map(({ total, single, split, singleOff, splitOff, gain }) => [
    money(total),
    single?.code ?? 'none',
    money(singleOff),
    gain > 0 ? `${partsText(split, ladder.currency)} with ${codesOf(split)}` : 'in one',
    money(splitOff),
    gain > 0 ? money(gain) : '',
  ])
  return table(['cart from >', 'one code', 'saves >', 'best split', 'saves >', 'more >'], rows)
}

function leftOutTable(): string {
  const rows = leftOut.map(({ campaign, codes, why }) => [campaign, codes.join(', '), why])
  return table(['campaign', 'codes', 'why'], rows)
}

function codesOf(split: LadderSteps['codes']): string {
  return split.map(({ code }) => code).join(', ')
}

/** A table of Markdown; a head that ends with ">" has its column to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = heads.map((head) => (head.endsWith('>') ? '--:' : '---'))
  return [line(heads.map((head) => head.replace(' >', ''))), line(rule), ...rows.map(line)].join(
    '\n',
  )
}

function main(): void {
  mkdirSync(new URL('docs/ladders/', ROOT), { recursive: true })
  for (const [path, text] of ladderPages()) writeFileSync(new URL(path, ROOT), text)
}

if (import.meta.main) main()
