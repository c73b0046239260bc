import type { FastifyInstance } from 'fastify'
import { isRefused } from '../../../core/base/faults.ts'
import { refundRequest } from '../../../core/pricing/refund.ts'
import { answerJson } from '../middleware/body.ts'
import type { Resources } from '../resources.ts'

/** What goes back for pieces of an accepted purchase (pricing §8). */
export function refundRoutes(app: FastifyInstance, { library: terms, metrics }: Resources): void {
  app.post('/v1/refunds', async (request, reply) =>
    answerJson(request, reply, (document) => {
      const answer = refundRequest(document, { terms })
      const outcome = isRefused(answer) ? 'refused' : 'priced'
      metrics.answers.inc({ document: 'refund', via: 'single', outcome })
      return answer
    }),
  )
}
