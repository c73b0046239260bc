import webPush from 'web-push'
import type { MailAddress } from '../mail/mail-settings.ts'
import type { Store } from '../store/store.ts'

/** The pair of keys by which push services know this installation (RFC 8292), in base64url. */
export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/**
 * Whom push services may write to when something of ours goes wrong (RFC 8292 §2.1): whoever mails are from,
 * or else the pages. They refuse what is neither a mail address nor an https address.
 */
export function pushContact(from: MailAddress | null, baseUrl: string): string {
  if (from) return `mailto:${from.address}`
  return baseUrl.startsWith('https:') ? baseUrl : `mailto:postmaster@${new URL(baseUrl).hostname}`
}

const NAME = 'push-keys'

/**
 * The installation's keys, made once by whoever comes first: subscriptions are bound to the public one, so
 * new keys would silence every browser that has subscribed.
 */
export async function pushKeys({ db }: Pick<Store, 'db'>): Promise<PushKeys> {
  const read = () => db.selectFrom('settings').select('value').where('name', '=', NAME)
  const found = await read().executeTakeFirst()
  if (found) return found.value as PushKeys
  await db
    .insertInto('settings')
    .values({ name: NAME, value: JSON.stringify(webPush.generateVAPIDKeys()) })
    .onConflict((row) => row.doNothing())
    .execute()
  return (await read().executeTakeFirstOrThrow()).value as PushKeys
}
