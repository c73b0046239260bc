/**
 * Texts as an array literal of PostgreSQL. A thousand of them in one go: the driver looks at every
 * character of every one. Quotes and backslashes are rare in ids: only then is each text looked at.
 */
export function textArray(texts: readonly string[]): string {
  if (texts.length === 0) return '{}'
  const isPlain = !/["\\]/.test(texts.join(''))
  const joined = isPlain ? texts.join('","') : texts.map(escaped).join('","')
  return `{"${joined}"}`
}

const escaped = (text: string) => text.replaceAll(/["\\]/g, '\\$&')

/** JSON texts as one text, which SQL takes apart: none of them holds this character as it is. */
export function joinedJson(documents: readonly object[]): string {
  return joinedTexts(documents.map((document) => JSON.stringify(document)))
}

/** The same of documents that are texts already. */
export function joinedTexts(documents: readonly string[]): string {
  return documents.join('\u001f')
}

/** The texts that were joined so, in SQL. */
export const jsonTexts = (joined: string): string => `string_to_array(${joined}, e'\\x1f')`

/** Whole numbers as an array literal. */
export function numberArray(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`
}

/** Instants as an array literal; undefined becomes null. */
export function instantArray(instants: readonly (Date | undefined)[]): string {
  return `{${instants.map((at) => (at ? `"${at.toISOString()}"` : 'null')).join(',')}}`
}
