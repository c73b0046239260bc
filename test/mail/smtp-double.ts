import { once } from 'node:events'
import type { Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import type { MailSettings } from '../../src/shell/mail/mail-settings.ts'

/** A refusal as a mail server says it. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A mail as a server took it. */
export interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly isSecure: boolean
  readonly raw: string
  readonly mail: Email
}

/** A real mail server on a free port that keeps what it takes, and refuses what it is told to. */
export class SmtpDouble {
  readonly received: Received[] = []
  /** What the next recipients, or the next contents, are answered; those that are missing are taken. */
  readonly recipients: (Error | null)[] = []
  readonly contents: (Error | null)[] = []
  /** Asked when a mail is whole, before it is acknowledged. */
  onTaken: () => Promise<void> = async () => {}
  port = 0
  readonly #server: SMTPServer
  readonly #sockets = new Set<Socket>()

  constructor(options: SMTPServerOptions = {}) {
    this.#server = new SMTPServer({
      authOptional: true,
      // Else each greeting waits for the name servers of the machine, up to a second and a half.
      disableReverseLookup: true,
      disabledCommands: options.cert ? [] : ['STARTTLS'],
      onRcptTo: (_, __, done) => done(this.recipients.shift()),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const refused = this.contents.shift()
          if (refused) return done(refused)
          void this.#take(Buffer.concat(chunks), session).then(() => done())
        })
      },
      ...options,
    })
    // Clients that are cut off in a test are no fault of the server.
    this.#server.on('error', () => {})
  }

  async #take(
    raw: Buffer,
    { envelope, secure }: Parameters<NonNullable<SMTPServerOptions['onData']>>[1],
  ): Promise<void> {
    this.received.push({
      from: envelope.mailFrom ? envelope.mailFrom.address : '',
      to: envelope.rcptTo.map(({ address }) => address),
      isSecure: secure,
      raw: raw.toString('latin1'),
      mail: await PostalMime.parse(raw),
    })
    await this.onTaken()
  }

  async start(): Promise<this> {
    const listening = this.#server.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    this.port = (listening.address() as { port: number }).port
    listening.on('connection', (socket: Socket) => this.#sockets.add(socket))
    onTestFinished(() => {
      this.cut()
      return new Promise<void>((resolve) => void this.#server.close(() => resolve()))
    })
    return this
  }

  /** Ends every conversation as a server does that dies. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Settings that lead here. */
  settings(more: Partial<MailSettings> = {}): MailSettings {
    return {
      host: '127.0.0.1',
      port: this.port,
      isSecure: false,
      requiresTls: false,
      login: null,
      from: { name: 'Tessera', address: 'orders@market.example' },
      ...more,
    }
  }
}

/** A port where nobody listens. One that was free a moment ago may be the next test's. */
export const CLOSED_PORT = 1
