import type { Answer, ProblemDocument } from '../../../client/call.ts'

/** What the server drew a page from: the browser begins with the same, and so draws nothing anew. */
export interface Given {
  /** What the server's clock showed, in milliseconds. */
  readonly now: number
  /** The page that was asked for, with its query. */
  readonly url: string
  /** What the API answered the reader, by the path that was asked. */
  readonly answers: Readonly<Record<string, GivenAnswer>>
}

/** An answer of the API: a document, or the problem that it was refused by. */
export interface GivenAnswer {
  readonly status: number
  readonly body: unknown
}

/** Who is signed in: asked for every page that is drawn for its reader. */
export const ME = '/v1/me'

/** What the API answered to a path, as the client would have it; null where it was not asked. */
export function givenAnswer<T>(given: Given | null, path: string): Answer<T> | null {
  const found = given && Object.hasOwn(given.answers, path) ? given.answers[path] : undefined
  if (found === undefined) return null
  const { status, body } = found
  // The server that drew the page is the one that answered: it is what the document says.
  if (status < 400) return { ok: true, status, value: body as T, etag: null }
  return { ok: false, status, problem: body as ProblemDocument }
}

/** Reads what a page carries; null where it carries nothing that can be read. */
export function readGiven(text: string | undefined): Given | null {
  try {
    return text ? (JSON.parse(text) as Given) : null
  } catch {
    return null
  }
}
