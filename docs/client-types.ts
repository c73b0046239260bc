import { isRecord, type JsonSchema } from '../src/core/base/schema.ts'

/** Lists of more words than this (currencies) would fill pages, and are checked by the server. */
const WORDS_MAX = 40

const REF = '#/components/schemas/'

/** The schemas that a schema refers to. */
export function refsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(refsIn)
  if (!isRecord(schema)) return []
  const { $ref } = schema
  const own = typeof $ref === 'string' ? [$ref.slice(REF.length)] : []
  return [...own, ...Object.values(schema).flatMap(refsIn)]
}

/** A schema with a name as a declaration of TypeScript. */
export function declarationOf(name: string, schema: JsonSchema): string {
  const type = typeOf(schema)
  const words = typeof schema.description === 'string' ? comment(schema.description) : ''
  return type.startsWith('{') && !type.includes('\n} | {')
    ? `${words}export interface ${name} ${type}\n`
    : `${words}export type ${name} = ${type}\n`
}

/** A schema as a type of TypeScript. Bounds and patterns are left to the server. */
export function typeOf(schema: JsonSchema): string {
  const { $ref, anyOf, oneOf = anyOf, type } = schema
  if (typeof $ref === 'string') return $ref.slice(REF.length)
  if (Object.hasOwn(schema, 'const')) return JSON.stringify(schema.const)
  if (Array.isArray(oneOf)) return union(variantsOf(schema).map(typeOf))
  if (Array.isArray(schema.enum) && schema.enum.length <= WORDS_MAX) {
    return union(schema.enum.map((word) => JSON.stringify(word)))
  }
  if (Array.isArray(type)) return union(type.map((one) => typeOf({ ...schema, type: one })))
  if (type === 'object') return objectType(schema)
  if (type === 'array') return `readonly ${inBrackets(typeOf(schema.items as JsonSchema))}[]`
  return PLAIN[type as keyof typeof PLAIN] ?? 'unknown'
}

const PLAIN = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
} as const

/** What a schema is one of, as deep as it is written: null or (null or …) is null once. */
function variantsOf(schema: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf = anyOf } = schema
  return Array.isArray(oneOf) ? oneOf.flatMap(variantsOf) : [schema]
}

const union = (types: readonly string[]) => [...new Set(types)].join(' | ')

const inBrackets = (type: string) => (/ \| |^readonly /.test(type) ? `(${type})` : type)

function objectType({ properties, required, additionalProperties }: JsonSchema): string {
  const more = isRecord(additionalProperties) ? typeOf(additionalProperties) : 'unknown'
  if (!isRecord(properties)) return `Readonly<Record<string, ${more}>>`
  if (Object.keys(properties).length === 0) return 'Readonly<Record<string, never>>'
  const needed = (required ?? []) as readonly string[]
  const fields = Object.entries(properties).map(([name, schema]) => {
    const type = typeOf(schema as JsonSchema)
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
    // Our own types of optional fields allow undefined, which JSON leaves out.
    return needed.includes(name)
      ? `readonly ${key}: ${type}`
      : `readonly ${key}?: ${type} | undefined`
  })
  if (additionalProperties !== false && additionalProperties !== undefined) {
    fields.push(`readonly [more: string]: unknown`)
  }
  return `{\n${fields.join('\n')}\n}`
}

/** Words as a comment, its lines no longer than the project's. */
export function comment(words: string): string {
  const lines = words.split('\n').flatMap((paragraph) => wrapped(paragraph))
  const text = lines.map((line) => (line === '' ? ' *' : ` * ${line}`))
  return lines.length === 1 ? `/** ${lines[0]} */\n` : ['/**', ...text, ' */\n'].join('\n')
}

const LINE = 90

function wrapped(paragraph: string): string[] {
  const lines = ['']
  for (const word of paragraph.replaceAll('*/', '* /').split(' ')) {
    const line = lines.at(-1) as string
    if (line !== '' && line.length + word.length >= LINE) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
