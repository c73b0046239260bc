import { type Fault, pointer } from './faults.ts'

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/**
 * A shape that can be asked in two ways, and printed: `ok` decides and stops early, `find` names every
 * fault, `json` is the same shape for OpenAPI. A value is accepted exactly if `find` finds nothing.
 */
export interface Schema<T> {
  readonly json: JsonSchema
  readonly ok: (value: unknown) => boolean
  readonly find: (value: unknown, path: string, faults: Fault[]) => void
  /** Never set: carries the type that an accepted value has. */
  readonly type?: T
}

/** The type of the values that a schema accepts. */
export type TypeOf<S> = S extends Schema<infer T> ? T : never

type Fields = Readonly<Record<string, Schema<unknown>>>
type ObjectOf<R extends Fields, O extends Fields> = {
  readonly [K in keyof R]: TypeOf<R[K]>
} & { readonly [K in keyof O]?: TypeOf<O[K]> | undefined }

/** A leaf: one predicate, one sentence for every value that fails it. */
export function leaf<T>(
  json: JsonSchema,
  ok: (value: unknown) => boolean,
  fault: string,
): Schema<T> {
  return {
    json,
    ok,
    find: (value, path, faults) => {
      if (!ok(value)) faults.push({ path, fault })
    },
  }
}

/** A whole number within bounds; −0 is refused, for it is no amount. */
export function integer(minimum: number, maximum: number, fault: string): Schema<number> {
  const ok = (value: unknown): boolean =>
    typeof value === 'number' &&
    value >= minimum &&
    value <= maximum &&
    Math.floor(value) === value &&
    !(value === 0 && 1 / value < 0)
  return leaf({ type: 'integer', minimum, maximum }, ok, fault)
}

export const truth: Schema<boolean> = leaf(
  { type: 'boolean' },
  (value) => typeof value === 'boolean',
  'Must be true or false.',
)

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): Schema<W> {
  const ok = (value: unknown): boolean => words.includes(value as W)
  return leaf({ type: 'string', enum: words }, ok, `Must be one of: ${words.join(', ')}.`)
}

/** The value, or null for none. */
export function orNull<T>(schema: Schema<T>): Schema<T | null> {
  return {
    json: { anyOf: [schema.json, { type: 'null' }] },
    ok: (value) => value === null || schema.ok(value),
    find: (value, path, faults) => {
      if (value !== null) schema.find(value, path, faults)
    },
  }
}

/** One word in place of a value: "all" or a list, say. */
export function wordOr<const W extends string, T>(word: W, schema: Schema<T>): Schema<W | T> {
  return {
    json: { anyOf: [{ const: word }, schema.json] },
    ok: (value) => value === word || schema.ok(value),
    find: (value, path, faults) => {
      if (value !== word) schema.find(value, path, faults)
    },
  }
}

/** A list whose items are of one shape. */
export function list<T>(
  item: Schema<T>,
  minimum = 0,
  maximum = Number.POSITIVE_INFINITY,
): Schema<readonly T[]> {
  const sized = (value: readonly unknown[]) => value.length >= minimum && value.length <= maximum
  const most = maximum === Number.POSITIVE_INFINITY ? {} : { maxItems: maximum }
  const size =
    maximum === Number.POSITIVE_INFINITY
      ? `Must hold at least ${minimum}.`
      : `Must hold ${minimum} to ${maximum} entries.`
  return {
    json: { type: 'array', items: item.json, minItems: minimum, ...most },
    ok: (value) => Array.isArray(value) && sized(value) && value.every(item.ok),
    find: (value, path, faults) => {
      if (!Array.isArray(value)) return void faults.push({ path, fault: 'Must be a list.' })
      if (!sized(value)) return void faults.push({ path, fault: size })
      for (let i = 0; i < value.length; i++) item.find(value[i], pointer(path, i), faults)
    },
  }
}

/** An object used as a dictionary: keys of one shape, values of one shape. */
export function dictionary<T>(
  key: Schema<string>,
  item: Schema<T>,
): Schema<Readonly<Record<string, T>>> {
  return {
    json: { type: 'object', propertyNames: key.json, additionalProperties: item.json },
    ok: (value) =>
      isRecord(value) && Object.keys(value).every((name) => key.ok(name) && item.ok(value[name])),
    find: (value, path, faults) => {
      if (!isRecord(value)) return void faults.push({ path, fault: 'Must be an object.' })
      for (const name of Object.keys(value)) {
        key.find(name, pointer(path, name), faults)
        item.find(value[name], pointer(path, name), faults)
      }
    },
  }
}

