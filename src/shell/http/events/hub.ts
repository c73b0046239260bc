import { setTimeout as wait } from 'node:timers/promises'
import { type Actor, actorKey } from '../../store/access/actor.ts'
import type { Store } from '../../store/store.ts'
import { FeedStream } from './feed-stream.ts'
import type { Listener } from './listener.ts'
import { OrderStream, type OrdersHeard } from './order-stream.ts'
import { WalletStream } from './wallet-stream.ts'

export interface HubOptions {
  /** How often changes are looked for while somebody listens. */
  readonly everyMs?: number
  /** How often a sign of life is sent. */
  readonly beatMs?: number
  /** How long a stream lasts: then the browser comes back, perhaps to another server. */
  readonly lastsMs?: number
  /** How long a listener may leave what was sent unread. */
  readonly stuckMs?: number
  readonly limits?: Partial<HubLimits>
  readonly onFault?: (error: unknown) => void
}

/** How many streams there may be. Each holds a connection and some memory for as long as it lasts. */
export const HUB_LIMITS = { all: 2_000, account: 6, key: 50 } as const

type HubLimits = { readonly [K in keyof typeof HUB_LIMITS]: number }

/** A listener and the sign that it may still listen. */
interface Stream {
  readonly listener: Listener
  readonly actor: string
  readonly endsAtMs: number
  readonly mayListen: () => Promise<boolean>
}

/** The streams of a server: they are told of changes together, and end together when it stops. */
export class EventHub {
  readonly #options: Required<Omit<HubOptions, 'limits'>> & { readonly limits: HubLimits }
  readonly #feed: FeedStream
  readonly #wallets: WalletStream
  readonly #orders: OrderStream
  readonly #streams = new Set<Stream>()
  readonly #ending = new AbortController()
  #isRunning = false
  #running: Promise<void> | undefined
  #nextBeatMs = 0

  constructor(store: Store, options: HubOptions = {}) {
    this.#options = {
      everyMs: options.everyMs ?? 500,
      beatMs: options.beatMs ?? 15_000,
      lastsMs: options.lastsMs ?? 3_600_000,
      stuckMs: options.stuckMs ?? 10_000,
      onFault: options.onFault ?? (() => {}),
      limits: { ...HUB_LIMITS, ...options.limits },
    }
    this.#feed = new FeedStream(store)
    this.#wallets = new WalletStream(store)
    this.#orders = new OrderStream(store)
  }

  get size(): number {
    return this.#streams.size
  }

  /** Whether there is room for a stream of an actor: `full` where others take it up, `own` where its own do. */
  roomFor(actor: Actor): 'yes' | 'full' | 'own' {
    this.#forgetClosed()
    const { limits } = this.#options
    if (this.#streams.size >= limits.all || this.#ending.signal.aborted) return 'full'
    const name = actorKey(actor)
    const own = [...this.#streams].filter((one) => one.actor === name).length
    return own < (actor.kind === 'key' ? limits.key : limits.account) ? 'yes' : 'own'
  }

  /** Tells a listener of what the actor may see, from the event of this id on, or from now on. */
  async add(
    listener: Listener,
    actor: Exclude<Actor, { kind: 'visitor' }>,
    from: { readonly lastEventId: string | null; readonly mayListen: () => Promise<boolean> },
  ): Promise<void> {
    const { lastEventId, mayListen } = from
    const endsAtMs = performance.now() + this.#options.lastsMs
    this.#streams.add({ listener, actor: actorKey(actor), endsAtMs, mayListen })
    try {
      const [own = ''] = (lastEventId ?? '').split('~')
      const ownId = own === '' ? null : own
      if (actor.kind === 'account' && actor.role === 'buyer') {
        await this.#wallets.add(listener, actor.id, ownId)
      } else {
        const seesAll = actor.kind === 'key' || actor.role !== 'seller'
        await this.#feed.add(listener, actor.seller ?? (seesAll ? 'all' : ''), ownId)
      }
      await this.#orders.add(listener, ordersHeard(actor), lastEventId)
      this.#start()
    } catch (error) {
      this.#options.onFault(error)
      listener.end()
    }
  }

  /** Ends every stream, and takes no further one. */
  async close(): Promise<void> {
    this.#ending.abort()
    for (const { listener } of this.#streams) listener.end()
    await this.#running
  }

  #start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#running = this.#run()
  }

  /** Looks for changes for as long as somebody listens. */
  async #run(): Promise<void> {
    const { everyMs, onFault } = this.#options
    const { signal } = this.#ending
    while (this.#streams.size > 0 && !signal.aborted) {
      try {
        await this.#beat()
        await Promise.all([this.#feed.poll(), this.#wallets.poll(), this.#orders.poll()])
      } catch (error) {
        // The database is away: what changed meanwhile is told when it is back.
        onFault(error)
      }
      await wait(everyMs, null, { signal }).catch(() => {})
      for (const { listener } of this.#streams) listener.cutIfStuck(this.#options.stuckMs)
      this.#forgetClosed()
    }
    this.#isRunning = false
  }

  /** Signs of life; and whoever signed out, or has listened for long enough, listens no more. */
  async #beat(): Promise<void> {
    const nowMs = performance.now()
    if (nowMs < this.#nextBeatMs) return
    this.#nextBeatMs = nowMs + this.#options.beatMs
    await Promise.all(
      [...this.#streams].map(async ({ listener, endsAtMs, mayListen }) => {
        listener.beat()
        // Whoever cannot be asked for just now is not sent away.
        const may = nowMs < endsAtMs && (await mayListen().catch(() => true))
        if (!may) listener.end()
      }),
    )
  }

  #forgetClosed(): void {
    for (const one of this.#streams) if (!one.listener.isOpen) this.#streams.delete(one)
  }
}

/** Whose orders an actor is told of: a key of the platform, of all only where it may read orders. */
function ordersHeard(actor: Exclude<Actor, { kind: 'visitor' }>): OrdersHeard {
  if (actor.kind === 'account' && actor.role === 'buyer') return { buyer: actor.id }
  if (actor.kind === 'key' && !actor.scopes.includes('orders:read')) return { seller: '' }
  if (actor.seller !== null) return { seller: actor.seller }
  return actor.kind === 'account' && actor.role === 'seller' ? { seller: '' } : 'all'
}
