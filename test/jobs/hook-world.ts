import { createServer, type Socket } from 'node:net'
import { isRefused } from '../../src/core/base/faults.ts'
import { Deliverer } from '../../src/shell/jobs/deliver.ts'
import { registerWebhook } from '../../src/shell/jobs/register-webhook.ts'
import { addDeliveries, listDeliveries } from '../../src/shell/store/access/deliveries.ts'
import type { NewWebhook } from '../../src/shell/store/access/webhooks.ts'
import { afterwards } from '../afterwards.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { freshStore } from '../store/database.ts'
import { Receiver } from './receiver.ts'

export const ENDED = 'offer.ended'
export const start = new Date('2026-05-01T12:00:00Z')
export const later = (seconds: number) => new Date(start.getTime() + seconds * 1_000)

/** A store, a receiver and what delivers to it. */
export async function hookWorld() {
  const store = await freshStore()
  const receiver = await new Receiver().start()
  const client = guardedClient({ testing: receiver.doors })
  const deliverer = new Deliverer(store, client)
  const registration = { store, client, allowsPlainText: true }
  const hook = async (more: Partial<NewWebhook> = {}) => {
    const wanted = {
      owner: 'account:a1',
      seller: null,
      url: receiver.url,
      topics: [ENDED],
      ...more,
    }
    const made = await registerWebhook(registration, wanted, start)
    if (isRefused(made)) throw new Error(JSON.stringify(made))
    receiver.secret = made.secret
    return made.webhook.id
  }
  const deliver = async (at?: Date) => {
    const begun = await deliverer.begin(at)
    await deliverer.settled()
    return begun
  }
  /** One event for a web hook, as if it had happened at the start. */
  const event = async (webhookId: string, eventId = 'evt_1') => {
    const document = { type: ENDED, timestamp: start.toISOString(), data: { id: 'o1' } }
    await addDeliveries(store.db, store.shards, [{ webhookId, eventId, topic: ENDED, document }])
    await store.pool.query(
      'update deliveries set created_at = $1, due_at = $1 where event_id = $2',
      [start, eventId],
    )
  }
  const deliveries = async (id: string) =>
    (await listDeliveries(store, id, { limit: 50 })).deliveries
  return { store, receiver, client, registration, hook, deliver, event, deliveries, deliverer }
}

/** A receiver that never answers, and counts who waits; until it hangs up on everybody for good. */
export async function startSlow() {
  let [open, most] = [0, 0]
  let isOver = false
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    if (isOver) return void socket.destroy()
    most = Math.max(most, ++open)
    sockets.add(socket)
    socket
      .on('error', () => {})
      .on('close', () => {
        open--
        sockets.delete(socket)
      })
      .resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hangUp = () => {
    isOver = true
    for (const socket of sockets) socket.destroy()
  }
  afterwards(() => {
    hangUp()
    server.close()
  })
  return { port: (server.address() as { port: number }).port, most: () => most, hangUp }
}
