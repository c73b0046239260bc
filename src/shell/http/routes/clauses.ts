import type { FastifyInstance } from 'fastify'
import type { ClauseDocument } from '../../../contract/catalogue.ts'
import {
  type ClauseSource,
  clauseById,
  clauseSources,
  clauses,
  clausesUnder,
  sourceOfClause,
} from '../../../core/base/clauses.ts'
import { sendDocument, staticDocument } from '../documents.ts'
import { sendProblem } from '../problem.ts'

/** The clauses that rules, refusals and traces cite, each with the source that it comes from. */
export function clauseRoutes(app: FastifyInstance): void {
  const all = staticDocument({ sources: clauseSources, clauses })

  app.get('/v1/clauses', async (request, reply) => sendDocument(request, reply, all))

  app.get<{ Params: { id: string } }>('/v1/clauses/:id', async (request, reply) => {
    const document = clauseDocument(request.params.id)
    if (document) return sendDocument(request, reply, staticDocument(document))
    return sendProblem(reply, 'not-found', { detail: whatToAskFor(request.params.id) })
  })
}

function clauseDocument(id: string): ClauseDocument | null {
  const clause = clauseById(id)
  if (!clause) return null
  const parts = clausesUnder(id).filter((one) => one.id !== id)
  return { clause, source: sourceOfClause(id) as ClauseSource, parts }
}

function whatToAskFor(id: string): string {
  const parts = clausesUnder(id).map((one) => one.id)
  if (parts.length > 0) return `No clause has exactly this id. Its parts: ${parts.join(', ')}.`
  const sources = clauseSources.map((one) => one.id).join(', ')
  return `No clause has this id. Ids begin with their source: ${sources}. GET /v1/clauses lists them.`
}
