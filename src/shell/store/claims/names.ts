import { assert } from '../../../core/base/faults.ts'
import { id } from '../../../core/base/fields.ts'

/** The longest key: with an id before it, it still fits into a row of an index. */
const KEY_MAX = 500

/**
 * An id as the database keeps it: half a surrogate pair is no character there. Whoever takes ids from
 * outside has refused those that are none.
 */
export function name(text: string): string {
  assert(id.ok(text), `an id has 1 to 128 characters without control characters: ${text}`)
  return text.toWellFormed()
}

/** The name of a request, longer than an id where it is put together of ids. */
export function keyText(text: string): string {
  const isKey = text.length > 0 && text.length <= KEY_MAX && !text.includes('\u0000')
  assert(isKey, `a key has 1 to ${KEY_MAX} characters: ${text}`)
  return text.toWellFormed()
}
