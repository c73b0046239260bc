/** What JSON holds, with every number as the text that was written: no id and no cent is ever rounded. */
export type ExactJson =
  | string
  | boolean
  | null
  | readonly ExactJson[]
  | { readonly [name: string]: ExactJson }

export type ExactObject = Readonly<Record<string, ExactJson>>

/** Strings are stepped over whole, so that the digits within them are left alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * Reads a JSON text; undefined where it is none. SKU ids pass 2^53, where a number loses its last digit: a
 * recorded copy of real pages had lost half of its ids so (fg.t.paste).
 */
export function exactJson(text: string): ExactJson | undefined {
  try {
    // Asked first, for with its numbers quoted a text can become JSON that was none.
    JSON.parse(text)
    return JSON.parse(text.replace(STRING_OR_NUMBER, quoted)) as ExactJson
  } catch {
    return undefined
  }
}

function quoted(token: string): string {
  return token.startsWith('"') ? token : `"${token}"`
}

/** A part by its path; undefined where the way there is missing. Own fields alone count. */
export function at(value: ExactJson | undefined, ...path: readonly (string | number)[]) {
  let here: ExactJson | undefined = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Readonly<Record<string | number, ExactJson>>)[step]
  }
  return here
}

export function objectAt(value: ExactJson | undefined, ...path: readonly (string | number)[]) {
  const found = at(value, ...path)
  return isObject(found) ? found : undefined
}

export function isObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list by its path; a single value counts as a list of it, and nothing as an empty one. */
export function listAt(
  value: ExactJson | undefined,
  ...path: readonly (string | number)[]
): readonly ExactJson[] {
  const found = at(value, ...path)
  if (found === undefined || found === null) return []
  return Array.isArray(found) ? found : [found as ExactJson]
}

/** A text or a number by its path, as text; undefined where it is missing or empty. */
export function textAt(value: ExactJson | undefined, ...path: readonly (string | number)[]) {
  const found = at(value, ...path)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined
}

/** Whether a truth value, or the word for it, stands there. */
export function isTrueAt(value: ExactJson | undefined, ...path: readonly (string | number)[]) {
  const found = at(value, ...path)
  return found === true || found === 'true'
}