interface Field {
  readonly schema: Schema<unknown>
  /** 1 for a required field, so that those found can be counted. */
  readonly needed: 0 | 1
}

/** An object with the fields named and no others. A field that is undefined counts as absent. */
export function object<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Schema<ObjectOf<R, O>> {
  const fields = new Map<string, Field>([
    ...Object.entries(required).map(([name, schema]) => [name, { schema, needed: 1 }] as const),
    ...Object.entries(optional).map(([name, schema]) => [name, { schema, needed: 0 }] as const),
  ])
  const needed = Object.keys(required)
  const properties = Object.fromEntries(
    [...fields].map(([name, { schema }]) => [name, schema.json]),
  )
  const fieldAt = guessing(fields)
  return {
    json: { type: 'object', properties, required: needed, additionalProperties: false },
    ok: (value) => {
      if (!isRecord(value)) return false
      let place = 0
      let found = 0
      for (const name in value) {
        const item = value[name]
        if (item === undefined) continue
        const field = fieldAt(place++, name)
        if (field === undefined || !field.schema.ok(item)) return false
        found += field.needed
      }
      return found === needed.length
    },
    find: (value, path, faults) => {
      if (!isRecord(value)) return void faults.push({ path, fault: 'Must be an object.' })
      for (const name of needed) {
        if (value[name] !== undefined) continue
        faults.push({ path: pointer(path, name), fault: 'Is required.' })
      }
      for (const name in value) {
        if (value[name] === undefined) continue
        const field = fields.get(name)
        if (field) field.schema.find(value[name], pointer(path, name), faults)
        else
          faults.push({ path: pointer(path, name), fault: unknownField(name, [...fields.keys()]) })
      }
    },
  }
}

/**
 * Rows of a list have their keys in the same order, so the field at a place is nearly always the field
 * that stood there in the row before: a guess that is checked, and saves the look-up.
 */
function guessing(
  fields: ReadonlyMap<string, Field>,
): (place: number, name: string) => Field | undefined {
  const guessedNames: string[] = []
  const guessedFields: Field[] = []
  return (place, name) => {
    if (guessedNames[place] === name) return guessedFields[place]
    const field = fields.get(name)
    if (field !== undefined && place < fields.size) {
      guessedNames[place] = name
      guessedFields[place] = field
    }
    return field
  }
}

/** An object that has at least the fields named: for documents that later versions may add to. */
export function open<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Schema<ObjectOf<R, O>> {
  const known = object(required, optional)
  const names = Object.keys(known.json.properties as object)
  const namedOnly = (value: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(names.map((name) => [name, value[name]]))
  return {
    json: { ...known.json, additionalProperties: true },
    ok: (value) => isRecord(value) && known.ok(namedOnly(value)),
    find: (value, path, faults) =>
      known.find(isRecord(value) ? namedOnly(value) : value, path, faults),
  }
}

/** A schema with a further rule over the whole value, asked only of values of the right shape. */
export function refined<T>(
  schema: Schema<T>,
  rule: (value: T, path: string, faults: Fault[]) => void,
): Schema<T> {
  return {
    json: schema.json,
    ok: (value) => {
      if (!schema.ok(value)) return false
      const faults: Fault[] = []
      rule(value as T, '', faults)
      return faults.length === 0
    },
    find: (value, path, faults) => {
      const before = faults.length
      schema.find(value, path, faults)
      if (faults.length === before) rule(value as T, path, faults)
    },
  }
}

/** The same schema with words for OpenAPI. */
export function described<T>(schema: Schema<T>, json: JsonSchema): Schema<T> {
  return { ...schema, json: { ...schema.json, ...json } }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknownField(name: string, known: readonly string[]): string {
  const near = known.find((field) => field.toLowerCase() === name.toLowerCase())
  return near ? `Is not a known field: did you mean "${near}"?` : 'Is not a known field.'
}
