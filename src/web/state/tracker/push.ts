import type { Answer } from '../../../client/call.ts'
import type { Client } from '../../../client/client.ts'
import type { Channel } from './documents.ts'

/** Whether this browser can be told by push at all: it needs a worker, and an address with TLS. */
export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

/** Asks the reader, subscribes this browser, and adds it to a list. A sentence tells why it cannot. */
export async function addPush(
  api: Client,
  { list, key }: { readonly list: string; readonly key: string },
): Promise<Answer<Channel> | string> {
  if ((await Notification.requestPermission()) !== 'granted') {
    return 'This browser may show no notifications from here. Allow them in its settings of this site.'
  }
  try {
    await navigator.serviceWorker.register('/push-worker.js')
    const worker = await navigator.serviceWorker.ready
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    })
    const { endpoint = '', keys = {} } = made.toJSON()
    const { p256dh = '', auth = '' } = keys
    return await api.addWebPush({
      path: { list },
      body: { endpoint, keys: { p256dh, auth } },
    })
  } catch {
    return 'The push service of this browser cannot be reached. Try again, or choose another way.'
  }
}
