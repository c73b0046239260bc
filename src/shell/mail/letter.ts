/** What a mail says, before it is written as text or HTML: one content, two renderings. */
export interface Letter {
  readonly subject: string
  readonly heading: string
  /** What happened, in paragraphs. */
  readonly says: readonly string[]
  readonly sections: readonly Section[]
  /** Where to look, and act. */
  readonly link: { readonly label: string; readonly href: string }
  /** Why the reader gets this. */
  readonly because: string
  /** Where to end it, where that is the reader's choice. */
  readonly leave?: { readonly label: string; readonly href: string }
}

/** A part with a title: things to do or to know, or facts with their names. */
export interface Section {
  readonly title: string
  readonly items?: readonly Item[]
  readonly facts?: readonly Fact[]
}

/** A sentence, and when it counts. */
export interface Item {
  readonly says: string
  readonly when?: string
}

export interface Fact {
  readonly name: string
  readonly value: string
}

/** As long as a title is shown: the rest is on the page of the order. */
const TITLE_MAX = 120

/**
 * Text that others wrote, made fit for one line of a mail: no line breaks or other control characters, by
 * which it could pose as a header or as a sentence of ours, and nothing that turns the direction of what
 * stands beside it. Escaping for HTML comes later.
 */
export function oneLine(text: string, max = TITLE_MAX): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const characters = [...plain]
  return characters.length <= max ? plain : `${characters.slice(0, max - 1).join('')}…`
}
