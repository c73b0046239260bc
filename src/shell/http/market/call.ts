import type { FastifyRequest } from 'fastify'
import type { Endpoint, Parameter, QueryOf } from '../../../contract/market/endpoint.ts'
import type { Fault } from '../../../core/base/faults.ts'
import { id } from '../../../core/base/fields.ts'
import type { Actor } from '../../store/access/actor.ts'
import type { ParameterError } from '../problem.ts'

type Parameters = Readonly<Record<string, Parameter<unknown>>>

/** A request that was let through: who asks, and everything that it says, read. */
export interface Call<B = unknown, Q extends Parameters = Parameters> {
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  readonly query: QueryOf<Q>
  readonly body: B
  /** The Idempotency-Key; empty where the operation needs none. */
  readonly key: string
  /** The version that If-Match names. */
  readonly ifMatch: number | null
  readonly request: FastifyRequest
}

/** The parts of a path that vary, or null where one cannot be an id of anything. */
export function readParams(request: FastifyRequest): Readonly<Record<string, string>> | null {
  const given = request.params as Readonly<Record<string, string>>
  for (const name in given) if (!id.ok(given[name])) return null
  return given
}

type QueryText = Readonly<Record<string, string | string[] | undefined>>

/** The parameters of the query, and what is wrong with them. */
export function readQuery(one: Endpoint, request: FastifyRequest) {
  const values: Record<string, unknown> = {}
  const errors: ParameterError[] = []
  for (const [name, text] of Object.entries(request.query as QueryText)) {
    const parameter = Object.hasOwn(one.query, name) ? one.query[name] : undefined
    const value = parameter && typeof text === 'string' ? parameter.read(text) : null
    if (value !== null) values[name] = value
    else errors.push({ parameter: name, detail: queryFault(one, parameter, text) })
  }
  return { values, errors }
}

function queryFault(
  one: Endpoint,
  parameter: Parameter<unknown> | undefined,
  text: string | string[] | undefined,
): string {
  const known = Object.keys(one.query)
  if (parameter === undefined) {
    return known.length === 0
      ? 'This path takes no parameters.'
      : `Is not known here. Known: ${known.join(', ')}.`
  }
  return typeof text === 'string' ? parameter.fault : 'Must stand once.'
}

/** Every fault of a body. */
export function bodyFaults(one: Endpoint, value: unknown): Fault[] {
  const faults: Fault[] = []
  if (one.body && !one.body.ok(value)) one.body.find(value, '', faults)
  return faults
}

const KEY = /^[\x21-\x7e]{1,128}$/

/** The Idempotency-Key of a request, or what is wrong with it. */
export function readKey(
  one: Endpoint,
  request: FastifyRequest,
): string | { readonly wrong: string } {
  if (one.repetition === 'natural') return ''
  const key = request.headers['idempotency-key']
  if (key === undefined) {
    return {
      wrong:
        'Send an Idempotency-Key header: your own name for this act, for example a UUID, the same when you repeat it.',
    }
  }
  if (typeof key === 'string' && KEY.test(key)) return key
  return { wrong: 'The Idempotency-Key must be 1 to 128 visible ASCII characters.' }
}

/** The version that If-Match names: a number in quotes, as we write it in an ETag. */
export function readVersion(request: FastifyRequest): number | null {
  const found = /^"(\d{1,15})"$/.exec(request.headers['if-match'] ?? '')
  return found ? Number(found[1]) : null
}
