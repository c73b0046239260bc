import type { Ask, Report } from './search-messages.ts'

/** What is heard of a search: what its worker tells, or that it could not run. */
export type Heard = Report | { readonly tell: 'failed' }

/** Where searches are handed in: one at a time, run by a worker beside the page. */
export interface SearchDesk {
  /** Begins a search; one that still runs is ended first. */
  begin(ask: Ask, hear: (heard: Heard) => void): void
  /** Ends the search that runs, if any; nothing more is heard of it. */
  end(): void
}

export function searchDesk(): SearchDesk {
  // Made for the first search, and kept: the second one need not load the core again.
  let worker: Worker | null = null
  let busy = false
  const end = () => {
    if (!busy) return
    worker?.terminate()
    worker = null
    busy = false
  }
  return {
    begin: (ask, hear) => {
      end()
      worker ??= new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
      busy = true
      worker.onmessage = ({ data }: MessageEvent<Report>) => {
        if (data.tell === 'reasons' || data.tell === 'refused') busy = false
        hear(data)
      }
      worker.onerror = () => {
        end()
        hear({ tell: 'failed' })
      }
      worker.postMessage(ask)
    },
    end,
  }
}
