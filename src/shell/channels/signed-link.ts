import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Store } from '../store/store.ts'

/** What a link of this installation is for: a token that is good for one is none for another. */
export type LinkPurpose = 'opt-in' | 'leave'

type Field = string | number

/** Longer than any token that is made here: what is longer is not even looked at. */
const TOKEN_MAX = 600

/** Fields as a token that nobody else can make or change; they can be read by whoever has it. */
export function signToken(
  { secret }: Pick<Store, 'secret'>,
  purpose: LinkPurpose,
  fields: readonly Field[],
): string {
  const content = Buffer.from(JSON.stringify(fields)).toString('base64url')
  return `${content}.${macOf(secret, purpose, content).toString('base64url')}`
}

/** The fields of a token, or null where it was not made here for this purpose. */
export function readToken(
  { secret }: Pick<Store, 'secret'>,
  purpose: LinkPurpose,
  token: string,
): readonly Field[] | null {
  const [content = '', given = '', ...more] = token.length > TOKEN_MAX ? [] : token.split('.')
  const mac = Buffer.from(given, 'base64url')
  const expected = macOf(secret, purpose, content)
  if (more.length > 0 || mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
    return null
  }
  return JSON.parse(Buffer.from(content, 'base64url').toString())
}

function macOf(secret: Buffer, purpose: LinkPurpose, content: string): Buffer {
  return createHmac('sha256', secret).update(`link ${purpose} ${content}`).digest()
}
