import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import { PUBLIC_TERMS } from '../../../core/tracker/stack/public-terms.ts'
import type { TelegramSettings } from '../../channels/telegram-settings.ts'
import { GuardedClient } from '../../fetch/client.ts'
import type { MailAddress } from '../../mail/mail-settings.ts'
import type { PaymentProvider } from '../../payments/port.ts'
import { TestProvider } from '../../payments/test-provider.ts'
import { type Actor, VISITOR } from '../../store/access/actor.ts'
import { authenticate } from '../../store/access/authenticate.ts'
import { KeyRing } from '../../store/access/key-ring.ts'
import { Passwords } from '../../store/access/passwords.ts'
import { OfferBook } from '../../store/book/offer-book.ts'
import type { Desk } from '../../store/book/shopper.ts'
import { Claims } from '../../store/claims/claims.ts'
import { OrderDesk, type OrderDeskOptions } from '../../store/orders/order-desk.ts'
import type { Store } from '../../store/store.ts'
import { Telling } from '../../tracker/telling.ts'
import { Tracker, type TrackerOptions } from '../../tracker/tracker.ts'
import { EventHub } from '../events/hub.ts'
import type { Origin } from '../throttle/client-address.ts'
import { deviceCookie, deviceOf } from '../throttle/device.ts'
import { CODE_GUESSES, type Guess, GuessLimit, SIGN_IN_GUESSES } from '../throttle/guess-limit.ts'
import { RateLimits, type RateOptions, rateHeaders } from '../throttle/rate-limits.ts'
import type { Gate } from './mount.ts'
import { onceIn } from './once.ts'

/** The marketplace behind the routes: everything that keeps something, or limits somebody. */
export interface Market {
  readonly store: Store
  readonly terms: TermsLibrary
  readonly claims: Claims
  readonly desk: Desk
  readonly book: OfferBook
  readonly passwords: Passwords
  /** What calls addresses that users name. */
  readonly client: GuardedClient
  readonly gate: Gate
  readonly guesses: Guesses
  /** Who sends a request, by its headers. */
  readonly who: (headers: FastifyRequest['headers']) => Promise<Actor | 'invalid'>
  readonly hub: EventHub
  readonly orders: OrderDesk
  readonly tracker: Tracker
  /** The ways in which alerts are told. */
  readonly telling: Telling
  /** By what a visitor is counted. */
  readonly addressOf: (request: FastifyRequest) => string
  /** Who takes payments, by name, and who does unless it is said otherwise. */
  readonly payments: ReadonlyMap<string, PaymentProvider>
  readonly defaultProvider: string | null
  /** Where people reach the pages, if that was said; and other origins that buyers may come back to. */
  readonly ownUrl: string | null
  readonly returnOrigins: readonly string[]
  /** The cookie by which a browser is known from then on; null for one that has it. */
  readonly namesDevice: (headers: FastifyRequest['headers']) => string | null
  /** Whether the sample people may sign in. */
  readonly withSamples: boolean
  /** Whether people reach the server over TLS. */
  readonly isSecure: boolean
  readonly close: () => Promise<void>
}

export interface MarketOptions extends Partial<Pick<RateOptions, 'rates' | 'proxies'>> {
  readonly isSecure?: boolean
  readonly withSamples?: boolean
  readonly client?: GuardedClient
  /** Who takes payments, the one in front unless it is said otherwise; the test provider, if nobody is named. */
  readonly payments?: (store: Store) => readonly PaymentProvider[]
  readonly ownUrl?: string | null
  readonly returnOrigins?: readonly string[]
  /** The clock of orders, where it is not that of the database. */
  readonly orders?: Pick<OrderDeskOptions, 'time' | 'trustsClock'>
  readonly tracker?: TrackerOptions
  readonly telegram?: TelegramSettings | null
  /** Whom mails are from: push services may write there. */
  readonly mailFrom?: MailAddress | null
  /** Told of faults that no request is answered by. */
  readonly onFault?: (error: unknown) => void
}

