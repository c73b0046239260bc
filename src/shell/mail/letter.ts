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
