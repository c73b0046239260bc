import { isUtf8 } from 'node:buffer'
import { setImmediate as turn } from 'node:timers/promises'
import {
  isBlankLine,
  LINE_BYTES_MAX,
  LINE_NOT_UTF8,
  LINE_TOO_LONG,
  refusedLine,
} from '../../contract/ndjson.ts'

/** Answers are gathered to about this size: smaller writes cost calls, larger ones delay other clients. */
const WRITE_CHARS = 64 * 1024

const NEWLINE = 10

/**
 * Answers newline-delimited JSON line by line, in order, however the bytes are divided. Blank lines
 * are skipped. Between two writes other requests get their turn, and nothing is read while the
 * client does not take what was written: the memory of a batch is one line and one write.
 */
export async function* answerLines(
  chunks: AsyncIterable<Buffer>,
  answer: (line: string) => string,
): AsyncGenerator<string> {
  const lines = new LineReader()
  let out = ''
  for await (const chunk of chunks) {
    for (const line of lines.read(chunk)) {
      const said = answered(line, answer)
      if (said === null) continue
      out += `${said}\n`
      if (out.length < WRITE_CHARS) continue
      yield out
      out = ''
      await turn()
    }
    // What has been answered is sent before more is waited for.
    if (out !== '') yield out
    out = ''
  }
  const last = answered(lines.end(), answer)
  if (last !== null) yield `${last}\n`
}

/** A line's bytes, or that it was too long to be kept. */
type Line = Buffer | 'too long'

function answered(line: Line, answer: (line: string) => string): string | null {
  if (line === 'too long') return refusedLine(LINE_TOO_LONG)
  const text = line.toString('utf8')
  // Bytes that are no UTF-8 were read as U+FFFD; only then is it worth asking which it was.
  if (text.includes('\uFFFD') && !isUtf8(line)) return refusedLine(LINE_NOT_UTF8)
  return isBlankLine(text) ? null : answer(text)
}

/** Cuts a stream of bytes at its newlines, keeping at most one line. */
class LineReader {
  #parts: Buffer[] = []
  #length = 0
  #tooLong = false

  /** The lines that this chunk completes. */
  read(chunk: Buffer): Line[] {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      lines.push(this.#finish(chunk.subarray(start, end)))
      start = end + 1
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start))
    return lines
  }

  /** What stands after the last newline. */
  end(): Line {
    return this.#finish(Buffer.alloc(0))
  }

  #finish(tail: Buffer): Line {
    const tooLong = this.#tooLong || this.#length + tail.length > LINE_BYTES_MAX
    const line = this.#length === 0 ? tail : Buffer.concat([...this.#parts, tail])
    this.#parts = []
    this.#length = 0
    this.#tooLong = false
    return tooLong ? 'too long' : line
  }

  #keep(part: Buffer): void {
    if (!this.#tooLong) this.#parts.push(part)
    this.#length += part.length
    if (this.#length <= LINE_BYTES_MAX) return
    this.#tooLong = true
    this.#parts = []
    this.#length = 0
  }
}
