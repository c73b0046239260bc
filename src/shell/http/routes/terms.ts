import type { FastifyInstance } from 'fastify'
import { termsSummary } from '../../../contract/catalogue.ts'
import { parseInstant } from '../../../core/base/instant.ts'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import type { Terms } from '../../../core/pricing/terms.ts'
import { sendDocument, staticDocument } from '../documents.ts'
import { type ParameterError, sendProblem, sendRefusedQuery } from '../problem.ts'
import type { Resources } from '../resources.ts'

type Query = Readonly<Record<string, string | string[] | undefined>>

const PARAMETERS = ['at', 'programme']

/** Rule-sets: all, those in force at an instant (tc.22), and each as it is written. */
export function termsRoutes(app: FastifyInstance, { library }: Resources): void {
  const documents = new Map(library.all.map((one) => [one.id, staticDocument(one.document)]))

  app.get<{ Querystring: Query }>('/v1/terms', async (request, reply) => {
    const found = findTerms(request.query, library)
    if ('errors' in found) {
      return sendRefusedQuery(reply, found.errors)
    }
    return sendDocument(request, reply, staticDocument({ terms: found.terms.map(termsSummary) }))
  })

  app.get<{ Params: { id: string } }>('/v1/terms/:id', async (request, reply) => {
    const document = documents.get(request.params.id)
    if (document) return sendDocument(request, reply, document)
    const detail = `No rule-set has this id. Known: ${[...documents.keys()].join(', ')}.`
    return sendProblem(reply, 'not-found', { detail })
  })
}

type Found = { readonly terms: readonly Terms[] } | { readonly errors: readonly ParameterError[] }

/** The rule-sets that a query asks for; with `at`, of each programme the version in force. */
function findTerms(query: Query, library: TermsLibrary): Found {
  const programmes = [...new Set(library.all.map((one) => one.programme))]
  const errors = faultsOf(query, programmes)
  if (errors.length > 0) return { errors }
  const { at, programme } = query as { readonly at?: string; readonly programme?: string }
  const wanted = programme === undefined ? programmes : [programme]
  if (at === undefined) {
    return { terms: library.all.filter((one) => wanted.includes(one.programme)) }
  }
  const instant = parseInstant(at) as number
  return { terms: wanted.flatMap((name) => library.inForce(name, instant) ?? []) }
}

function faultsOf(query: Query, programmes: readonly string[]): ParameterError[] {
  return Object.entries(query).flatMap(([parameter, value]) => {
    const detail = faultOf(parameter, value, programmes)
    return detail === null ? [] : [{ parameter, detail }]
  })
}

function faultOf(
  parameter: string,
  value: string | string[] | undefined,
  programmes: readonly string[],
): string | null {
  if (!PARAMETERS.includes(parameter)) return `Is not known here. Known: ${PARAMETERS.join(', ')}.`
  if (typeof value !== 'string') return 'Must stand once.'
  if (parameter === 'at') {
    if (parseInstant(value) !== null) return null
    return 'Must be an RFC 3339 instant with an offset, for example 2026-06-24T12:00:00Z ("+" is written %2B).'
  }
  return programmes.includes(value)
    ? null
    : `No programme has this name. Known: ${programmes.join(', ')}.`
}
