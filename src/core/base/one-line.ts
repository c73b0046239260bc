/** As long as a title is shown: longer ones push all else away. Titles of the marketplace fit whole. */
const TITLE_MAX = 160

/**
 * What has no place in a line: control characters and separators of lines, by which a text could pose as
 * a header, a line of a format or a sentence of ours; what turns the direction of all that stands beside
 * it; and what Unicode says is no character, which XML refuses.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff]/gu

/**
 * Text that others wrote, in one line of at most `max` characters (code points): what has no place in it
 * becomes a space, halves of characters become U+FFFD, and one that is longer ends with "…". Escaping
 * comes later, by the format that it is written in.
 */
export function oneLine(text: string, max: number = TITLE_MAX): string {
  const plain = text.toWellFormed().replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim()
  const characters = [...plain]
  return characters.length <= max ? plain : `${characters.slice(0, max - 1).join('')}…`
}
