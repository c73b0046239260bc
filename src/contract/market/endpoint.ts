import type { Schema } from '../../core/base/schema.ts'
import type { ProblemStatus } from '../operation-parts.ts'

/** What a key of an integrator may be allowed to do. */
export const SCOPES = [
  'offers:read',
  'offers:write',
  'codes:write',
  'buyers:read',
  'buyers:write',
  'claims:write',
  'coins:write',
  'orders:read',
  'orders:write',
  'prices:write',
  'quotes',
  'events:read',
  'webhooks',
  'keys',
] as const

export type Scope = (typeof SCOPES)[number]

/** What people are who sign in. */
export const ROLES = ['buyer', 'seller', 'agent', 'admin'] as const

export type Role = (typeof ROLES)[number]

/**
 * Who may ask: keys that have the scope (null: no key may), people of these roles, and, where it says
 * so, anybody. Which rows each of them sees is decided by the query for the rows.
 */
export interface Access {
  readonly scope: Scope | null
  readonly roles: readonly Role[]
  readonly visitors?: true
  /** Only keys of the platform: of those of a seller none, whatever scopes they have. */
  readonly ofPlatform?: true
}

/** One parameter of a query: how it is told, and how it is read (null for what it cannot be). */
export interface Parameter<T> {
  readonly schema: Schema<T>
  readonly description: string
  readonly read: (text: string) => T | null
  readonly fault: string
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>

/**
 * How a request is protected from being carried out twice. `key`: it must have an Idempotency-Key, and
 * a repetition is answered as the first one was. `act`: the same, kept by the act itself. `natural`:
 * carrying it out twice is the same as once.
 */
export type Repetition = 'key' | 'act' | 'natural'

/** What an answer may be written as besides JSON. */
export type MediaType =
  | 'text/csv'
  | 'text/event-stream'
  | 'text/calendar'
  | 'application/x-ndjson'
  | 'application/rss+xml'
  | 'application/atom+xml'
  | 'image/svg+xml'

/** An operation of the API: routes, the OpenAPI document, the client and the tests are made of it. */
export interface Endpoint<B = unknown, A = unknown, Q extends Parameters = Parameters> {
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** With `{name}` for each part that varies. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly access: Access
  readonly query: Q
  readonly body: Schema<B> | null
  readonly example?: unknown
  readonly answer: Schema<A> | null
  /** What the answer is, in a few words. */
  readonly says: string
  readonly status: 200 | 201 | 204
  readonly repetition: Repetition
  /** Whether the answer has an ETag that a later change must name in If-Match. */
  readonly versioned: boolean
  /** What the answer is written as, where it is not JSON. */
  readonly media?: MediaType
  /** Refusals besides those that every operation may give. */
  readonly refusals: readonly ProblemStatus[]
}

type Written<B, A, Q extends Parameters> = Pick<
  Endpoint<B, A, Q>,
  'id' | 'method' | 'path' | 'tag' | 'summary' | 'access' | 'says'
> &
  Partial<Endpoint<B, A, Q>>

/** An endpoint with what it leaves unsaid: no query, no body, no answer; natural where it only reads. */
export function endpoint<B = undefined, A = undefined, Q extends Parameters = Record<never, never>>(
  written: Written<B, A, Q>,
): Endpoint<B, A, Q> {
  return {
    query: {} as Q,
    body: null,
    answer: null,
    status: written.answer || written.media ? 200 : 204,
    repetition: written.method === 'post' ? 'key' : 'natural',
    versioned: false,
    refusals: [],
    ...written,
  }
}

/** The values of a query that was read. */
export type QueryOf<Q extends Parameters> = {
  readonly [K in keyof Q]: Q[K] extends Parameter<infer T> ? T | undefined : never
}

/** The names of the parts of a path that vary. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
}
