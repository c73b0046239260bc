import { isRecord } from '../../../core/base/schema.ts'
import type { Market } from './market.ts'

/** Something that changed. */
export interface Change {
  /** `offer.changed`, `campaign.ended`, `claim.changed`, `coins.changed`, `order.changed`. */
  readonly topic: string
  /** Of an offer, a campaign or an order: which. */
  readonly id: string | null
}

/**
 * Tells of what changes for as long as the page is looked at; a page in the background keeps no
 * connection, for a browser has few of them. `onGap` hears that something may have been missed: between
 * what the page was drawn from and the opening of the stream too. Returns the function that ends it.
 */
export function followChanges(
  { api }: Market,
  hear: { readonly onChange: (change: Change) => void; readonly onGap: () => void },
): () => void {
  let listening: AbortController | null = null
  const begin = async () => {
    if (document.hidden || listening !== null) return
    const mine = new AbortController()
    listening = mine
    for await (const { topic, data } of api.follow({ signal: mine.signal, onOpen: hear.onGap })) {
      if (topic === 'missed') hear.onGap()
      else hear.onChange({ topic, id: idIn(data) })
    }
  }
  const end = () => {
    listening?.abort()
    listening = null
  }
  const look = () => (document.hidden ? end() : begin())
  document.addEventListener('visibilitychange', look)
  begin()
  return () => {
    document.removeEventListener('visibilitychange', look)
    end()
  }
}

function idIn(data: string): string | null {
  try {
    const document: unknown = JSON.parse(data)
    const id = isRecord(document) ? (document.id ?? document.order) : null
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

/** Calls a function soon, and once for all the times that it was asked for meanwhile. */
export function soon(act: () => void, waitMs = 300): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    if (timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      act()
    }, waitMs)
  }
}
