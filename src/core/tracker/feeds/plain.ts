/** As long as a title is shown in lists of readers and calendars: longer ones push all else away. */
const TITLE_MAX = 160

/**
 * Text that others wrote, in one line: no control characters, by which it could pose as a line of the
 * format, and nothing that turns the direction of what stands beside it. Escaping comes later, by format.
 */
export function plainLine(text: string, max: number = TITLE_MAX): string {
  const plain = text.toWellFormed().replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim()
  const characters = [...plain]
  return characters.length <= max ? plain : `${characters.slice(0, max - 1).join('')}…`
}

/** Control characters, separators of lines, turns of direction, and what Unicode says is no character. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]/gu

/**
 * An address as the formats take it: what they do not allow in one is percent-encoded, and what is no
 * address of a page is none at all.
 */
export function pageAddress(text: string): string | null {
  if (!/^https?:\/\/[^/?#\s]/i.test(text)) return null
  return text
    .toWellFormed()
    .replaceAll(/[^!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+/gu, (part) => encodeURIComponent(part))
}
