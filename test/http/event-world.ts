import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { EventHub, type HubOptions } from '../../src/shell/http/events/hub.ts'
import { streamEvents } from '../../src/shell/http/events/stream.ts'
import type { AccountActor, Actor, KeyActor } from '../../src/shell/store/access/actor.ts'
import { announce } from '../../src/shell/store/feed.ts'
import { shardOf } from '../../src/shell/store/shards.ts'
import type { Store } from '../../src/shell/store/store.ts'
import { afterwards } from '../afterwards.ts'
import { freshStore } from '../store/database.ts'
import { EventReader } from './event-reader.ts'

const account = (id: string, role: AccountActor['role'], seller: string | null = null) =>
  ({ kind: 'account', id, role, seller, name: id }) as const
const key = (id: string, seller: string | null): KeyActor => ({
  kind: 'key',
  id,
  scopes: [],
  seller,
})

/** Who sends a request, by the name in its header. */
const ACTORS: Readonly<Record<string, AccountActor | KeyActor>> = {
  b1: account('b1', 'buyer'),
  b2: account('b2', 'buyer'),
  sellerA: account('a1', 'seller', 'sA'),
  sellerB: account('a2', 'seller', 'sB'),
  agent: account('a3', 'agent'),
  platform: key('k1', null),
  keyOfA: key('k2', 'sA'),
}

export async function eventWorld(options: HubOptions = {}) {
  const store = await freshStore()
  const hub = new EventHub(store, { everyMs: 20, ...options })
  const signedOut = new Set<string>()
  const authenticate = async (headers: { readonly [name: string]: unknown }) => {
    const name = String(headers['x-actor'])
    return signedOut.has(name) ? 'invalid' : (ACTORS[name] as Actor)
  }
  const joining: Promise<unknown>[] = []
  const app = Fastify()
  app.get('/v1/events', async (request, reply) => {
    const actor = ACTORS[String(request.headers['x-actor'])] as KeyActor
    const joined = streamEvents(request, reply, actor, { hub, authenticate })
    joining.push(joined)
    return joined
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterwards(async () => {
    await hub.close()
    app.server.closeAllConnections()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo
  const listen = (actor: string, lastEventId?: string) =>
    EventReader.open(`http://127.0.0.1:${port}/v1/events`, {
      'x-actor': actor,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    })
  /** A stream begins before all that it may have missed was asked for: waits until nobody is at that any more. */
  const joined = () => Promise.all(joining)
  return { store, hub, listen, joined, signedOut, port }
}

export const change = (
  store: Store,
  ...changes: readonly [topic: string, id: string, seller?: string][]
) =>
  store.db.transaction().execute((trx) =>
    announce(
      trx,
      ...changes.map(([topic, subject, seller]) => {
        const offer = { id: subject, ...(seller && { seller }) }
        return { topic, subject, document: { offer } }
      }),
    ),
  )

export const claim = (store: Store, buyer: string, offer: string, state = 'claimed') =>
  store.pool.query(
    `insert into claims (shard, buyer_id, offer_id, ordinal, state, offer_version, source, key, claimed_at, changed_at)
     values ($1, $2, $3, 1, $4, 1, 'centre', 'k', clock_timestamp(), clock_timestamp())
     on conflict (shard, buyer_id, offer_id, ordinal) do update
       set state = excluded.state, changed_at = excluded.changed_at`,
    [shardOf(buyer, store.shards), buyer, offer, state],
  )

export const coins = (store: Store, buyer: string, number: number, held: number) =>
  store.pool.query(
    `insert into coin_heads (shard, buyer_id, number, held, digest, seal) values ($1, $2, $3, $4, '', '')
     on conflict (shard, buyer_id) do update set number = excluded.number, held = excluded.held`,
    [shardOf(buyer, store.shards), buyer, number, held],
  )

export const told = (reader: EventReader) =>
  reader.events.map(({ event, data }) => [event, data.id ?? data.offer ?? data.held])
