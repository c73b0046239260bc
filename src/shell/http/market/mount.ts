import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint } from '../../../contract/market/endpoint.ts'
import { isForSellers } from '../../../contract/market/seller-scopes.ts'
import type { Actor } from '../../store/access/actor.ts'
import { jsonBody } from '../middleware/body.ts'
import { sendProblem, sendRefused, sendRefusedQuery } from '../problem.ts'
import { isFromOurPage, mayUse } from './access.ts'
import { sendLater, sendOutcome } from './answer.ts'
import { bodyFaults, type Call, readKey, readParams, readQuery, readVersion } from './call.ts'
import type { Outcome } from './outcome.ts'

/** What every operation of the marketplace is let in by. */
export interface Gate {
  /** Who asks; `invalid` where a key or a session is named that is none (any more). */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | 'invalid'>
  /** Counts the request, says so in the answer, and tells whether it may go on. */
  readonly throttle: (actor: Actor, request: FastifyRequest, reply: FastifyReply) => boolean
  /** Carries an act out once for an actor, route and key; a repetition gets the stored outcome. */
  readonly once: Once
}

export type Once = (
  request: {
    readonly actor: Actor
    readonly route: string
    readonly key: string
    readonly body: string
  },
  act: () => Promise<Outcome<unknown>>,
) => Promise<Outcome<unknown> | 'in-progress'>

/** Carries out an operation. */
export type Handler<B, A, Q extends Endpoint['query']> = (
  call: Call<B, Q>,
  reply: FastifyReply,
) => Promise<Outcome<NoInfer<A>>>

/** Operations as routes: the endpoint says who may ask and for what, the handler acts. */
export class Mount {
  readonly #app: FastifyInstance
  readonly #gate: Gate

  constructor(app: FastifyInstance, gate: Gate) {
    this.#app = app
    this.#gate = gate
  }

  /** Answers an endpoint by a function of the call. */
  on<B, A, Q extends Endpoint['query']>(one: Endpoint<B, A, Q>, handler: Handler<B, A, Q>): void {
    const url = one.path.replaceAll(/\{(\w+)\}/g, ':$1')
    const endpoint = one as unknown as Endpoint
    const act = handler as unknown as Handler<unknown, unknown, Endpoint['query']>
    this.#app.route({
      method: one.method,
      url,
      handler: (request, reply) => this.#answer({ endpoint, act }, request, reply),
    })
  }

  async #answer(
    {
      endpoint,
      act,
    }: { readonly endpoint: Endpoint; readonly act: Handler<unknown, unknown, Endpoint['query']> },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const actor = await this.#letIn(endpoint, request, reply)
    if (actor === null) return reply
    const said = readCall({ endpoint, actor }, request, reply)
    if (said === null) return reply
    const { call, text } = said
    const route = `${endpoint.method} ${request.url}`
    const outcome =
      endpoint.repetition === 'key'
        ? await this.#gate.once({ actor, route, key: call.key, body: text }, () => act(call, reply))
        : await act(call, reply)
    return sendOutcome(endpoint, outcome, reply)
  }

  /** The actor, if it may ask; otherwise the refusal is sent. */
  async #letIn(
    { access, method }: Endpoint,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Actor | null> {
    const actor = await this.#gate.authenticate(request)
    if (actor === 'invalid') return refuse(reply, 'unauthenticated', EXPIRED)
    if (!this.#gate.throttle(actor, request, reply)) {
      sendLater(reply, 'too-many-requests', Number(reply.getHeader('retry-after')))
      return null
    }
    const may = mayUse(actor, access)
    if (may === 'unauthenticated') {
      return refuse(reply, may, 'Sign in, or send a key: Authorization: Bearer tsk_….')
    }
    if (may === 'forbidden') return refuse(reply, may, whoMay(access))
    if (method !== 'get' && actor.kind === 'account' && !isFromOurPage(request)) {
      return refuse(reply, 'forbidden', 'The request comes from a page of another site.')
    }
    return actor
  }
}

const EXPIRED = 'The key or the session is not valid (any more): sign in again, or renew the key.'

function whoMay({ scope, ofPlatform, roles }: Endpoint['access']): string {
  const isForAll = scope === null || (isForSellers(scope) && !ofPlatform)
  const whose = isForAll ? 'keys' : 'keys of the platform'
  const keys = scope ? [`${whose} with the scope ${scope}`] : []
  return `This is for ${[...keys, ...roles.map((role) => `${role}s`)].join(', ')}.`
}

function refuse(reply: FastifyReply, kind: 'unauthenticated' | 'forbidden', detail: string): null {
  if (kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="tessera"')
  sendProblem(reply, kind, { detail })
  return null
}

/** Everything that a request says, read; null where the refusal was sent. */
function readCall(
  { endpoint, actor }: { readonly endpoint: Endpoint; readonly actor: Actor },
  request: FastifyRequest,
  reply: FastifyReply,
): { readonly call: Call; readonly text: string } | null {
  const params = readParams(request)
  if (params === null) {
    sendProblem(reply, 'not-found', { detail: 'An id is 1 to 128 characters.' })
    return null
  }
  const { values, errors } = readQuery(endpoint, request)
  if (errors.length > 0) {
    sendRefusedQuery(reply, errors)
    return null
  }
  const key = readKey(endpoint, request)
  if (typeof key !== 'string') {
    sendProblem(reply, 'bad-request', { detail: key.wrong })
    return null
  }
  const ifMatch = readVersion(request)
  if (endpoint.versioned && endpoint.method !== 'get' && ifMatch === null) {
    const detail = 'Send If-Match with the ETag of the version that you change, for example "3".'
    sendProblem(reply, 'version-required', { detail })
    return null
  }
  const rest = { actor, params, query: values as never, key, ifMatch, request }
  if (endpoint.body === null) return { call: { ...rest, body: undefined }, text: '' }
  const body = jsonBody(request, reply)
  if (body === null) return null
  const faults = bodyFaults(endpoint, body.value)
  if (faults.length > 0) {
    sendRefused(reply, faults)
    return null
  }
  return { call: { ...rest, body: body.value }, text: body.text }
}
