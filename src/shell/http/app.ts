import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { outboxStanding } from '../jobs/outbox.ts'
import { TEST_PROVIDER } from '../payments/test-provider.ts'
import { LIMITS, type Limits } from './limits.ts'
import { discreet } from './logging.ts'
import type { Market } from './market/market.ts'
import { marketRoutes } from './market/routes.ts'
import { serverMetrics, showOutbox, showSearches } from './metrics.ts'
import { readBodies } from './middleware/body.ts'
import { bodyDeadline, linger } from './middleware/deadlines.ts'
import { answerClientError, answerFailure } from './middleware/failures.ts'
import { guard } from './middleware/guard.ts'
import { requestId, safeHeaders } from './middleware/headers.ts'
import { measure } from './middleware/measure.ts'
import { refuseUnknownRoutes } from './middleware/methods.ts'
import type { Resources } from './resources.ts'
import type { Pages } from './routes/built-pages.ts'
import { clauseRoutes } from './routes/clauses.ts'
import { mailLinkRoutes } from './routes/mail-links.ts'
import { operationRoutes } from './routes/operations.ts'
import { pageRoutes } from './routes/page.ts'
import { problemRoutes } from './routes/problems.ts'
import { quoteRoutes } from './routes/quotes.ts'
import { referenceRoutes } from './routes/reference.ts'
import { refundRoutes } from './routes/refunds.ts'
import { searchRoutes } from './routes/searches.ts'
import { termsRoutes } from './routes/terms.ts'
import { testPaymentRoutes } from './routes/test-payments.ts'
import { SearchPool } from './search/pool.ts'
import { boundedServer } from './server.ts'

export interface AppOptions {
  /** The rule-sets that inputs may name; the shipped ones unless said otherwise. */
  readonly library?: TermsLibrary
  /** The built pages, or null where there are none. */
  readonly pages?: Pages | null
  readonly limits?: Partial<Limits>
  /** The marketplace; without it the server prices, and keeps nothing. */
  readonly market?: Market | null
  readonly logger?: FastifyServerOptions['logger']
  /** Whether memory, garbage collection and the like of the process are measured too. */
  readonly processMetrics?: boolean
  /** Whether a thread for searches begins at once, so that the first of them does not wait for it. */
  readonly warm?: boolean
}

/** The whole HTTP application, not yet listening. It reads no environment and no files. */
export async function buildApp(options: AppOptions = {}): Promise<FastifyInstance> {
  const limits = { ...LIMITS, ...options.limits }
  const pages = options.pages ?? null
  const metrics = serverMetrics(options.processMetrics ?? false)
  const library = options.library ?? shippedTerms
  const searches = new SearchPool(library, limits)
  showSearches(metrics, searches)
  if (options.warm) searches.warm()
  const resources: Resources = { library, limits, metrics, searches }
  const app = bareApp(limits, options.logger ?? false)

  app.setErrorHandler(answerFailure)
  safeHeaders(app)
  guard(app, limits)
  measure(app, metrics)
  linger(app, limits)
  bodyDeadline(app, limits)
  readBodies(app)
  endSearches(app, searches)
  refuseUnknownRoutes(app, pages)

  quoteRoutes(app, resources)
  searchRoutes(app, resources)
  refundRoutes(app, resources)
  termsRoutes(app, resources)
  clauseRoutes(app)
  problemRoutes(app)
  operationRoutes(app, resources)
  if (options.market) {
    const { store, payments } = options.market
    marketRoutes(app, options.market)
    await mailLinkRoutes(app, options.market)
    if (payments.has(TEST_PROVIDER)) await testPaymentRoutes(app, { store })
    showOutbox(metrics, () => outboxStanding(store))
  }
  await referenceRoutes(app, resources)
  await pageRoutes(app, pages, options.market ?? null)
  return app
}

/** A server that stops answers the searches that run by what they found, and then ends their threads. */
function endSearches(app: FastifyInstance, searches: SearchPool): void {
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
    searches.stop()
  })
  // A connection that is kept for further requests would keep the server from ending.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
  app.addHook('onClose', async () => searches.close())
}

function bareApp(
  limits: Limits,
  logger: NonNullable<FastifyServerOptions['logger']>,
): FastifyInstance {
  return Fastify({
    logger: discreet(logger),
    bodyLimit: limits.bodyBytes,
    genReqId: requestId,
    requestIdHeader: false,
    serverFactory: (handler) => boundedServer(handler, limits),
    clientErrorHandler: answerClientError,
    // Connections that are still open are served to their end; new ones are not taken.
    return503OnClosing: false,
    // A path that cannot be decoded fails before there is a route.
    frameworkErrors: answerFailure,
    routerOptions: { maxParamLength: 1_000, caseSensitive: true },
  }) as unknown as FastifyInstance
}