/** Opens the marketplace on a store: the book is loaded, and followed from then on. */
export async function openMarket(
  store: Store,
  terms: TermsLibrary,
  options: MarketOptions = {},
): Promise<Market> {
  const { isSecure = false, withSamples = false, onFault = () => {} } = options
  const [keys, book] = await Promise.all([
    KeyRing.open(store, { onFault }),
    openBook(store, onFault),
  ])
  const claims = new Claims(store)
  const desk = { store, book, claims, terms }
  const onDoubt = (doubt: 'ahead' | 'behind') => onFault(clockDoubt(doubt))
  const orders = new OrderDesk(desk, { ...options.orders, onDoubt })
  const tracked = trackerOf(store, { book, terms }, options)
  const hub = new EventHub(store, { onFault })
  const naming = { secret: store.secret, isSecure }
  const limits = new RateLimits({ ...options, ...naming })
  const who = authenticate(store, { keys, isSecure })
  const gate: Gate = {
    authenticate: ({ headers }) => who(headers),
    throttle: (actor, request, reply) => counted(limits, { actor, request, reply }),
    once: onceIn(store),
  }
  return {
    store,
    terms,
    claims,
    book,
    desk,
    orders,
    ...payingOf(store, options),
    passwords: new Passwords(),
    ...tracked,
    addressOf: (request) => limits.countedBy(VISITOR, originOf(request)).address ?? '',
    gate,
    guesses: new Guesses(limits, naming),
    who,
    hub,
    namesDevice: (headers) =>
      deviceOf(headers, VISITOR, naming) === null ? deviceCookie(naming) : null,
    withSamples,
    isSecure,
    close: async () => {
      keys.close()
      await Promise.all([hub.close(), orders.close(), tracked.tracker.close()])
      await Promise.all([book.close(), claims.close()])
    },
  }
}

/** The rule-set whose offers prices of the tracker are counted with (fg.t.history). */
const TRACKED_TERMS = 'aliexpress-2026'

/** What looks at prices, what tells of them, and the client by which both reach others. */
function trackerOf(
  store: Store,
  { book, terms }: { readonly book: OfferBook; readonly terms: TermsLibrary },
  options: MarketOptions,
) {
  const { withSamples = false, onFault = () => {}, client = new GuardedClient() } = options
  const shelf = { book, terms: terms.get(TRACKED_TERMS) ?? PUBLIC_TERMS }
  const tracker = new Tracker(store, shelf, { withSamples, onFault, ...options.tracker })
  return { client, tracker, telling: new Telling(store, client, options) }
}

function payingOf(store: Store, options: MarketOptions) {
  const { ownUrl = null, returnOrigins = [] } = options
  const providers = options.payments?.(store) ?? [new TestProvider(store)]
  const payments: ReadonlyMap<string, PaymentProvider> = new Map(
    providers.map((one) => [one.name, one]),
  )
  return { payments, defaultProvider: providers[0]?.name ?? null, ownUrl, returnOrigins }
}

/** Deadlines go on by what was counted since, until the clock on the wall is right again. */
const clockDoubt = (doubt: 'ahead' | 'behind'): Error =>
  new Error(
    `The clock of the database is ${doubt} of what it was by more than it can be: orders count on from before. Set it right.`,
  )

async function openBook(store: Store, onFault: (error: unknown) => void): Promise<OfferBook> {
  const book = new OfferBook(store, { onFault })
  await book.start()
  return book
}

interface Counting {
  readonly actor: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function counted(limits: RateLimits, { actor, request, reply }: Counting): boolean {
  const verdict = limits.take(actor, originOf(request))
  reply.headers(rateHeaders(verdict))
  return verdict.isEnough
}

function originOf({ headers, raw }: FastifyRequest): Origin {
  return { headers, remoteAddress: raw.socket.remoteAddress }
}

type Limited = { readonly waitSeconds: number }

/** Who tries a code. */
export interface CodeGuesser {
  readonly actor: Actor
  readonly request: FastifyRequest
  /** For whom: it counts like an account, also where a key names it. Null for a visitor. */
  readonly buyer: string | null
}

/** What limits guessing: of codes, and of passwords (A32). */
export class Guesses {
  readonly #codes = new GuessLimit(CODE_GUESSES)
  readonly #signIns = new GuessLimit(SIGN_IN_GUESSES)
  readonly #limits: RateLimits
  readonly #naming: Pick<RateOptions, 'secret' | 'isSecure'>

  constructor(limits: RateLimits, naming: Pick<RateOptions, 'secret' | 'isSecure'>) {
    this.#limits = limits
    this.#naming = naming
  }

  /** An attempt at a code. */
  code(guesser: CodeGuesser): Guess | Limited {
    return this.#codes.begin(this.#countedAs(guesser))
  }

  /** An attempt at a code of a cart: those come again with every change of it. */
  codeOfCart(guesser: CodeGuesser, code: string): Guess | Limited {
    return this.#codes.beginOnce(this.#countedAs(guesser), code)
  }

  #countedAs({ actor, request, buyer }: CodeGuesser) {
    const counted = this.#limits.countedBy(actor, originOf(request))
    return buyer === null ? counted : { ...counted, account: `buyer:${buyer}` }
  }

  /** An attempt at a password of an address. */
  signIn(request: FastifyRequest, account: string): Guess | Limited {
    const origin = originOf(request)
    const { address } = this.#limits.countedBy(VISITOR, origin)
    const device = deviceOf(origin.headers, VISITOR, this.#naming)
    return this.#signIns.begin({ pair: `${address} ${account}`, account, address, device })
  }
}
