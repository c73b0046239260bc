/** How a bot of Telegram is reached. */
export interface TelegramSettings {
  readonly token: string
  readonly apiRoot: string
}

const API_ROOT = 'https://api.telegram.org'

/**
 * What TELEGRAM_TOKEN says; null where there is no bot, and a sentence where it is wrong, without the
 * token. TELEGRAM_API_ROOT names a Bot API server of one's own.
 */
export function telegramSettings({
  TELEGRAM_TOKEN: token,
  TELEGRAM_API_ROOT: root,
}: Readonly<Record<string, string | undefined>>): TelegramSettings | null | { wrong: string } {
  if (!token) return null
  if (!/^\d{3,20}:[\w-]{20,100}$/.test(token)) {
    return {
      wrong: 'TELEGRAM_TOKEN is no token of a bot: @BotFather gives one, such as 123456:ABC….',
    }
  }
  const url = URL.parse(root || API_ROOT)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    return { wrong: 'TELEGRAM_API_ROOT must be the address of a Bot API server, or be left out.' }
  }
  return { token, apiRoot: url.href.replace(/\/+$/, '') }
}
