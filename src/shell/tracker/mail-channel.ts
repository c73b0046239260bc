import { askToConfirm, forgetReader } from '../channels/ask-to-confirm.ts'
import { isReaderAt, type LinkedReader, readConfirm, readLeave } from '../channels/email-links.ts'
import type { Store } from '../store/store.ts'
import {
  addChannel,
  channelsOfList,
  confirmChannel,
  isOnAnyList,
  type ListChannel,
  removeChannel,
} from '../store/tracker/list-channels.ts'

/** An address is asked first, whoever gave it (double opt-in); nothing else is sent before it says yes. */
export async function addMailChannel(
  store: Store,
  { list, address, pages }: { list: string; address: string; pages: string },
  at: Date,
): Promise<ListChannel | 'limited' | null> {
  const name = address.toLowerCase()
  const made = { list, kind: 'email', name, target: { address }, isConfirmed: false }
  const channel = await addChannel(store, made, at)
  if (channel === null || channel.confirmedAt !== null) return channel
  const asked = await askToConfirm(store, { list, address, baseUrl: pages })
  return asked === 'limited' ? 'limited' : channel
}

export type Confirmed = 'confirmed' | 'lapsed' | 'not-genuine' | 'gone'

/** The reader of a mail says yes. */
export async function confirmMail(store: Store, token: string, at: Date): Promise<Confirmed> {
  const linked = readConfirm(store, token, at.getTime())
  if (typeof linked === 'string') return linked
  const channel = await channelOf(store, linked)
  if (channel === null) return 'gone'
  const { id, target } = channel
  return (await confirmChannel(store, { list: linked.list, id, target }, at)) ? 'confirmed' : 'gone'
}

/** The reader of a mail wants no more of this list (RFC 8058); asked twice, it is the same. */
export async function leaveMails(store: Store, token: string): Promise<'left' | 'not-genuine'> {
  const linked = readLeave(store, token)
  if (linked === null) return 'not-genuine'
  const channel = await channelOf(store, linked)
  if (channel === null) return 'left'
  await removeChannel(store, { list: linked.list, id: channel.id })
  await forgetUnread(store, [channel])
  return 'left'
}

/** Of addresses that are on no list any more nothing is kept, no mail either. */
export async function forgetUnread(store: Store, channels: readonly ListChannel[]): Promise<void> {
  for (const { id, kind, target } of channels) {
    const { address } = target as { readonly address?: string }
    if (kind !== 'email' || address === undefined) continue
    if (!(await isOnAnyList(store, id))) await forgetReader(store, address)
  }
}

async function channelOf(store: Store, linked: LinkedReader): Promise<ListChannel | null> {
  const channels = await channelsOfList(store, linked.list)
  const isTheirs = ({ kind, target }: ListChannel) =>
    kind === 'email' && isReaderAt(store, linked, (target as { address: string }).address)
  return channels.find(isTheirs) ?? null
}
