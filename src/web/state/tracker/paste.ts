import { type ReadonlySignal, signal } from '@preact/signals'
import type { ProblemDocument } from '../../../client/call.ts'
import type { Client } from '../../../client/client.ts'
import { THINNED_LEAST } from '../../../core/tracker/history/thinned.ts'
import type { Pasted } from './documents.ts'
import { listingHref } from './reads.ts'

type Link = Pasted['link']

/** What was pasted, and what became of it. */
export interface PasteDesk {
  readonly text: ReadonlySignal<string>
  /** What the text is, read in the browser while it is typed; null for none. */
  readonly link: ReadonlySignal<Link | null>
  readonly isBusy: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<ProblemDocument | null>
  /** What the server says of a text that led to no page. */
  readonly says: ReadonlySignal<string | null>
  type(text: string): void
  /** Asks what it costs, and goes to its page. */
  look(): Promise<void>
}

/** How long nothing is typed before the text is read. */
const QUIET_MS = 120

export function createPasteDesk(api: Client): PasteDesk {
  const text = signal('')
  const link = signal<Link | null>(null)
  const isBusy = signal(false)
  const problem = signal<ProblemDocument | null>(null)
  const says = signal<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = async () => {
    const typed = text.value
    // The reader of links comes when there is something to read.
    const { readLink } = await import('../../../core/tracker/link/link.ts')
    if (typed === text.value) link.value = typed.trim() === '' ? null : readLink(typed)
  }
  const ask = async () => {
    // The history is drawn on the page that it leads to.
    const answer = await api.pasteLink({ body: { text: text.value, points: THINNED_LEAST } })
    if (!answer.ok) {
      problem.value = answer.problem
      return
    }
    link.value = answer.value.link
    says.value = answer.value.says
    const { listing } = answer.value
    if (listing !== null) go(listing.listing.id, answer.value)
  }
  return {
    ...{ text, link, isBusy, problem, says },
    type: (typed) => {
      text.value = typed
      problem.value = null
      says.value = null
      clearTimeout(timer)
      timer = setTimeout(read, QUIET_MS)
    },
    look: async () => {
      if (isBusy.value || text.value.trim() === '') return
      clearTimeout(timer)
      isBusy.value = true
      problem.value = null
      says.value = null
      await ask()
      isBusy.value = false
    },
  }
}

/** The page of what was pasted: of the variant that the link opens, where it names one. */
function go(listing: string, { link, listing: tracked }: Pasted): void {
  const found = tracked?.variants.find(({ of }) => of.sku === link.skuId)
  const of = found?.of ?? tracked?.chosen?.of
  window.location.assign(listingHref(listing, of))
}
