import { parseInstant } from '../../core/base/instant.ts'
import { ALERT_LAPSES_MS, type Alert } from '../channels/alert.ts'
import { endingAlert, toldAlert } from '../channels/told-alert.ts'
import type { Consumer, Consumers } from '../jobs/message.ts'
import {
  CHANNEL_LEFT,
  CHANNEL_LINKED,
  type ChannelLeft,
  type ChannelLinked,
} from '../store/channels/channel-tokens.ts'
import type { Store } from '../store/store.ts'
import { readAlerts, type StoredAlert } from '../store/tracker/alerts.ts'
import { addDeliveries } from '../store/tracker/deliveries.ts'
import { addChannel, channelId, endChannel } from '../store/tracker/list-channels.ts'
import { listToken } from '../store/tracker/list-links.ts'
import { ALERT_TOPIC } from '../store/tracker/watch-rows.ts'

export interface TellingParts {
  readonly store: Store
  /** Where people reach the pages. */
  readonly pages: string
  readonly now?: () => number
}

/** Who acts on alerts, and on chats that were linked or have left. */
export function tellingConsumers(parts: TellingParts): Consumers {
  const { store, now = Date.now } = parts
  return {
    [ALERT_TOPIC]: [toldToLists(parts)],
    [CHANNEL_LINKED]: [
      each<ChannelLinked>(async ({ channel: kind, list, target: chat }) => {
        const linked = { list, kind, name: chat, target: { chat }, isConfirmed: true }
        await addChannel(store, linked, new Date(now()))
      }),
    ],
    [CHANNEL_LEFT]: [
      each<ChannelLeft>(async ({ channel: kind, target }) => {
        const because = 'Its reader ended it there.'
        await endChannel(store, { id: channelId(kind, target), because }, new Date(now()))
      }),
    ],
  }
}

const each =
  <D extends object>(act: (document: D) => Promise<void>): Consumer =>
  async (messages) => {
    for (const { document } of messages) await act(document as D)
  }

/** Writes what is to be handed over, beside the channels of the lists (fg.t.alert). */
function toldToLists({ store, pages, now = Date.now }: TellingParts): Consumer {
  return async (messages) => {
    // Messages of a lane are of one shard, and so are their alerts; those of deleted lists are gone.
    for (const [shard, some] of Map.groupBy(messages, (one) => one.shard)) {
      const ids = some.map(({ document }) => (document as { readonly alert: string }).alert)
      const told = (await readAlerts(store, shard, ids)).map((stored) => {
        const document = alertOf(stored, {
          proofUrl: `${pages}/alerts/${stored.id}`,
          watchUrl: `${pages}/watch/${listToken(store, stored.list)}`,
        })
        const lapsesAt = new Date(document.at + ALERT_LAPSES_MS)
        return { list: stored.list, alert: stored.id, document, lapsesAt }
      })
      await addDeliveries(store, told, new Date(now()))
    }
  }
}

/** A stored alert as channels hand it over. */
export function alertOf(
  { proof, key, watch, list, at, title, variants }: StoredAlert,
  links: Pick<Alert, 'proofUrl' | 'watchUrl'>,
): Alert {
  const { sku } = proof.history
  const setting = {
    list,
    title: title ?? '',
    variant: sku === null ? null : (variants[sku] ?? null),
    ...links,
  }
  if (proof.kind === 'ending') {
    const { reading: seen, total, ending } = proof
    const until = parseInstant(ending.until) as number
    const ended = { key, offer: ending.offer, until, total, after: ending.afterMinor }
    return endingAlert(ended, { watch, seen, at: at.getTime() }, setting)
  }
  return toldAlert({ key, watch, proof }, setting)
}
