import { effect } from '@preact/signals'
import type { Lab } from './lab.ts'
import { isCartFragment, linkFragment } from './link.ts'

const QUIET_MS = 400

/**
 * Keeps the address in step with the cart once the reader has changed it, so that a reload or a
 * bookmark loses nothing. A pause first: browsers refuse an address that changes with every key.
 */
export function keepInAddress(lab: Lab): void {
  const opening = lab.draft.value
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = async () => {
    const document = lab.draft.value
    const fragment = await linkFragment(document)
    if (lab.draft.value === document) window.history.replaceState(null, '', fragment)
  }
  effect(() => {
    clearTimeout(timer)
    if (lab.draft.value === opening && window.location.hash === '') return
    timer = setTimeout(write, QUIET_MS)
  })
  // A jump within the page ("#receipt") takes the place of the cart: the cart comes back.
  window.addEventListener('hashchange', () => {
    if (lab.draft.value !== opening && !isCartFragment(window.location.hash)) write()
  })
}
