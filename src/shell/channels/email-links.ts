import { readerAt } from '../store/mails/recipients.ts'
import type { Store } from '../store/store.ts'
import { readToken, signToken } from './signed-link.ts'

/** An address that asked, or was said to ask, for the alerts of a watch list. */
export interface Asked {
  /** The list's id in the store, never its link: a stranger may be sent what is made of this. */
  readonly list: string
  readonly address: string
}

/** Whom a link of a mail is about: the list, and the reader as `readerAt` tells one of an address. */
export interface LinkedReader {
  readonly list: string
  readonly reader: string
}

/** Keys for signing, and how readers are told apart. */
type Keys = Pick<Store, 'secret' | 'shards'>

/** The page that confirms an address. A GET shows a button, for programs that look at mails open links. */
export const CONFIRM_PATH = '/watch/confirm'

/** The page that ends mails: a GET shows a button, a POST of a mail program ends them (RFC 8058). */
export const LEAVE_PATH = '/watch/leave'

/** Within this an address is confirmed; later, whoever asked has forgotten that they did (fg.t.alert). */
export const CONFIRM_MS = 48 * 3_600_000

/** The path of the link that confirms an address for a list. */
export function confirmPath(keys: Keys, { list, address }: Asked, nowMs: number): string {
  const fields = [list, readerAt(keys, address).account, nowMs + CONFIRM_MS]
  return `${CONFIRM_PATH}?token=${signToken(keys, 'opt-in', fields)}`
}

/** The path of the link that ends mails of a list to an address; it is good for ever. */
export function leavePath(keys: Keys, { list, address }: Asked): string {
  const fields = [list, readerAt(keys, address).account]
  return `${LEAVE_PATH}?token=${signToken(keys, 'leave', fields)}`
}

/** Whom a link of a mail confirms, or what to tell whoever opened it. */
export function readConfirm(
  keys: Keys,
  token: string,
  nowMs: number,
): LinkedReader | 'not-genuine' | 'lapsed' {
  const [list, reader, untilMs] = readToken(keys, 'opt-in', token) ?? []
  if (untilMs === undefined) return 'not-genuine'
  return nowMs < Number(untilMs) ? { list: String(list), reader: String(reader) } : 'lapsed'
}

/** Whose mails a link ends, or null where the link was not made here. */
export function readLeave(keys: Keys, token: string): LinkedReader | null {
  const [list, reader] = readToken(keys, 'leave', token) ?? []
  return reader === undefined ? null : { list: String(list), reader: String(reader) }
}

/** Whether a link was made for this address: the list may have another one by now. */
export function isReaderAt(keys: Keys, { reader }: LinkedReader, address: string): boolean {
  return readerAt(keys, address).account === reader
}
