import type { FastifyInstance, FastifyReply } from 'fastify'
import { isRefused } from '../../../core/base/faults.ts'
import { decideTestPayment, readTestDecision } from '../../payments/test-decision.ts'
import { readTestPayment, type TestPayment } from '../../payments/test-payment.ts'
import type { Store } from '../../store/store.ts'
import { isFromOurPage } from '../market/access.ts'
import { sendJson } from '../middleware/body.ts'
import { sendProblem, sendRefused } from '../problem.ts'

/** What the routes of the test provider need: its tables, and the clock where a test sets one. */
export interface TestPayments {
  readonly store: Store
  readonly at?: (() => Date | undefined) | undefined
}

type Params = { readonly Params: { readonly reference: string } }

/** Two short words are all that its form sends. */
const FORM_BYTES_MAX = 4_096

/**
 * The page of the built-in test provider, as far as it is no page: how a payment stands, and the form by
 * which somebody chooses what comes of it (faq.payfail). Whoever has the reference may: it cannot be
 * guessed, as with real providers. The form needs no script.
 */
export async function testPaymentRoutes(
  app: FastifyInstance,
  { store, at = () => undefined }: TestPayments,
): Promise<void> {
  app.get<Params>('/pay/:reference/payment', async ({ params: { reference } }, reply) => {
    const payment = await readTestPayment(store, reference, at())
    return payment === null ? none(reply) : sendJson(reply, JSON.stringify(shown(payment)))
  })
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
      (_request, text, done) => done(null, new URLSearchParams(text as string)),
    )
    scope.post<Params>('/pay/:reference', async (request, reply) => {
      if (!isFromOurPage(request)) {
        const detail = 'The request comes from a page of another site.'
        return sendProblem(reply, 'forbidden', { detail })
      }
      const decision = readTestDecision(decisionIn(request.body))
      if (isRefused(decision)) return sendRefused(reply, decision.refused)
      const { reference } = request.params
      const decided = await decideTestPayment(store, reference, decision, at())
      if (decided === null) return none(reply)
      // Refused or not, the page says how the payment stands.
      return reply.redirect(`/pay/${encodeURIComponent(reference)}`, 303)
    })
  })
}

const none = (reply: FastifyReply) =>
  sendProblem(reply, 'not-found', { detail: 'There is no such test payment.' })

/** The form as a decision: texts as they were sent, and seconds as a number. */
function decisionIn(body: unknown): unknown {
  if (!(body instanceof URLSearchParams)) return null
  const delay = body.get('delaySeconds') ?? '0'
  const delaySeconds = /^\d{1,9}$/.test(delay) ? Number(delay) : delay
  return { answer: body.get('answer'), delaySeconds }
}

/** What whoever pays may see of it: not who the buyer is, nor how we call the try. */
function shown({ buyer: _, attempt: __, answersAt, ...payment }: TestPayment) {
  return { ...payment, answersAt: answersAt?.toISOString() ?? null }
}
