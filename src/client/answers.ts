import type { Answer, ProblemDocument, Row } from './call.ts'

/** The type of the problem that no answer came: the network is down, or the server is. */
export const NO_ANSWER = '/problems/no-answer'

/** The answer that stands for none. */
export function noAnswer(url: string): Answer<never> {
  const detail = 'No answer came. Check the connection, and try again.'
  const title = 'The server cannot be reached'
  return {
    ok: false,
    status: 0,
    problem: { type: NO_ANSWER, title, status: 0, detail, instance: url },
  }
}

/** Reads what came: the document that was asked for, or the problem. */
export async function readAnswer(
  [, , ...traits]: Row,
  response: Response,
): Promise<Answer<unknown>> {
  const { status } = response
  if (!response.ok) return { ok: false, status, problem: await problemOf(response) }
  const etag = response.headers.get('etag')
  if (traits.includes('raw')) return { ok: true, status, value: response, etag }
  const value: unknown = status === 204 ? undefined : await response.json()
  return { ok: true, status, value, etag }
}

/** The problem document of a refusal; whatever else stands on the way may answer without one. */
async function problemOf(response: Response): Promise<ProblemDocument> {
  const { status, statusText, url } = response
  const document: unknown = await response.json().catch(() => null)
  if (isProblem(document)) return document
  const title = statusText || `Status ${status}`
  const detail = `The answer was ${status} without a reason. Try again, and report it if it stays.`
  return { type: 'about:blank', title, status, detail, instance: new URL(url).pathname }
}

function isProblem(document: unknown): document is ProblemDocument {
  if (typeof document !== 'object' || document === null) return false
  const { type, title, detail } = document as Partial<ProblemDocument>
  return [type, title, detail].every((part) => typeof part === 'string')
}

/** The document of an answer; a refusal is thrown, as an Error that carries its problem. */
export function orThrow<A>(answer: Answer<A>): A {
  if (answer.ok) return answer.value
  const { title, detail } = answer.problem
  throw Object.assign(new Error(`${title}: ${detail}`), { problem: answer.problem })
}
