import type { ProblemDocument } from '../../../client/call.ts'
import type { Client } from '../../../client/client.ts'

/** Codes as they arrive. */
export interface Generating {
  readonly offer: string
  readonly count: number
  readonly onProgress: (made: number) => void
}

const NEW_LINE = 10

/** Codes as a file, and how many of them arrived. */
export interface CodeFile {
  readonly file: Blob
  readonly made: number
}

/** Generates codes, and gathers them as a file; they are shown this once. */
export async function generateCodes(
  api: Client,
  { offer, count, onProgress }: Generating,
): Promise<CodeFile | ProblemDocument> {
  const answer = await api.generateCodes({ path: { offer }, body: { count } })
  if (!answer.ok) return answer.problem
  const pieces: Uint8Array<ArrayBuffer>[] = []
  // The first line is the heading.
  let lines = -1
  const reader = answer.value.body?.getReader()
  for (;;) {
    // What arrived before a connection breaks off is kept: those codes work.
    const read = await reader?.read().catch(() => undefined)
    if (!read?.value) break
    const piece = read.value as Uint8Array<ArrayBuffer>
    pieces.push(piece)
    for (const byte of piece) if (byte === NEW_LINE) lines++
    onProgress(Math.max(0, lines))
  }
  return { file: new Blob(pieces, { type: 'text/csv' }), made: Math.max(0, lines) }
}

/** Hands a file to the browser, to be kept where its reader keeps files. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser reads it after this turn; a minute later it certainly has.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
