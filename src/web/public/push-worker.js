/**
 * The service worker of price alerts: it shows what is pushed, and opens its page. It keeps nothing and
 * stands between the pages and nothing; browsers want it as a file of its own at the root.
 */

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  event.waitUntil(shown(event.data))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(opened(event.notification.data?.url))
})

/** Every push has to be shown, or browsers take the permission away: one that cannot be read too. */
function shown(data) {
  const { id, title, body, url, at } = read(data)
  return self.registration.showNotification(title ?? 'A price that you watch has changed', {
    body: body ?? 'Open the page to see it.',
    // The same alert, pushed again, takes the place of itself without a sound.
    tag: id ?? 'tessera',
    timestamp: at,
    icon: new URL('favicon.svg', self.registration.scope).href,
    data: { url },
  })
}

function read(data) {
  try {
    return data?.json() ?? {}
  } catch {
    return {}
  }
}

/** The page of the alert, in the window that has it open already if there is one. */
async function opened(address) {
  const home = self.registration.scope
  const url = new URL(address ?? home, home)
  // What is pushed is ours, and so is what it opens.
  const target = url.href.startsWith(home) ? url.href : home
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = windows.find((one) => one.url === target)
  return same ? same.focus() : self.clients.openWindow(target)
}
