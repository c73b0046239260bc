import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Store } from '../store.ts'

/** What a link of a watch list is made and known by. */
type Keys = Pick<Store, 'secret'>

/** Characters of the id, 96 random bits, and of its seal, 144 bits. */
const ID = 16
const SEAL = 24

export const newListId = (): string => randomBytes(12).toString('base64url')

/**
 * The last part of the link of a watch list: its id, sealed by a key of this installation. Nobody can make
 * one, and none is kept; the server makes it again where it tells an owner of an alert.
 */
export function listToken({ secret }: Keys, id: string): string {
  return id + sealOf(secret, id)
}

/** The list of a link; null for what is no link of this installation. */
export function listIdOf({ secret }: Keys, token: string): string | null {
  if (!/^[\w-]{40}$/.test(token) || token.length !== ID + SEAL) return null
  const id = token.slice(0, ID)
  const isOurs = timingSafeEqual(Buffer.from(token.slice(ID)), Buffer.from(sealOf(secret, id)))
  return isOurs ? id : null
}

const sealOf = (secret: Buffer, id: string): string =>
  createHmac('sha256', secret).update(`watch list ${id}`).digest('base64url').slice(0, SEAL)
