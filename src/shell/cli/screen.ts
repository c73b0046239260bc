/** The two streams of the command: answers go to standard output, faults to standard error. */
import { styleText } from 'node:util'
import type { Refused } from '../../core/base/faults.ts'
import { visible } from './plain-text.ts'

/** 0: fine. 1: an offer that was asked for by name was refused. 2: bad input. 3: a fault of ours. */
export const EXIT = { fine: 0, offerRefused: 1, badInput: 2, broken: 3 } as const

// Below 60 columns no receipt stands; 80 is what a pipe or a file is read at.
const COLUMNS_MIN = 60
const COLUMNS_DEFAULT = 80

/** How wide a printed page may be. */
export function pageColumns(): number {
  return Math.max(COLUMNS_MIN, process.stdout.columns || COLUMNS_DEFAULT)
}

type Format = Parameters<typeof styleText>[0]

/** Styles a text when standard output is a terminal that wants colours (NO_COLOR, FORCE_COLOR). */
export function paint(format: Format, text: string): string {
  return styleText(format, text)
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function sayJson(document: unknown): void {
  say(JSON.stringify(document, null, 2))
}

/** Tells why the input was refused: a line `path  fault` each, or the document where JSON was asked. */
export function refuse(refusal: Refused, json: boolean | undefined): void {
  process.exitCode = EXIT.badInput
  if (json) {
    sayJson(refusal)
    return
  }
  const lines = refusal.refused.map(({ path, fault }) => {
    return `${visible(path) || '(whole document)'}  ${visible(fault)}\n`
  })
  process.stderr.write(lines.join(''))
}
