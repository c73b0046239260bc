import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sizeOf, tooMuchEffort } from '../../../contract/effort.ts'
import { type AnswerLine, isRefusedLine, refusedLine } from '../../../contract/ndjson.ts'
import { quoteLines } from '../../../contract/quote-lines.ts'
import { isRefused } from '../../../core/base/faults.ts'
import { explain } from '../../../core/pricing/explain.ts'
import { quote } from '../../../core/pricing/quote.ts'
import { unlock } from '../../../core/pricing/unlock.ts'
import { answerLines } from '../batch.ts'
import { answerJson, wrongMedia } from '../middleware/body.ts'
import { sendProblem } from '../problem.ts'
import type { Resources } from '../resources.ts'

/** Quotes and explanations of one input, and quotes of any number of inputs as a stream. */
export function quoteRoutes(app: FastifyInstance, resources: Resources): void {
  const { library: terms, limits, metrics } = resources

  const priceOne = (
    [path, document]: readonly [path: string, document: string],
    effortFor: (size: ReturnType<typeof sizeOf>) => number,
    price: (input: unknown) => object,
  ) =>
    app.post(path, async (request, reply) =>
      answerJson(request, reply, (input) => {
        const answer = tooMuchEffort(input, effortFor(sizeOf(input))) ?? price(input)
        metrics.answers.inc({ document, via: 'single', outcome: outcomeOf(isRefused(answer)) })
        return answer
      }),
    )
  priceOne(
    ['/v1/quotes', 'quote'],
    () => limits.effort,
    (input) => quote(input, { terms }),
  )
  priceOne(
    ['/v1/quotes/explain', 'explanation'],
    () => limits.trace,
    (input) => explain(input, { terms }),
  )
  priceOne(
    ['/v1/quotes/unlock', 'unlock'],
    ({ offers }) => limits.unlock / Math.max(1, offers),
    (input) => {
      const unlocks = unlock(input, { terms })
      return isRefused(unlocks) ? unlocks : { unlocks }
    },
  )

  app.post('/v1/quotes/batch', { config: { streams: true } }, async (request, reply) => {
    const wrong = wrongMedia(request)
    if (wrong) return sendProblem(reply, 'unsupported-media-type', { detail: wrong })
    return reply
      .header('cache-control', 'no-store')
      .header('content-type', 'application/x-ndjson; charset=utf-8')
      .send(Readable.from(batch(request, resources), { objectMode: false }))
  })
}

const outcomeOf = (refused: boolean) => (refused ? 'refused' : 'priced')

/** The answers of a batch. It ends when no line has been completed for too long. */
async function* batch(request: FastifyRequest, resources: Resources): AsyncGenerator<string> {
  const { limits, metrics } = resources
  const counts = { priced: 0, refused: 0 }
  const timer = setTimeout(() => request.raw.destroy(), limits.batchLineMs)
  const answerLine = quoteLines(resources.library, limits.effort)
  const answer = (line: string): string => {
    const said = answerOrApology(line, request, answerLine)
    counts[outcomeOf(isRefusedLine(said))]++
    return said
  }
  try {
    for await (const text of answerLines(request.raw, answer)) {
      timer.refresh()
      yield text
    }
  } finally {
    clearTimeout(timer)
    for (const outcome of ['priced', 'refused'] as const) {
      metrics.answers.inc({ document: 'quote', via: 'batch', outcome }, counts[outcome])
    }
  }
}

/** A line that breaks the engine is answered like the others, so that the lines after it are priced. */
function answerOrApology(line: string, request: FastifyRequest, answer: AnswerLine): string {
  try {
    return answer(line)
  } catch (error) {
    request.log.error({ err: error }, 'a line of a batch failed')
    return refusedLine(
      `Could not be priced by a fault of ours. Please report the request id ${request.id}.`,
    )
  }
}
