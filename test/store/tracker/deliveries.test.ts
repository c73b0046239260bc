import { describe, expect, it } from 'vitest'
import {
  addDeliveries,
  type DeliveryLane,
  leaseAlerts,
} from '../../../src/shell/store/tracker/deliveries.ts'
import { addChannel, removeChannel } from '../../../src/shell/store/tracker/list-channels.ts'
import { newWatchList } from '../../../src/shell/store/tracker/watch-lists.ts'
import { AlertDeliverer } from '../../../src/shell/tracker/deliver-job.ts'
import type { OpenChannels } from '../../../src/shell/tracker/telling.ts'
import { anAlert } from '../../channels/alerts.ts'
import { freshStore } from '../database.ts'

const store = await freshStore()
const NOW = Date.parse('2026-06-24T12:00:00Z')
const at = new Date(NOW)
const lapsesAt = new Date(NOW + 86_400_000)

/** A list with a hook and a chat, and an alert that is due for both. */
async function due(): Promise<{ readonly list: string; readonly hook: string }> {
  const { id: list } = await newWatchList(store, at)
  const made = { list, isConfirmed: true, target: {} }
  const hook = await addChannel(store, { ...made, kind: 'webhook', name: `h ${list}` }, at)
  await addChannel(store, { ...made, kind: 'telegram', name: `t ${list}` }, at)
  await addDeliveries(
    store,
    [{ list, alert: `a ${list}`, document: anAlert({ at: NOW }), lapsesAt }],
    at,
  )
  return { list, hook: hook?.id as string }
}

const lane = (isOfThem: boolean): DeliveryLane => ({ kinds: ['webhook', 'web-push'], isOfThem })

describe('deliveries that are due', () => {
  it('are taken up by lane; those of a channel that was taken off are, too', async () => {
    const { list, hook } = await due()
    await removeChannel(store, { list, id: hook })
    await due()
    const kindsOf = async (isOfThem: boolean) =>
      (await leaseAlerts(store, { now: at, most: 9, lane: lane(isOfThem) })).map(
        ({ to }) => to?.kind,
      )
    expect(await kindsOf(true)).toEqual(['webhook'])
    expect(await kindsOf(false)).toEqual(['telegram', 'telegram'])
    await store.pool.query('delete from alert_deliveries')
  })

  it('wait for no hook that does not answer, however many there are (fg.t.alert)', async () => {
    for (let list = 0; list < 220; list++) await due()
    const told: string[] = []
    const { promise: answer, resolve: release } = Promise.withResolvers<void>()
    const silent = async () => {
      await answer
      return 'delivered' as const
    }
    const chat = async () => {
      told.push('chat')
      return 'delivered' as const
    }
    const open = { telegram: chat, email: null, 'web-push': null, webhook: silent } as OpenChannels
    const parts = { store, channels: async () => open, onFault: () => {}, now: () => NOW }
    const [hooks, others] = [true, false].map(
      (isOfThem) => new AlertDeliverer({ ...parts, lane: lane(isOfThem) }),
    ) as [AlertDeliverer, AlertDeliverer]
    expect(await hooks.begin()).toBe(200)
    while ((await others.begin()) > 0) await others.settled()
    expect(told).toHaveLength(220)
    release()
    await hooks.settled()
  })
})
