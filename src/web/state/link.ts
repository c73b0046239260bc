/** The cart in the address: `#c=` and its JSON, deflated, in base64url. Nothing leaves the browser. */
const PREFIX = '#c='

/** A link that unpacks to more than this is broken, or meant to harm. */
const UNPACKED_BYTES_MAX = 4_000_000

/** Whether an address's fragment is meant to hold a cart. */
export function isCartFragment(fragment: string): boolean {
  return fragment.startsWith(PREFIX)
}

export async function linkFragment(document: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const packed = await collect(through(bytes, new CompressionStream('deflate-raw')))
  return PREFIX + toBase64Url(packed)
}

/** The cart of an address; null where the address names none; `broken` where it cannot be read. */
export async function readFragment(
  fragment: string,
): Promise<{ readonly document: unknown } | 'broken' | null> {
  if (!isCartFragment(fragment)) return null
  try {
    const packed = fromBase64Url(fragment.slice(PREFIX.length))
    const bytes = await collect(through(packed, new DecompressionStream('deflate-raw')))
    return { document: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return 'broken'
  }
}

type Bytes = Uint8Array<ArrayBuffer>

function through(bytes: Bytes, stream: GenericTransformStream): ReadableStream<Bytes> {
  return new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair<Bytes, Bytes>)
}

async function collect(stream: ReadableStream<Bytes>): Promise<Bytes> {
  const chunks: Bytes[] = []
  let length = 0
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value)
    length += read.value.length
    if (length > UNPACKED_BYTES_MAX) {
      await reader.cancel()
      throw new Error('more than a cart')
    }
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

function toBase64Url(bytes: Bytes): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
