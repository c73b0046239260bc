import { isRecord, type JsonSchema, type Schema } from '../core/base/schema.ts'
import { ref } from './operation-parts.ts'

/** A schema as it stands in the document: every part of it that has a title is a reference to it. */
export function referred(schema: JsonSchema): JsonSchema {
  return typeof schema.title === 'string' ? ref(schema.title) : inside(schema)
}

const inside = (json: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(json).map(([keyword, part]) => [keyword, visit(part)]))

function visit(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(visit)
  return isRecord(part) ? referred(part) : part
}

/**
 * Every schema with a title that these are made of, once, by its title. Throws where two that differ
 * have the same one: the document would tell of the one, and the server answer by the other.
 */
export function componentsOf(schemas: Iterable<Schema<unknown>>): Record<string, JsonSchema> {
  const named = new Map<string, JsonSchema>()
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if (isRecord(part) && isKnown(part)) return
    Object.values(part).forEach(look)
  }
  const isKnown = (part: JsonSchema): boolean => {
    const { title } = part
    if (typeof title !== 'string') return false
    const known = named.get(title)
    if (known === undefined) named.set(title, part)
    else if (JSON.stringify(known) !== JSON.stringify(part)) {
      throw new Error(
        `Two schemas that differ have the title ${title}: name one of them otherwise.`,
      )
    }
    return known !== undefined
  }
  for (const { json } of schemas) look(json)
  return Object.fromEntries([...named].map(([title, json]) => [title, inside(json)]))
}
