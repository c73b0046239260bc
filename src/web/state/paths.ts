import { pointer } from '../../core/base/faults.ts'
import { isRecord } from '../../core/base/schema.ts'

/** Where in a document a value stands, token by token; "/lines/0/sku" is ['lines', 0, 'sku']. */
export type Path = readonly (string | number)[]

/** A path as a JSON Pointer, the form in which the core names faults. */
export function pointerOf(path: Path): string {
  return path.reduce<string>((sofar, token) => pointer(sofar, token), '')
}

export function valueAt(document: unknown, path: Path): unknown {
  let value = document
  for (const token of path) {
    if (!Array.isArray(value) && !isRecord(value)) return undefined
    if (!Object.hasOwn(value, token)) return undefined
    value = (value as Record<string | number, unknown>)[token]
  }
  return value
}

/** The document with one value put in its place; undefined takes the value out. */
export function withValue(document: unknown, path: Path, value: unknown): unknown {
  const [token, ...rest] = path
  if (token === undefined) return value
  if (Array.isArray(document)) {
    const copy = [...document]
    const at = Number(token)
    if (value === undefined && rest.length === 0) copy.splice(at, 1)
    else copy[at] = withValue(copy[at], rest, value)
    return copy
  }
  const record = isRecord(document) ? document : {}
  if (value === undefined && rest.length === 0) {
    return Object.fromEntries(Object.entries(record).filter(([key]) => key !== String(token)))
  }
  const inner = Object.hasOwn(record, token) ? record[token] : undefined
  // A computed key makes even "__proto__" a key like others.
  return { ...record, [token]: withValue(inner, rest, value) }
}
