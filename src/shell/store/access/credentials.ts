import { readKeyToken } from './keys.ts'

/** What a request brings along to say who sends it. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'session'; readonly token: string; readonly via: 'cookie' | 'header' }
  | { readonly kind: 'key'; readonly id: string; readonly token: string }
  | { readonly kind: 'unreadable' }

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Cookies of a session. Over TLS the name has the prefix with which browsers take it only from this very
 * host, over TLS and for every path; without TLS, as on a developer's machine, they would drop it.
 */
export const sessionCookieName = (isSecure: boolean) => (isSecure ? '__Host-session' : 'session')

/** The Set-Cookie header of a session that began. */
export function sessionCookie(token: string, isSecure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_SECONDS}`
  return `${sessionCookieName(isSecure)}=${token}; ${attributes}${isSecure ? '; Secure' : ''}`
}

/** As long as the longest session: the server decides when one is over. */
const COOKIE_SECONDS = 60 * 86_400

/** The Set-Cookie header of a session that ended. */
export function endedSessionCookie(isSecure: boolean): string {
  const attributes = 'Path=/; HttpOnly; SameSite=Lax; Max-Age=0'
  return `${sessionCookieName(isSecure)}=; ${attributes}${isSecure ? '; Secure' : ''}`
}

/** What a request says of its sender. A header that names a key or a session goes before a cookie. */
export function readCredential(headers: Headers, isSecure: boolean): Credential {
  const { authorization } = headers
  if (authorization !== undefined) return readAuthorization(authorization)
  const tokens = cookieValues(headers.cookie, sessionCookieName(isSecure))
  const [token = ''] = tokens
  if (tokens.length > 1) return { kind: 'unreadable' }
  return token === '' ? { kind: 'none' } : { kind: 'session', token, via: 'cookie' }
}

function readAuthorization(header: string | readonly string[]): Credential {
  const token =
    typeof header === 'string' ? /^Bearer +([\w.~+/=-]{1,200})$/i.exec(header)?.[1] : null
  if (!token) return { kind: 'unreadable' }
  const id = readKeyToken(token)
  return id === null ? { kind: 'session', token, via: 'header' } : { kind: 'key', id, token }
}

/** Every value that a cookie of this name has: a browser sends several where it was set for several paths. */
export function cookieValues(header: Headers[string], name: string): string[] {
  const found: string[] = []
  for (const part of [header ?? []].flat().join(';').split(';')) {
    const at = part.indexOf('=')
    if (at >= 0 && part.slice(0, at).trim() === name) found.push(part.slice(at + 1).trim())
  }
  return found
}
