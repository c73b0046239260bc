import { randomBytes } from 'node:crypto'

/** 256 random bits: a secret that nobody guesses, in letters that a URL and a header carry. */
export const SECRET_PATTERN = '[A-Za-z0-9_-]{43}'

export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** An id that is no secret, but that nobody meets by chance: 80 random bits in lower case. */
export function randomId(prefix: string): string {
  return `${prefix}${randomBytes(10).toString('hex')}`
}
