import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

/** More than one is rare, more than two serves only to make little data much. */
const ENCODINGS_MAX = 2

/**
 * Reads a body to its end, decoded, and throws as soon as it passes `bytesMax`: no more than that is
 * ever held, whatever its headers announce.
 */
export async function readBody(
  body: Readable,
  encoding: string | readonly string[] | undefined,
  bytesMax: number,
): Promise<Buffer> {
  const decoders = encodingsOf(encoding).map((name) => DECODERS[name]())
  const [last = body] = decoders.toReversed() as Readable[]
  // Errors of any part end the last one, where the loop below meets them.
  if (decoders.length > 0) pipeline([body, ...decoders], () => {})
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of last) {
      length += (part as Buffer).length
      if (length > bytesMax) throw new Error(`the body is larger than ${bytesMax} bytes`)
      parts.push(part as Buffer)
    }
  } finally {
    body.destroy()
  }
  return Buffer.concat(parts)
}

/** The encodings of a body in the order in which they are taken off. */
function encodingsOf(header: string | readonly string[] | undefined): (keyof typeof DECODERS)[] {
  const names = [header ?? []]
    .flat()
    .flatMap((one) => one.toLowerCase().split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'identity')
  if (names.length > ENCODINGS_MAX) throw new Error(`the body is encoded ${names.length} times`)
  return names.reverse().map((name) => {
    if (!Object.hasOwn(DECODERS, name)) throw new Error(`the encoding ${name} is not known`)
    return name as keyof typeof DECODERS
  })
}
