import { createHash } from 'node:crypto'
import nodemailer, { type Transporter } from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool'
import { assert } from '../../core/base/faults.ts'
import type { LeasedMail } from '../store/mails/mails.ts'
import { isMailAddress, type MailAddress, type MailSettings } from './mail-settings.ts'

/** What sends mails: it answers with what the mail server said, or throws why it did not take one. */
export interface Mailer {
  readonly send: (mail: LeasedMail) => Promise<string>
  readonly close: () => void
}

/** Trust in certificates beyond what the machine trusts. */
export interface MailerOptions {
  readonly ca?: string | undefined
  /** The name in the certificate, where it is not that of the host. */
  readonly servername?: string | undefined
}

/** Conversations at a time: more, and small mail servers turn us away. */
const CONNECTIONS = 5

/**
 * Connects to a mail server when there is something to send. Each mail has a Message-ID of its own that
 * never changes: sent again after a crash, the receiving side can tell that it is the same.
 */
export function openMailer(settings: MailSettings, trust: MailerOptions = {}): Mailer {
  const transporter = nodemailer.createTransport(optionsOf(settings, trust))
  return {
    send: (mail) => send(transporter, settings.from, mail),
    close: () => transporter.close(),
  }
}

function optionsOf(settings: MailSettings, trust: MailerOptions): SMTPPool.Options {
  const { host, port, isSecure, requiresTls, login } = settings
  const more = {
    // What was not sent is tried again by its row, when that is due, and by nothing else.
    maxRequeues: 0,
  }
  return {
    ...more,
    pool: true,
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && requiresTls,
    maxConnections: CONNECTIONS,
    // Shorter, and busy servers lose us; longer, and a lease could end under a conversation.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    dnsTimeout: 10_000,
    // Nothing in a mail may make us read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login && { auth: { user: login.user, pass: login.password } }),
    tls: { ...trust },
  }
}

/** An address that no mail server could be asked to deliver to. */
export class UnusableAddress extends Error {}

async function send(
  transporter: Transporter<SMTPPool.SentMessageInfo>,
  from: MailAddress,
  mail: LeasedMail,
): Promise<string> {
  if (!isMailAddress(mail.address)) throw new UnusableAddress('The address cannot be mailed to.')
  const { response } = await transporter.sendMail({
    from: { ...from },
    to: { name: '', address: mail.address },
    envelope: { from: from.address, to: [mail.address] },
    messageId: messageIdOf(mail.id, from),
    // Mails of one order stand together, though the first of them was never sent.
    ...(mail.order !== null && { references: messageIdOf(threadOf(mail.order, mail), from) }),
    date: mail.createdAt,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: {
      // Nobody's absence is answered to us, and no answer goes round in circles (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      // Mails of orders have no List-Unsubscribe: they are part of a contract, of which both sides have
      // to be told. A button that ends them would end in missed deadlines.
      ...(mail.unsubscribe !== null && unsubscribeHeaders(mail.unsubscribe)),
    },
  })
  return response
}

/** The Message-ID of a mail: its row's id at the sender's domain. */
function messageIdOf(id: string, { address }: MailAddress): string {
  return `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`
}

/**
 * The button of mail programs that ends mails of a kind (RFC 8058). One click needs https: without it the
 * address is told, and opens a page instead.
 */
function unsubscribeHeaders(url: string): Record<string, { prepared: true; value: string }> {
  assert(/^https?:\/\/[\x21-\x7e]+$/.test(url), 'the address that ends mails is one of a page')
  const leads = { 'List-Unsubscribe': { prepared: true, value: `<${url}>` } } as const
  if (!url.startsWith('https:')) return leads
  const clicks = { prepared: true, value: 'List-Unsubscribe=One-Click' } as const
  return { ...leads, 'List-Unsubscribe-Post': clicks }
}

/** What mails about one order to one address have in common. */
function threadOf(order: string, { address }: LeasedMail): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([order, address]))
    .digest('base64url')
  return `order-${digest.slice(0, 22)}`
}
