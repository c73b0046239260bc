import { setTimeout as wait } from 'node:timers/promises'
import type { Alert } from '../channels/alert.ts'
import type { Delivery } from '../channels/channel.ts'
import type { ChannelName } from '../channels/channels.ts'
import { attempted } from '../channels/retries.ts'
import type { Job } from '../jobs/jobs.ts'
import { Lane } from '../store/claims/lane.ts'
import type { Store } from '../store/store.ts'
import {
  type DeliveryLane,
  type LeasedDelivery,
  leaseAlerts,
  type Settled,
  type SettledDelivery,
  settleAlerts,
} from '../store/tracker/deliveries.ts'
import { endChannel } from '../store/tracker/list-channels.ts'
import type { OpenChannels } from './telling.ts'

export interface DeliveringParts {
  readonly store: Store
  readonly channels: () => Promise<OpenChannels>
  readonly onFault: (error: unknown) => void
  readonly now?: () => number
  /** Which channels; all of them where it is left out. */
  readonly lane?: DeliveryLane
  /** From 0 to 1: keeps what failed together from coming back together. */
  readonly chance?: () => number
}

/** Attempts under way at a time: a slow receiver keeps few others waiting. */
const AT_ONCE = 200

/** Channels whose receivers anybody may name: however slow those are, they keep no other channel waiting. */
const NAMED_BY_READERS = ['webhook', 'web-push'] as const satisfies readonly ChannelName[]

/** Alerts are handed over in two lanes, each with room of its own. */
export function alertJobs(parts: DeliveringParts): Job[] {
  const lane = (isOfThem: boolean) => ({ ...parts, lane: { kinds: NAMED_BY_READERS, isOfThem } })
  return [
    new AlertDeliverer(lane(false)).job('alerts'),
    new AlertDeliverer(lane(true)).job('alerts to hooks and browsers'),
  ]
}
const EVERY_MS = 250

/** What ended in one turn is written together. */
const SETTLED_TOGETHER = 500

interface Ended extends SettledDelivery {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Hands alerts over: at least once each, with patience, and no later than a day after (fg.t.alert). */
export class AlertDeliverer {
  readonly #parts: DeliveringParts
  readonly #underWay = new Set<Promise<void>>()
  readonly #ended: Lane<Ended>

  constructor(parts: DeliveringParts) {
    this.#parts = parts
    this.#ended = new Lane<Ended>(async (batch) => {
      await settleAlerts(parts.store, batch, this.#now)
      for (const one of batch) one.resolve()
      return []
    }, SETTLED_TOGETHER)
  }

  get #now(): Date {
    return new Date(this.#parts.now?.() ?? Date.now())
  }

  job(name = 'alerts'): Job {
    return {
      name,
      everyMs: EVERY_MS,
      run: async () => {
        if ((await this.begin()) > 0) return true
        if (this.#underWay.size === 0) return false
        await Promise.race([...this.#underWay, wait(EVERY_MS, null, { ref: false })])
        return true
      },
      end: () => this.settled(),
    }
  }

  /** Takes up what is due, without waiting for what comes of it; how much. */
  async begin(): Promise<number> {
    const most = AT_ONCE - this.#underWay.size
    if (most <= 0) return 0
    const { store, lane } = this.#parts
    const leased = await leaseAlerts(store, { now: this.#now, most, lane })
    for (const one of leased) {
      // What could not be stored is tried again when the lease is over.
      const attempt = this.#attempt(one)
        .catch(this.#parts.onFault)
        .finally(() => this.#underWay.delete(attempt))
      this.#underWay.add(attempt)
    }
    return leased.length
  }

  /** Waits for the attempts that are under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  async #attempt(leased: LeasedDelivery): Promise<void> {
    const settled = await outcome(this.#parts, leased)
    await new Promise<void>((resolve, reject) => {
      this.#ended.ask({ leased, settled, resolve, reject })
    })
    if (settled.state !== 'gone' || leased.to === null) return
    const because = settled.fault ?? 'It is gone.'
    const { channel: id, list } = leased
    await endChannel(this.#parts.store, { id, list, because }, this.#now)
  }
}

async function outcome(
  { channels, now = Date.now, chance = Math.random }: DeliveringParts,
  leased: LeasedDelivery,
): Promise<Settled> {
  const { to, attempts, lapsesAt } = leased
  if (to === null) return { state: 'lapsed', fault: 'The channel was taken off the list.' }
  const alert = leased.document as Alert
  if (lapsesAt.getTime() <= now()) return { state: 'lapsed', fault: 'It was too late to matter.' }
  const open = (await channels())[to.kind as ChannelName]
  const delivery: Delivery = open
    ? await open(alert, targetOf(to))
    : { retry: 'This server has no such channel set up now.' }
  const came = attempted(delivery, { alert, attempts, nowMs: now(), chance: chance() })
  if (came.state === 'delivered') return { state: 'delivered', fault: null }
  if (came.state === 'gone') return { state: 'gone', fault: came.fault }
  if (came.state === 'given-up') return { state: 'lapsed', fault: came.fault }
  return {
    state: 'waiting',
    fault: came.fault,
    dueAt: new Date(now() + came.inSeconds * 1_000),
  }
}

/** A mail address is none without the moment at which its reader confirmed it. */
function targetOf({ kind, target, confirmedAt }: NonNullable<LeasedDelivery['to']>): object {
  return kind === 'email' ? { ...target, confirmedAt: confirmedAt.toISOString() } : target
}
