// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type {
  AlertChannel,
  AlertHook,
  AlertList,
  AlertProof,
  ChannelKinds,
  MailConfirmed,
  MailLeft,
  MailToken,
  NewAlertHook,
  NewEmailChannel,
  NewPushChannel,
  NewWatch,
  NewWatchList,
  OpenedWatchList,
  TelegramLink,
  Watch,
  WatchList,
  WatchListExport,
} from './watches-documents.ts'

/** Being told of a price, without an account. */
export interface WatchesCalls {
  /**
   * Open a watch list. Its link is all that is needed, so keep it: whoever has it may read,
   * change and delete the list.
   */
  createWatchList: Call<{ readonly body: NewWatchList }, OpenedWatchList>
  /**
   * A watch list: its watches, channels and latest alerts. For anybody; people signed in as
   * buyer, seller, agent, admin.
   */
  getWatchList: Call<{ readonly path: { readonly list: string } }, WatchList>
  /**
   * Delete a watch list with everything of it. For anybody; people signed in as buyer, seller,
   * agent, admin.
   */
  deleteWatchList: Call<{ readonly path: { readonly list: string } }, undefined>
  /**
   * Everything that is kept of a watch list. For anybody; people signed in as buyer, seller,
   * agent, admin.
   */
  exportWatchList: Call<{ readonly path: { readonly list: string } }, WatchListExport>
  /**
   * Be told when a price reaches a target, falls to a new low, or is in stock again. A watch
   * of the same kind on the same variant is changed, and not added twice. A target that is
   * reached already is told, too.
   */
  addWatch: Call<{ readonly path: { readonly list: string }; readonly body: NewWatch }, Watch>
  /** Watch no more. For anybody; people signed in as buyer, seller, agent, admin. */
  removeWatch: Call<{ readonly path: { readonly list: string; readonly watch: string } }, undefined>
  /**
   * The alerts of a list. A page asks every two seconds; each alert has an id, and is shown
   * once.
   */
  listAlerts: Call<
    {
      readonly path: { readonly list: string }
      readonly query?: { readonly limit?: number | undefined }
    },
    AlertList
  >
  /** The alerts of a list as RSS. For anybody; people signed in as buyer, seller, agent, admin. */
  alertFeed: Call<{ readonly path: { readonly list: string } }, Response>
  /**
   * The alerts of a list as Atom. For anybody; people signed in as buyer, seller, agent,
   * admin.
   */
  alertAtomFeed: Call<{ readonly path: { readonly list: string } }, Response>
  /**
   * An alert with its proof, for everybody. For anybody; people signed in as buyer, seller,
   * agent, admin.
   */
  getAlert: Call<{ readonly path: { readonly alert: string } }, AlertProof>
  /**
   * The ways in which this server can tell of alerts. For anybody; people signed in as buyer,
   * seller, agent, admin.
   */
  listChannelKinds: Call<Record<never, never>, ChannelKinds>
  /** Be told by Telegram. For anybody; people signed in as buyer, seller, agent, admin. */
  addTelegram: Call<{ readonly path: { readonly list: string } }, TelegramLink>
  /**
   * Be told by e-mail. A mail asks its reader to confirm within 48 hours; without that nothing
   * else is sent.
   */
  addEmail: Call<
    { readonly path: { readonly list: string }; readonly body: NewEmailChannel },
    AlertChannel
  >
  /** Be told by this browser. For anybody; people signed in as buyer, seller, agent, admin. */
  addWebPush: Call<
    { readonly path: { readonly list: string }; readonly body: NewPushChannel },
    AlertChannel
  >
  /**
   * Be told by a web hook. Alerts are posted as JSON and signed as Standard Webhooks says.
   * Addresses of private networks are refused.
   */
  addAlertHook: Call<
    { readonly path: { readonly list: string }; readonly body: NewAlertHook },
    AlertHook
  >
  /** Be told there no more. For anybody; people signed in as buyer, seller, agent, admin. */
  removeChannel: Call<
    { readonly path: { readonly list: string; readonly channel: string } },
    undefined
  >
  /**
   * Confirm an address, by the token of its mail. For anybody; people signed in as buyer,
   * seller, agent, admin.
   */
  confirmEmail: Call<{ readonly body: MailToken }, MailConfirmed>
  /**
   * End the mails of a list, by the token of any of them. For anybody; people signed in as
   * buyer, seller, agent, admin.
   */
  leaveEmail: Call<{ readonly body: MailToken }, MailLeft>
}

export const watchesRows = {
  createWatchList: ['POST', '/v1/watch-lists'],
  getWatchList: ['GET', '/v1/watch-lists/{list}'],
  deleteWatchList: ['DELETE', '/v1/watch-lists/{list}'],
  exportWatchList: ['GET', '/v1/watch-lists/{list}/export'],
  addWatch: ['POST', '/v1/watch-lists/{list}/watches'],
  removeWatch: ['DELETE', '/v1/watch-lists/{list}/watches/{watch}'],
  listAlerts: ['GET', '/v1/watch-lists/{list}/alerts'],
  alertFeed: ['GET', '/v1/watch-lists/{list}/feed.rss', 'raw'],
  alertAtomFeed: ['GET', '/v1/watch-lists/{list}/feed.atom', 'raw'],
  getAlert: ['GET', '/v1/alerts/{alert}'],
  listChannelKinds: ['GET', '/v1/tracker/channels'],
  addTelegram: ['POST', '/v1/watch-lists/{list}/telegram'],
  addEmail: ['POST', '/v1/watch-lists/{list}/emails'],
  addWebPush: ['POST', '/v1/watch-lists/{list}/pushes'],
  addAlertHook: ['POST', '/v1/watch-lists/{list}/hooks'],
  removeChannel: ['DELETE', '/v1/watch-lists/{list}/channels/{channel}'],
  confirmEmail: ['POST', '/v1/alert-mails/confirm'],
  leaveEmail: ['POST', '/v1/alert-mails/leave'],
} as const satisfies Rows<WatchesCalls>
