import { expect, test } from 'vitest'
import { SCOPES } from '../../../src/contract/market/endpoint.ts'
import { eventsOf } from '../../../src/shell/jobs/hook-events.ts'
import { EventReader } from '../event-reader.ts'
import { bought, orderWorld, type View } from './order-world.ts'
import { key, session } from './served.ts'

const world = await orderWorld()
const { ana, store, url } = world

async function listen(who: Record<string, string>, lastEventId?: string): Promise<EventReader> {
  const more = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  return EventReader.open(`${url}/v1/events`, { ...who, ...more })
}

const changes = ({ events }: EventReader) =>
  events.filter(({ event }) => event === 'order.changed').map(({ data }) => data)

test('a stream tells each party of its own orders, and takes up where it broke off', async () => {
  const own = await session(store, { id: 'ana', role: 'buyer' })
  const readers = {
    ana: await listen(own),
    ben: await listen(await session(store, { id: 'ben', role: 'buyer' })),
    lumen: await listen(await session(store, { id: 'lumen-1', role: 'seller' })),
    stride: await listen(await key(world, ['events:read', 'orders:read'], 'stride')),
    agent: await listen(await session(store, { id: 'agent', role: 'agent' })),
    platform: await listen(await key(world, SCOPES)),
    noOrders: await listen(await key(world, ['events:read'])),
  }
  const { orders } = await bought(world, { id: 'ana', as: ana })
  const [first, second] = orders as readonly [View, View]
  await readers.ana.until(() => changes(readers.ana).length === 2)
  await readers.agent.until(() => changes(readers.agent).length === 2)
  await readers.platform.until(() => changes(readers.platform).length === 2)
  await readers.lumen.until(() => changes(readers.lumen).length === 1)
  await readers.stride.until(() => changes(readers.stride).length === 1)
  expect(changes(readers.lumen)).toMatchObject([{ order: first.id, state: 'unpaid', version: 1 }])
  expect(changes(readers.stride)).toMatchObject([{ order: second.id }])
  expect(changes(readers.ben)).toEqual([])
  expect(changes(readers.noOrders)).toEqual([])

  const last = readers.ana.events.at(-1)?.id as string
  readers.ana.close()
  await ana('POST', `/v1/orders/${second.id}/acts`, { event: 'cancel' })
  await readers.agent.until(() => changes(readers.agent).length === 3)
  const again = await listen(own, last)
  await again.until(() => changes(again).length > 0)
  expect(changes(again)).toContainEqual(
    expect.objectContaining({ order: second.id, state: 'cancelled', version: 2 }),
  )
  for (const reader of [again, ...Object.values(readers)]) reader.close()
}, 30_000)

test('a web hook is told of an order, and not of how it was paid', () => {
  const about = { order: 'c-1', checkout: 'c', buyer: 'ana', seller: 'lumen', state: 'unpaid' }
  const steps = [{ event: 'payment-failed', by: 'payment' }]
  const message = { shard: 1, number: 7, topic: 'order.changed', createdAt: new Date() }
  const events = eventsOf({ ...message, document: { ...about, version: 3, steps } })
  expect(events).toMatchObject([{ id: 'evt_1_7', seller: 'lumen' }])
  expect(events[0]?.data).toEqual({ ...about, version: 3 })
})
