import { readFileSync, statSync } from 'node:fs'
import { cannotRead } from './document-file.ts'

/** A recorded page in text, and when its file was written. */
export interface RecordedFile {
  readonly text: string
  readonly writtenAt: string
}

// Pages of products have up to 2 MB; what is larger is no page.
const BYTES_MAX = 16 * 1024 * 1024

/** Reads a recorded page or answer in the encoding that it names; standard input where the file is "-". */
export function readRecordedFile(file: string): RecordedFile | { readonly fault: string } {
  try {
    const facts = file === '-' ? null : statSync(file)
    if ((facts?.size ?? 0) > BYTES_MAX) return { fault: 'Is larger than 16 MB: that is no page.' }
    const bytes = readFileSync(facts === null ? 0 : file)
    return { text: pageText(bytes), writtenAt: (facts?.mtime ?? new Date()).toISOString() }
  } catch (error) {
    return { fault: cannotRead(error) }
  }
}

const CHARSET = /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]{1,40})/i
const NAMED_WITHIN_BYTES = 1_024

/** Pages are UTF-8 unless they name another encoding in their first kilobyte. */
export function pageText(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, NAMED_WITHIN_BYTES))
  const named = CHARSET.exec(start)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
