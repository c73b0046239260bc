import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'

/** Counts and times every request by its route; paths that are no route share one name. */
export function measure(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown')
    const { method } = request
    metrics.requests.inc({ method, route, status: reply.statusCode })
    metrics.seconds.observe({ method, route }, reply.elapsedTime / 1000)
  })
}
