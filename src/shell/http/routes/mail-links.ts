import type { FastifyInstance, FastifyReply } from 'fastify'
import { CONFIRM_PATH, LEAVE_PATH } from '../../channels/email-links.ts'
import { type Confirmed, confirmMail, leaveMails } from '../../tracker/mail-channel.ts'
import type { Market } from '../market/market.ts'
import { sendProblem } from '../problem.ts'

type Query = { readonly Querystring: { readonly token?: string | readonly string[] } }

/** A mail program sends two words in either form; nothing of it is read. */
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const
const FORM_BYTES_MAX = 4_096

const CONFIRMED: Readonly<Record<Confirmed, string>> = {
  confirmed: 'Done: you will be told of price alerts at this address.\n',
  lapsed: 'This link is older than 48 hours. Open your watch list and give the address again.\n',
  'not-genuine': 'This link is not complete. Please copy it whole from the mail.\n',
  gone: 'The watch list that asked is gone. There is nothing to confirm.\n',
}

/**
 * The links of mails, as forms post them: confirming an address, and ending mails by one click of a mail
 * program (RFC 8058), which sends no cookie and follows no redirect. The token says for whom.
 */
export async function mailLinkRoutes(app: FastifyInstance, market: Market): Promise<void> {
  const { store, tracker, gate } = market
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      [...FORMS],
      { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
      (_request, _text, done) => done(null, null),
    )
    scope.post<Query>(CONFIRM_PATH, async (request, reply) => {
      if (!gate.throttle({ kind: 'visitor' }, request, reply)) return refuseMore(reply)
      const came = await confirmMail(store, tokenOf(request.query), new Date(tracker.now))
      return say(reply, came === 'confirmed' ? 200 : 400, CONFIRMED[came])
    })
    scope.post<Query>(LEAVE_PATH, async (request, reply) => {
      if (!gate.throttle({ kind: 'visitor' }, request, reply)) return refuseMore(reply)
      const came = await leaveMails(store, tokenOf(request.query))
      if (came === 'left') return say(reply, 200, 'Done: no more mails of this watch list come.\n')
      return say(reply, 400, CONFIRMED['not-genuine'])
    })
  })
}

const tokenOf = ({ token }: Query['Querystring']): string =>
  typeof token === 'string' ? token : ''

const say = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply
    .code(status)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text)

const refuseMore = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, 'too-many-requests', { detail: 'Try again in a while.' })
