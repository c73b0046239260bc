import { leaf, type Schema } from '../../core/base/schema.ts'

/** Any text of at most this many characters, as people write it: kept as it is, shown as text. */
export function freeText(maximum: number): Schema<string> {
  return leaf(
    { type: 'string', minLength: 1, maxLength: maximum },
    (value) =>
      typeof value === 'string' &&
      value.length >= 1 &&
      value.length <= maximum &&
      value.isWellFormed() &&
      !value.includes('\u0000'),
    `Must be a text of 1 to ${maximum.toLocaleString('en-US')} characters.`,
  )
}
