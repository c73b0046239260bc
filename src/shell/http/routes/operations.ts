import type { FastifyInstance } from 'fastify'
import type { Resources } from '../resources.ts'
import { version } from '../version.ts'

/** For those who run the server: whether it answers, and what it counts. */
export function operationRoutes(app: FastifyInstance, { library, metrics }: Resources): void {
  const health = { status: 'ok', version, terms: library.all.map((one) => one.id) }

  app.get('/health', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(health),
  )

  app.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .header('content-type', metrics.registry.contentType)
      .send(await metrics.registry.metrics()),
  )
}
