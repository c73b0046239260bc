import type { Fetched } from '../fetch/request.ts'

const READABLE =
  /^(text\/(html|plain|xml|javascript)|application\/([\w.+-]+\+)?(json|xml|javascript))$/

/** The text of a page in the encoding that its server names, or that it names itself; null where it is none. */
export function pageText({ headers, body }: Pick<Fetched, 'headers' | 'body'>): string | null {
  const header = [headers['content-type'] ?? ''].flat().join(';')
  const type = header.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== '' && !READABLE.test(type)) return null
  // Only what stands early counts, as in browsers: the rest may be the shop's own text.
  const start = body.subarray(0, 1_024).toString('latin1')
  const label = labelIn(header) ?? labelIn(start) ?? 'utf-8'
  return decoderFor(label).decode(body)
}

function labelIn(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(text)?.[1]
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    // No encoding that is known: what is not UTF-8 in it becomes signs that are no digits.
    return new TextDecoder()
  }
}
