import { setTimeout as wait } from 'node:timers/promises'
import type { GuardedClient } from '../fetch/client.ts'
import {
  deliveredSince,
  type Leased,
  leaseDeliveries,
  settleDelivery,
} from '../store/access/deliveries.ts'
import { disableWebhook } from '../store/access/webhooks.ts'
import type { Store } from '../store/store.ts'
import type { Job } from './jobs.ts'
import { signatureHeaders } from './signature.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * How long after a failed attempt the next one comes, in seconds: soon at first, for most failures are
 * short, and then over three days, so that a week-end's failure loses nothing.
 */
export const RETRY_SECONDS = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** Attempts under way at a time, in all and for one web hook: its receiver, and the others, shall cope. */
const AT_ONCE = 100
const PER_WEBHOOK = 8

/** A receiver that failed the last time is tried by one attempt at a time, and keeps few from the others. */
const PER_FAILING = 1

const GONE = 410

/** Delivers events to web hooks, through the guarded client. */
export class Deliverer {
  readonly #store: Store
  readonly #client: GuardedClient
  readonly #underWay = new Map<string, number>()
  readonly #attempts = new Set<Promise<void>>()
  readonly #failing = new Set<string>()

  constructor(store: Store, client: GuardedClient) {
    this.#store = store
    this.#client = client
  }

  /** The deliveries as a job: it takes up what is due, and does not wait for slow receivers. */
  job(everyMs = 500): Job {
    return {
      name: 'deliveries',
      everyMs,
      run: async () => {
        if ((await this.begin()) > 0) return true
        if (this.#attempts.size === 0) return false
        await Promise.race([...this.#attempts, wait(everyMs, null, { ref: false })])
        return true
      },
      end: () => this.settled(),
    }
  }

  /** Takes up deliveries that are due; how many. */
  async begin(at?: Date): Promise<number> {
    let begun = 0
    for (let shard = 0; shard < this.#store.shards; shard++) {
      const limit = AT_ONCE - this.#attempts.size
      if (limit <= 0) break
      const busy = [...this.#underWay.keys()].filter((id) => this.#roomFor(id) <= 0)
      const choice = { shard, busy, limit, roomFor: (id: string) => this.#roomFor(id) }
      const leased = await leaseDeliveries(this.#store, choice, at)
      const hooks = await this.#hooks(leased)
      for (const one of leased) this.#start(one, hooks.get(one.webhookId), at)
      begun += leased.length
    }
    return begun
  }

  /** Waits for the attempts that are under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#attempts)
  }

  /** How many more attempts a web hook may have. */
  #roomFor(id: string): number {
    return (this.#failing.has(id) ? PER_FAILING : PER_WEBHOOK) - (this.#underWay.get(id) ?? 0)
  }

  #start(leased: Leased, hook: HookRow | undefined, at?: Date): void {
    const { webhookId } = leased
    this.#underWay.set(webhookId, (this.#underWay.get(webhookId) ?? 0) + 1)
    const attempt = this.#attempt(leased, hook, at)
      // What could not be stored is tried again when the lease is over.
      .catch(() => {})
      .finally(() => {
        this.#attempts.delete(attempt)
        const left = (this.#underWay.get(webhookId) ?? 1) - 1
        if (left > 0) this.#underWay.set(webhookId, left)
        else this.#underWay.delete(webhookId)
      })
    this.#attempts.add(attempt)
  }

  async #attempt(leased: Leased, hook: HookRow | undefined, at?: Date): Promise<void> {
    if (!hook || hook.disabled_at !== null) {
      const fault = 'The web hook has ended.'
      return settleDelivery(this.#store, leased, { outcome: 'given-up', status: null, fault }, at)
    }
    const { status, fault } = await this.#post(leased, hook, at)
    const isReceived = status !== null && status >= 200 && status < 300
    if (isReceived) this.#failing.delete(hook.id)
    else this.#failing.add(hook.id)
    const seconds = status === GONE ? undefined : RETRY_SECONDS[leased.attempts - 1]
    const missed =
      seconds === undefined ? 'given-up' : { againInSeconds: seconds * (0.9 + Math.random() / 5) }
    const outcome = isReceived ? 'delivered' : missed
    await settleDelivery(this.#store, leased, { outcome, status, fault }, at)
    if (outcome === 'given-up') await this.#giveUp(leased, status, at)
  }

  async #post(leased: Leased, hook: HookRow, at: Date = new Date()) {
    const body = JSON.stringify(leased.document)
    const timestampSeconds = Math.floor(at.getTime() / 1_000)
    const { previous_secret: former, previous_until: until } = hook
    const secrets = [hook.secret, ...(former && until && until > at ? [former] : [])]
    const signed = { id: leased.eventId, timestampSeconds, body }
    const answer = await this.#client.request({
      url: hook.url,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signatureHeaders(signed, secrets) },
      body,
      // An event is for the receiver that was named, and for no other.
      redirects: 0,
      readsBody: false,
    })
    if ('refused' in answer) return { status: null, fault: answer.refused }
    const isReceived = answer.status >= 200 && answer.status < 300
    return { status: answer.status, fault: isReceived ? null : `It answered ${answer.status}.` }
  }

  /** A web hook that took nothing for as long as an event was tried, or says that it is gone, is stopped. */
  async #giveUp({ webhookId, createdAt }: Leased, status: number | null, at?: Date): Promise<void> {
    const isGone = status === GONE
    if (!isGone && (await deliveredSince(this.#store, webhookId, createdAt))) return
    const because = isGone
      ? 'The receiver answered 410: it is gone.'
      : 'Nothing could be delivered for three days.'
    await disableWebhook(this.#store, { id: webhookId, because }, at)
  }

  async #hooks(leased: readonly Leased[]): Promise<ReadonlyMap<string, HookRow>> {
    if (leased.length === 0) return new Map()
    const rows = await this.#store.db
      .selectFrom('webhooks')
      .select(['id', 'url', 'secret', 'previous_secret', 'previous_until', 'disabled_at'])
      .where('id', 'in', [...new Set(leased.map(({ webhookId }) => webhookId))])
      .execute()
    return new Map(rows.map((row) => [row.id, row]))
  }
}

interface HookRow {
  readonly id: string
  readonly url: string
  readonly secret: string
  readonly previous_secret: string | null
  readonly previous_until: Date | null
  readonly disabled_at: Date | null
}
