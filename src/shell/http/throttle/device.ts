import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Actor } from '../../store/access/actor.ts'
import { cookieValues, type Headers } from '../../store/access/credentials.ts'

/** How devices are told apart: by a cookie that only this installation can write. */
export interface DeviceNames {
  readonly secret: Buffer
  readonly isSecure: boolean
}

const YEAR_SECONDS = 365 * 86_400

const cookieName = (isSecure: boolean) => (isSecure ? '__Host-device' : 'device')

/** The Set-Cookie header that gives a browser a name of its own. */
export function deviceCookie({ secret, isSecure }: DeviceNames): string {
  const id = randomBytes(16).toString('base64url')
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}`
  const value = `${id}.${macOf(id, secret)}`
  return `${cookieName(isSecure)}=${value}; ${attributes}${isSecure ? '; Secure' : ''}`
}

/**
 * The device that a request comes from, or null where it does not tell. Browsers tell by our cookie; an
 * integrator names the devices of its own users in X-Device-Id, and nobody else is believed there.
 */
export function deviceOf(headers: Headers, actor: Actor, names: DeviceNames): string | null {
  if (actor.kind === 'key') {
    const given = headers['x-device-id']
    const isName = typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given)
    return isName ? `${actor.id}/${given}` : null
  }
  const [value = ''] = cookieValues(headers.cookie, cookieName(names.isSecure))
  const [, id, mac] = /^([\w-]{22})\.([\w-]{22})$/.exec(value) ?? []
  if (id === undefined || mac === undefined) return null
  const expected = macOf(id, names.secret)
  return timingSafeEqual(Buffer.from(mac), Buffer.from(expected)) ? id : null
}

function macOf(id: string, secret: Buffer): string {
  const mac = createHmac('sha256', secret).update(`device ${id}`).digest()
  return mac.subarray(0, 16).toString('base64url')
}
