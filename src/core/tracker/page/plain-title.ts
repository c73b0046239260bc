/** A text for people in one line: without control characters and marks that turn its direction around. */
export function plainTitle(text: string, most = 300): string {
  const plain = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
  // Not through the middle of a character that takes two units.
  return plain.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}

/** The same, short enough for an id or a layer's words; undefined where nothing is left. */
export function shortTitle(text: string | undefined): string | undefined {
  const plain = text === undefined ? '' : plainTitle(text, 128)
  return plain === '' ? undefined : plain
}
