import { describe, expect, test } from 'vitest'
import { componentsOf, referred } from '../../src/contract/components.ts'
import { openApiDocument } from '../../src/contract/openapi.ts'
import { id, instant } from '../../src/core/base/fields.ts'
import {
  described,
  isRecord,
  type JsonSchema,
  list,
  object,
  orNull,
} from '../../src/core/base/schema.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'

const mug = described(object({ id }, {}), { title: 'Mug' })
const shelf = described(object({ mugs: list(mug), best: orNull(mug) }, { at: instant }), {
  title: 'Shelf',
})
const MUG = { $ref: '#/components/schemas/Mug' }

describe('schemas of the document', () => {
  test('with a title stand once, and are referred to wherever they are a part', () => {
    expect(componentsOf([shelf])).toEqual({
      Shelf: {
        ...shelf.json,
        properties: {
          mugs: { type: 'array', items: MUG, minItems: 0 },
          best: { anyOf: [MUG, { type: 'null' }] },
          at: instant.json,
        },
      },
      Mug: mug.json,
    })
    expect(referred(list(mug).json)).toEqual({ type: 'array', items: MUG, minItems: 0 })
    expect(referred(mug.json)).toEqual(MUG)
    expect(referred(instant.json)).toEqual(instant.json)
  })

  test('one that is made twice is one; two that differ cannot have one title', () => {
    const again = described(object({ id }, {}), { title: 'Mug' })
    expect(Object.keys(componentsOf([shelf, again]))).toEqual(['Shelf', 'Mug'])
    const other = described(object({ id, at: instant }, {}), { title: 'Mug' })
    expect(() => componentsOf([shelf, other])).toThrow('have the title Mug')
  })

  test('of four fields or more have a title where they stand in several places', () => {
    const places = new Map<string, string[]>()
    const look = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return
      if (isRecord(part) && fieldsOf(part) >= 4) {
        const shape = JSON.stringify(part)
        places.set(shape, [...(places.get(shape) ?? []), path])
      }
      for (const [name, inner] of Object.entries(part)) look(inner, `${path}/${name}`)
    }
    const { paths, components } = openApiDocument('1.2.3', shippedTerms)
    look({ paths, ...components.schemas }, '')
    const repeated = [...places.values()].filter((found) => found.length > 1)
    expect(repeated, 'give the schema a title').toEqual([])
  })
})

const fieldsOf = ({ type, properties }: JsonSchema): number =>
  type === 'object' && isRecord(properties) ? Object.keys(properties).length : 0
