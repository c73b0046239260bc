import type { FastifyRequest } from 'fastify'
import { accountEndpoints as endpoints } from '../../../contract/market/account-endpoints.ts'
import { SAMPLE_DOMAIN, SAMPLE_PASSWORD, samplePeople } from '../../samples/sample-people.ts'
import {
  type Account,
  addressKey,
  createAccount,
  findAccount,
  signIn,
} from '../../store/access/accounts.ts'
import type { AccountActor } from '../../store/access/actor.ts'
import {
  endedSessionCookie,
  readCredential,
  sessionCookie,
} from '../../store/access/credentials.ts'
import {
  endSession,
  endSessionById,
  listSessions,
  startSession,
} from '../../store/access/sessions.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Outcome } from './outcome.ts'

/** Accounts of people, and their sessions. */
export function accountRoutes(mount: Mount, market: Market): void {
  registration(mount, market)
  sessions(mount, market)
  const samples = market.withSamples
    ? { people: samplePeople, password: SAMPLE_PASSWORD }
    : { people: [], password: null }
  mount.on(endpoints.listSamplePeople, async () => done(samples))
  mount.on(endpoints.me, async ({ actor }) => {
    const account = actor.kind === 'account' ? await findAccount(market.store, actor.id) : null
    return done({ account })
  })
}

function registration(mount: Mount, { store, passwords, guesses, isSecure }: Market): void {
  mount.on(endpoints.register, async ({ body, request }, reply) => {
    // It tells whether an address has an account, and so it is asked no faster than a password (W09).
    const guess = guesses.signIn(request, addressKey(body.email))
    if ('waitSeconds' in guess) return { tooMany: guess.waitSeconds }
    const account = await createAccount(store, passwords, { ...body, role: 'buyer' })
    if (account === 'taken') return TAKEN
    guess.wasRight()
    if (account === 'busy') return BUSY
    const label = labelOf(request)
    const previous = sessionOf(request, isSecure)
    const token = await startSession(store, account, { label, previous })
    reply.header('set-cookie', sessionCookie(token, isSecure))
    return done(account)
  })
  mount.on(endpoints.createAccount, async ({ body }) => {
    if ((body.role === 'seller') !== Boolean(body.seller)) {
      const fault = 'An account of a seller names its seller, and no other account does.'
      return { refused: [{ path: '/seller', fault }] }
    }
    const account = await createAccount(store, passwords, body)
    if (account === 'taken') return TAKEN
    return account === 'busy' ? BUSY : done(account)
  })
}

function sessions(mount: Mount, market: Market): void {
  const { store, passwords, guesses, isSecure, withSamples } = market
  mount.on(endpoints.signIn, async ({ body, request }, reply) => {
    if (!withSamples && addressKey(body.email).endsWith(SAMPLE_DOMAIN)) {
      return { unauthenticated: NO_SAMPLES }
    }
    const guess = guesses.signIn(request, addressKey(body.email))
    if ('waitSeconds' in guess) return { tooMany: guess.waitSeconds }
    const given = { ...body, label: labelOf(request), previous: sessionOf(request, isSecure) }
    const found = await signIn(store, passwords, given)
    if (found === 'busy') return BUSY
    if (found === 'refused') return { unauthenticated: WRONG }
    guess.wasRight()
    reply.header('set-cookie', sessionCookie(found.token, isSecure))
    return done<Account>(found.account)
  })
  mount.on(endpoints.listSessions, async ({ actor, request }) => {
    const rows = await listSessions(store, (actor as AccountActor).id, sessionOf(request, isSecure))
    return done({
      sessions: rows.map(({ createdAt, seenAt, expiresAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    })
  })
  mount.on(endpoints.signOut, async ({ actor, params, request }, reply) => {
    const { id } = actor as AccountActor
    const token = sessionOf(request, isSecure)
    if (params.session === 'current' && token !== null) {
      reply.header('set-cookie', endedSessionCookie(isSecure))
      await endSession(store, token)
      return done(undefined)
    }
    const ended = await endSessionById(store, id, params.session as string)
    return ended ? done(undefined) : missing('No session of yours has this id.')
  })
}

const TAKEN: Outcome<never> = {
  refused: [{ path: '/email', fault: 'Has an account already: sign in, or use another address.' }],
}

/** Passwords are hashed a few at a time: each takes much memory, and some milliseconds. */
const BUSY = { busy: 1 } as const

/** The same for both, so that nobody learns whose addresses have accounts (W09). */
const WRONG = 'The address or the password is not right.'

/** Their password is known to everybody. */
const NO_SAMPLES = 'The sample people sign in only on a server that this machine alone can reach.'

/** What the browser says of itself: how a person tells sessions apart. */
const labelOf = (request: FastifyRequest): string => request.headers['user-agent'] ?? ''

/** The token of the session that a request comes with. */
function sessionOf({ headers }: FastifyRequest, isSecure: boolean): string | null {
  const credential = readCredential(headers, isSecure)
  return credential.kind === 'session' ? credential.token : null
}
