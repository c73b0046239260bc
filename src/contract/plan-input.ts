import { described, isRecord, object, type Schema, type TypeOf } from '../core/base/schema.ts'
import { type Input, inputSchema } from '../core/pricing/input.ts'
import { planFields } from '../core/pricing/plan-document.ts'

const { maxCheckouts, ...optional } = planFields
const asked = object({ maxCheckouts }, optional)

export type PlanInput = Input & TypeOf<typeof asked>

/** A cart with its offers, and into how many checkouts it may be split (pricing §7). */
export const planInputSchema: Schema<PlanInput> = described(both(inputSchema, asked), {
  title: 'PlanInput',
})

/** The fields of the one and of the other: each schema is asked about what the other does not know. */
function both<A, B>(a: Schema<A>, b: Schema<B>): Schema<A & B> {
  const fieldsOfB = new Set(Object.keys(b.json.properties as object))
  const parts = (value: Readonly<Record<string, unknown>>) => {
    const entries = Object.entries(value)
    return {
      ofA: Object.fromEntries(entries.filter(([name]) => !fieldsOfB.has(name))),
      ofB: Object.fromEntries(entries.filter(([name]) => fieldsOfB.has(name))),
    }
  }
  return {
    json: {
      ...a.json,
      properties: { ...(a.json.properties as object), ...(b.json.properties as object) },
      required: [...(a.json.required as string[]), ...(b.json.required as string[])],
    },
    ok: (value) => {
      if (!isRecord(value)) return false
      const { ofA, ofB } = parts(value)
      return a.ok(ofA) && b.ok(ofB)
    },
    find: (value, path, faults) => {
      if (!isRecord(value)) return a.find(value, path, faults)
      const { ofA, ofB } = parts(value)
      b.find(ofB, path, faults)
      a.find(ofA, path, faults)
    },
  }
}
