import { oneLine } from '../../core/base/one-line.ts'
import type { MailOutcome } from '../store/mails/mails.ts'
import { UnusableAddress } from './mailer.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * How long after a failed attempt the next one comes, in seconds. Servers that do not know us yet ask us to
 * come back after some minutes; and a server may be away for a long week-end, as RFC 5321 expects.
 */
const MAIL_RETRY_SECONDS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
  36 * HOUR,
] as const

/** What nodemailer says of a failure. */
interface SmtpFault {
  readonly message: string
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
}

const FAULT_MAX = 500

/**
 * What comes of a mail that could not be sent. For good it fails by what concerns this mail: its address or
 * its content was refused (5xx to RCPT TO or DATA). All else, a server that is away, asks for patience
 * (4xx) or does not let us in, may be mended, and the mail waits.
 */
export function outcomeOfFault(error: unknown, attempts: number): MailOutcome {
  const said = error as SmtpFault
  const fault = oneLine(said.message, FAULT_MAX)
  const seconds = MAIL_RETRY_SECONDS[attempts - 1]
  if (isForGood(error) || seconds === undefined) return { outcome: 'failed', fault }
  // Not exactly: those that failed together do not come back together.
  return { outcome: 'again', inSeconds: seconds * (0.9 + Math.random() / 5), fault }
}

/** The server wants us to sign in, or to encrypt: that is about us, not about the mail. */
const OURS_TO_MEND = [530, 534, 535, 538]

function isForGood(error: unknown): boolean {
  const { code, command, responseCode } = error as SmtpFault
  if (error instanceof UnusableAddress) return true
  // Refused by nodemailer itself: a second time it says the same.
  if (command === 'API') return code === 'EENVELOPE' || code === 'EMESSAGE'
  if (responseCode === undefined || OURS_TO_MEND.includes(responseCode)) return false
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
}

/** Whether a fault is of the connection: the next mail would meet it too. */
export function isServerAway(error: unknown): boolean {
  const { code, command = '' } = error as SmtpFault
  if (error instanceof UnusableAddress) return false
  return !['MAIL FROM', 'RCPT TO', 'DATA', 'API'].includes(command) || code === 'EAUTH'
}
