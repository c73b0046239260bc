/**
 * Values made from the JSON Schema of an operation: such as it accepts, such as nearly fit, and such as
 * never were meant. Naughty texts stand wherever a text may.
 */
import fc from 'fast-check'
import { isRecord, type JsonSchema } from '../../../src/core/base/schema.ts'

const INSTANTS = [
  '2026-05-01T00:00:00Z',
  '2026-03-08T02:30:00-08:00',
  '1999-12-31T23:59:59.999999Z',
  '9999-12-31T23:59:59+23:59',
]

/** Schemas by the name under which `$ref` finds them. */
export type Components = Readonly<Record<string, JsonSchema>>

/** Values of a schema, and what texts they are made of. */
export interface Making {
  readonly components: Components
  readonly texts: readonly string[]
}

/** Values that a schema means: accepted as far as a schema alone can tell. */
export function valuesOf(schema: JsonSchema, making: Making, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) as string
    return valuesOf(making.components[name] ?? {}, making, depth)
  }
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  const choices = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined
  if (choices) return fc.oneof(...choices.map((one) => valuesOf(one, making, depth)))
  const types = [schema.type ?? 'object'].flat() as string[]
  return fc.oneof(...types.map((type) => ofType(type, schema, { making, depth })))
}

interface Place {
  readonly making: Making
  readonly depth: number
}

function ofType(type: string, schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  if (type === 'string') return textOf(schema, place.making)
  if (type === 'integer' || type === 'number') return numberOf(schema)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') return listOf(schema, place)
  return objectOf(schema, place)
}

function textOf(schema: JsonSchema, { texts }: Making): fc.Arbitrary<string> {
  if (schema.format === 'date-time') return fc.constantFrom(...INSTANTS)
  if (schema.format === 'email') return fc.constantFrom('a@example.com', 'b.c@example.org')
  const plain = fc.string({ minLength: 1, maxLength: 20 })
  return fc.oneof(
    plain,
    fc.constantFrom('platform', 'b1', 'sA', 'may-2026'),
    fc.constantFrom(...texts),
  )
}

function numberOf({ minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const least = typeof minimum === 'number' ? minimum : 0
  const most = typeof maximum === 'number' ? maximum : Number.MAX_SAFE_INTEGER
  const near = Math.min(most, least + 1_000)
  return fc.oneof(
    fc.integer({ min: Math.ceil(least), max: Math.floor(near) }),
    fc.constantFrom(least, most),
  )
}

function listOf(schema: JsonSchema, { making, depth }: Place): fc.Arbitrary<unknown> {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  const item = valuesOf((schema.items ?? {}) as JsonSchema, making, depth + 1)
  return fc.array(item, { minLength: least, maxLength: least + (depth > 4 ? 0 : 3) })
}

function objectOf(schema: JsonSchema, { making, depth }: Place): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>
  const required = (schema.required ?? []) as readonly string[]
  // Deep documents keep to what is required, or they would never end.
  const kept = Object.entries(properties).filter(([name]) => depth < 3 || required.includes(name))
  const model = Object.fromEntries(
    kept.map(([name, one]) => [name, valuesOf(one, making, depth + 1)]),
  )
  const known = fc.record(model, { requiredKeys: required.filter((name) => name in model) })
  if (!isRecord(schema.additionalProperties)) return known
  const value = valuesOf(schema.additionalProperties as JsonSchema, making, depth + 1)
  return fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), value)
}

/** What no document has at such a place. */
const strays = (texts: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(null, true, -1, 1.5, 1e308, -0, '', [], {}, [[[]]], { $ref: '#' }),
    fc.constantFrom(...texts),
    fc.jsonValue({ maxDepth: 3 }),
  )

/** A value with one place of it replaced, left out or added to. */
export function spoilt(
  value: fc.Arbitrary<unknown>,
  texts: readonly string[],
): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.array(fc.nat(7), { maxLength: 4 }), strays(texts), fc.boolean())
    .map(([good, path, stray, leaveOut]) => withStray(good, path, { stray, leaveOut }))
}

interface Change {
  readonly stray: unknown
  readonly leaveOut: boolean
}

function withStray(value: unknown, [step, ...rest]: readonly number[], change: Change): unknown {
  if (step === undefined) return change.leaveOut ? undefined : change.stray
  if (Array.isArray(value) && value.length > 0) {
    const at = step % value.length
    return value.map((one, place) => (place === at ? withStray(one, rest, change) : one))
  }
  if (!isRecord(value)) return change.stray
  const names = Object.keys(value)
  if (names.length === 0 || step === 7) return { ...value, unheardOf: change.stray }
  const name = names[step % names.length] as string
  return { ...value, [name]: withStray(value[name], rest, change) }
}
