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

/** Whole numbers as an array literal. */
export function numberArray(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`
}

/** Instants as an array literal; undefined becomes null. */
export function instantArray(instants: readonly (Date | undefined)[]): string {
  return `{${instants.map((at) => (at ? `"${at.toISOString()}"` : 'null')).join(',')}}`
}
