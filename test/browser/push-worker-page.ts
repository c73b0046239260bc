import type { Page, Worker } from 'playwright-core'

/** A notification as the worker of alerts asks the system to show it. */
export interface Shown {
  readonly title: string
  readonly body: string
  readonly tag: string
  readonly data: { readonly url: string }
}

export interface WorkerScope extends EventTarget {
  asked: Shown[]
  readonly registration: {
    showNotification: (title: string, options: Omit<Shown, 'title'>) => Promise<void>
  }
  readonly clients: {
    matchAll: () => Promise<object[]>
    openWindow: (address: string) => Promise<void>
  }
}

/** The worker of a page, and what delivers a push to it as a push service would. */
export interface PushedTo {
  readonly worker: Worker
  readonly push: (data: string) => Promise<unknown>
}

/**
 * Follows the worker that a page registers by an act. Browsers without a screen show no notifications: what
 * the worker asks to be shown is written down, by its tag as systems do.
 */
export async function followWorker(
  page: Page,
  register: () => Promise<unknown>,
): Promise<PushedTo> {
  const { origin } = new URL(page.url())
  const session = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await register()
  const registrationId = await registered
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  const [worker] = page.context().serviceWorkers()
  if (!worker) throw new Error('There is no worker')
  await worker.evaluate(() => {
    const scope = self as unknown as WorkerScope
    scope.asked = []
    scope.registration.showNotification = async (title, options) => {
      scope.asked = scope.asked.filter(({ tag }) => tag !== options.tag)
      scope.asked.push({ ...options, title })
    }
  })
  const push = (data: string) =>
    session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  return { worker, push }
}

/** What the worker asked to be shown. */
export const shownBy = (worker: Worker): Promise<Shown[]> =>
  worker.evaluate(() =>
    (self as unknown as WorkerScope).asked.map(({ title, body, tag, data }) => ({
      title,
      body,
      tag,
      data,
    })),
  )
