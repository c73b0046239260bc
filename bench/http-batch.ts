import { Agent, type IncomingMessage, request } from 'node:http'

/** Inputs as NDJSON, and the answers that must come back, byte for byte. */
export interface Batch {
  readonly quotes: number
  readonly sent: Buffer
  readonly expected: Buffer
}

const agent = new Agent({ keepAlive: true })

/** Pieces as a network would deliver them: lines are cut wherever the piece ends. */
const PIECE_BYTES = 64 * 1024

/** Streams a batch and compares the answer as it arrives; rejects at the first difference. */
export async function sendBatch(port: number, batch: Batch): Promise<void> {
  const headers = { 'content-type': 'application/x-ndjson' }
  const path = '/v1/quotes/batch'
  const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve)
    call.on('error', reject)
  })
  const compared = answered.then((answer) => compare(answer, batch.expected))
  for (let at = 0; at < batch.sent.length; at += PIECE_BYTES) {
    if (call.write(batch.sent.subarray(at, at + PIECE_BYTES))) continue
    // Whoever fails while the request waits ends the wait.
    await Promise.race([new Promise((resolve) => call.once('drain', resolve)), compared])
  }
  call.end()
  await compared
}

async function compare(answer: IncomingMessage, expected: Buffer): Promise<void> {
  let at = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}: ${piece}`)
    const due = expected.subarray(at, at + piece.length)
    if (!piece.equals(due)) throw difference(piece, due, expected.subarray(0, at))
    at += piece.length
  }
  if (at !== expected.length) throw new Error(`${expected.length - at} bytes are missing.`)
}

function difference(piece: Buffer, due: Buffer, before: Buffer): Error {
  const from = Math.max(0, piece.findIndex((byte, at) => byte !== due[at]) - 60)
  const lines =
    before.toString().split('\n').length + due.subarray(0, from).toString().split('\n').length - 1
  const shown = (bytes: Buffer): string => bytes.subarray(from, from + 160).toString()
  return new Error(`Line ${lines} of the answer differs:\n${shown(piece)}\nexpected\n${shown(due)}`)
}
