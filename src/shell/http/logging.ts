import type { FastifyRequest, FastifyServerOptions } from 'fastify'

type Logger = NonNullable<FastifyServerOptions['logger']>

/** What opens something to whoever has it, and where in an address it stands. */
const SECRETS: readonly RegExp[] = [
  // A watch list lives at its link: `/watch/{token}`, `/v1/watch-lists/{token}/…`.
  /(?<=^\/watch\/|^\/v1\/watch-lists\/)[^/?#]+/,
  // Links of mails: `?token=…`.
  /(?<=[?&]token=)[^&#]+/g,
]

/** The path of a request as logs may have it: whoever reads a log must not come by what opens a list. */
export function loggedPath(url: string): string {
  return SECRETS.reduce((path, secret) => path.replace(secret, '…'), url)
}

/** A logger that tells requests without what opens something. */
export function discreet(logger: Logger): Logger {
  if (logger === false) return false
  const options = logger === true ? {} : logger
  const req = ({ method, url, host, ip }: FastifyRequest) => {
    return { method, url: loggedPath(url), host, remoteAddress: ip }
  }
  return { ...options, serializers: { ...options.serializers, req } }
}
