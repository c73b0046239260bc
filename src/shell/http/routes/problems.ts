import type { FastifyInstance } from 'fastify'
import { PROBLEMS, type ProblemKind, sendProblem } from '../problem.ts'

/** What the `type` of a problem document leads to: what it means, and what to do about it. */
export function problemRoutes(app: FastifyInstance): void {
  app.get<{ Params: { kind: string } }>('/problems/:kind', async (request, reply) => {
    const { kind } = request.params
    if (!Object.hasOwn(PROBLEMS, kind)) {
      const known = Object.keys(PROBLEMS).join(', ')
      return sendProblem(reply, 'not-found', {
        detail: `No problem has this name. Known: ${known}.`,
      })
    }
    const { status, title, advice } = PROBLEMS[kind as ProblemKind]
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`${title} (${status})\n\n${advice}\n`)
  })
}
