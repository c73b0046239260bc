/** Text for people: made visible, measured in columns, wrapped and clipped. */

// Controls, formats (direction marks, zero widths) and lone surrogates: on a terminal they would
// move the cursor or make two different ids look the same.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** The same text with every invisible character as an escape: a zero width space is \u{200b}. */
export function visible(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  )
}

/** A document with all its texts made visible, keys too: what is printed from it is safe to print. */
export function visibleDocument<T>(document: T): T {
  return visibleValue(document) as T
}

function visibleValue(value: unknown): unknown {
  if (typeof value === 'string') return visible(value)
  if (Array.isArray(value)) return value.map(visibleValue)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([key, item]) => [visible(key), visibleValue(item)]))
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const ASCII = /^[ -~]*$/

/** How many columns of a terminal a text takes; East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** At most so many columns of a text; what was cut off shows as an ellipsis. */
export function clip(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += displayWidth(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** Breaks a text at its spaces into lines of at most so many columns; a longer word stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** A wrapped text under an indent, the first line under an indent of its own. */
export function paragraph(text: string, columns: number, indents: readonly string[] = []): string {
  const [first = '', rest = first] = indents
  const lines = wrap(text, columns - displayWidth(rest))
  return lines.map((line, at) => `${at === 0 ? first : rest}${line}`).join('\n')
}

/** "l1, l2 and 7 more": the first few of a list that may be long. */
export function someOf(names: readonly string[], most = 12): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}
