/** From where and through which server mails are sent. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps:`); otherwise by STARTTLS. */
  readonly isSecure: boolean
  /** Whether a server that offers no STARTTLS is given nothing at all. */
  readonly requiresTls: boolean
  readonly login: { readonly user: string; readonly password: string } | null
  readonly from: MailAddress
}

export interface MailAddress {
  readonly name: string
  readonly address: string
}

/** The environment as far as it tells of mail. */
export type MailEnvironment = Readonly<Record<string, string | undefined>>

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

const URL_FORM = 'such as smtp://user:password@mail.example.com:587 or smtps://mail.example.com'

/**
 * What TESSERA_SMTP and TESSERA_MAIL_FROM say; null where there is no mail server, and a sentence where they
 * are wrong. Passwords are in no sentence.
 */
export function mailSettings({
  TESSERA_SMTP: server,
  TESSERA_MAIL_FROM: sender,
}: MailEnvironment): MailSettings | null | { readonly wrong: string } {
  if (!server) return null
  const url = URL.parse(server)
  const port = PORTS[url?.protocol as keyof typeof PORTS]
  if (!url?.hostname || port === undefined) {
    return { wrong: `TESSERA_SMTP is no address of a mail server, ${URL_FORM}.` }
  }
  const from = readAddress(sender ?? '')
  if (!from) {
    return {
      wrong:
        'TESSERA_MAIL_FROM must say from whom mails come, such as Market <orders@example.com>.',
    }
  }
  const login = loginOf(url)
  if (login === 'wrong') {
    return {
      wrong: 'TESSERA_SMTP has a user or password with a stray %: write a % in it as %25.',
    }
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: url.port === '' ? port : Number(url.port),
    isSecure: url.protocol === 'smtps:',
    requiresTls: !isThisMachine(host) && url.searchParams.get('starttls') !== 'optional',
    login,
    from,
  }
}

/**
 * Where people reach the pages, for the links of mails: what TESSERA_URL says, or else where the server
 * listens. Never what a request calls it: whoever asks could write anything there (W13).
 */
export function baseUrlOf(
  { TESSERA_URL: said }: MailEnvironment,
  listening: string,
): string | { readonly wrong: string } {
  if (!said) return listening
  const url = URL.parse(said)
  const isPage = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isPage || url.search || url.hash || url.username) {
    return {
      wrong: 'TESSERA_URL must be the address of the pages, such as https://market.example.',
    }
  }
  return url.href.replace(/\/+$/, '')
}

function loginOf({ username, password }: URL): MailSettings['login'] | 'wrong' {
  if (username === '') return null
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
  } catch {
    return 'wrong'
  }
}

/** What never leaves the machine needs no TLS. */
const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/.test(host)

const ADDRESS = /^[^\s\p{Cc}<>@"(),:;\\[\]]+@[^\s\p{Cc}<>@"(),:;\\[\]]+$/u

/** Whether a text is one plain address, and nothing by which it could be several, or a header. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text)
}

/** "Market <orders@example.com>", or the address alone; null for what is neither. */
export function readAddress(text: string): MailAddress | null {
  const [, name = '', inside] = /^\s*"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>\s*$/u.exec(text) ?? []
  const address = inside ?? text.trim()
  return isMailAddress(address) ? { name, address } : null
}
