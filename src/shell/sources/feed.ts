import { readFile, stat } from 'node:fs/promises'
import type { Refused } from '../../core/base/faults.ts'
import { isRefused } from '../../core/base/faults.ts'
import { feedCsv, feedNdjson } from '../../core/tracker/history/feed.ts'
import { keyText, type Reading } from '../../core/tracker/observation.ts'
import { type Source, unseen } from './source.ts'

export type FeedFormat = 'csv' | 'ndjson'

function formatOfFile(name: string): FeedFormat | null {
  const [, end] = /\.(csv|ndjson|jsonl)$/i.exec(name) ?? []
  if (end === undefined) return null
  return end.toLowerCase() === 'csv' ? 'csv' : 'ndjson'
}

/** What a push or a file may hold: 100,000 readings in one go. */
export const FEED_BYTES_MAX = 64 * 1024 * 1024

const NOT_UTF8 = 'Is not UTF-8 text.'

/** The readings of a feed as it was pushed or stands in a file; refused whole, each fault with its line. */
export function readFeed(bytes: Uint8Array, format: FeedFormat): readonly Reading[] | Refused {
  if (bytes.length > FEED_BYTES_MAX) {
    return { refused: [{ path: '', fault: 'Is larger than 64 MB: send it in parts.' }] }
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { refused: [{ path: '', fault: NOT_UTF8 }] }
  }
  return format === 'csv' ? feedCsv(text) : feedNdjson(text)
}

export interface FeedOptions {
  /** Files that somebody else writes: .csv, .ndjson or .jsonl. */
  readonly files: readonly string[]
  /** Told what is wrong with a file: what it said before still counts. */
  readonly onFault?: (fault: { readonly file: string; readonly fault: string }) => void
}

/** The newest reading of each key, by listing. */
type Newest = ReadonlyMap<string, ReadonlyMap<string, Reading>>

interface FeedFile {
  readonly name: string
  readonly format: FeedFormat
  /** Its size and time when it was read. */
  stamp: string
  newest: Newest
}

/**
 * Prices that people collect themselves, from files that are read again when they change. What is pushed
 * needs no source: `readFeed` gives its readings, and they are recorded as they come.
 */
export function feedSource({ files, onFault = () => {} }: FeedOptions): Source {
  const standing: FeedFile[] = files.map((name) => {
    const format = formatOfFile(name)
    if (format === null) {
      throw new Error(
        `${name} is no feed that can be read: its name must end in .csv, .ndjson or .jsonl.`,
      )
    }
    return { name, format, stamp: '', newest: new Map() }
  })
  return {
    name: 'feed',
    origins: ['feed'],
    observe: async ({ listing }) => {
      for (const file of standing) {
        const fault = await refresh(file)
        if (fault !== null) onFault({ file: file.name, fault })
      }
      const readings = standing.flatMap(({ newest }) => [...(newest.get(listing)?.values() ?? [])])
      if (readings.length === 0) return unseen('unknown')
      return { listing: { id: listing, variants: {} }, readings }
    },
  }
}

/** Reads a file that has changed; what is wrong with it, or null. */
async function refresh(file: FeedFile): Promise<string | null> {
  try {
    const { mtimeMs, size, ino } = await stat(file.name)
    const stamp = `${ino} ${size} ${mtimeMs}`
    if (stamp === file.stamp) return null
    // Marked first: a file with a fault is told once, and not with every listing.
    file.stamp = stamp
    if (size > FEED_BYTES_MAX) return 'Is larger than 64 MB: divide it.'
    const readings = readFeed(await readFile(file.name), file.format)
    if (isRefused(readings)) {
      const [first] = readings.refused
      const others = readings.refused.length - 1
      return `${first?.path} ${first?.fault}${others > 0 ? ` And ${others} more.` : ''}`.trim()
    }
    file.newest = newestOf(readings)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function newestOf(readings: readonly Reading[]): Newest {
  const newest = new Map<string, Map<string, Reading>>()
  for (const one of readings) {
    const ofListing = newest.get(one.listing) ?? new Map<string, Reading>()
    const before = ofListing.get(keyText(one))
    if (before === undefined || Date.parse(before.at) <= Date.parse(one.at)) {
      ofListing.set(keyText(one), one)
    }
    newest.set(one.listing, ofListing)
  }
  return newest
}
