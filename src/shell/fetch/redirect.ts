import type { FetchRequest } from './request.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** What may go on to another origin than the one that it was meant for. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent'])

/**
 * The request that follows an answer which leads elsewhere, or null where it does not. What names or
 * proves the sender, and a body, goes to the origin that it was meant for and to no other.
 */
export function redirected(
  asked: FetchRequest,
  at: URL,
  answer: { readonly status: number; readonly location: string | readonly string[] | undefined },
): FetchRequest | null {
  if (!REDIRECTS.has(answer.status) || answer.location === undefined) return null
  if (typeof answer.location !== 'string') throw new Error('there are several Location headers')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u0020\u007f-\u00a0\\]/.test(answer.location)) {
    throw new Error('the Location can be read in two ways')
  }
  const next = new URL(answer.location, at)
  const { method = 'GET', headers = {}, body, ...rest } = asked
  const keepsBody = answer.status >= 307
  const sameOrigin = next.origin === at.origin
  if (keepsBody && body !== undefined && !sameOrigin) {
    throw new Error('a body is not sent on to another origin')
  }
  const kept = Object.entries(headers).filter(
    ([name]) => sameOrigin || HARMLESS.has(name.toLowerCase()),
  )
  const bodyless = method === 'HEAD' ? 'HEAD' : 'GET'
  return {
    ...rest,
    url: next.href,
    method: keepsBody ? method : bodyless,
    headers: Object.fromEntries(kept),
    ...(keepsBody && body !== undefined && { body }),
  }
}
