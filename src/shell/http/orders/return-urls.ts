/** Where buyers may be sent back to from the page of a payment provider. */
export interface ReturnRules {
  /** The address of our own pages, as whoever asks reaches them. */
  readonly own: string
  /** Origins of the marketplace's other pages: `https://shop.example`. */
  readonly origins: readonly string[]
}

/**
 * The address that a text names, if it is one of ours; null for every other. Whoever could name any address
 * could send buyers, who have just paid and trust what they see, to pages of their own (W13).
 */
export function returnUrlOf(text: string, { own, origins }: ReturnRules): string | null {
  // Browsers read a backslash as a slash and pass over control characters: what has them is refused.
  if (/[\\\p{Cc}\p{Z}]/u.test(text)) return null
  const isPath = text.startsWith('/') && !text.startsWith('//')
  if (!isPath && !/^https?:\/\//i.test(text)) return null
  const url = URL.parse(text, own)
  if (url?.username !== '' || url.password !== '') return null
  const allowed = [new URL(own).origin, ...origins]
  return allowed.includes(url.origin) ? url.href : null
}

/** The origins that a setting lists, or what is wrong with it. */
export function returnOrigins(
  text: string | undefined,
): readonly string[] | { readonly wrong: string } {
  const origins: string[] = []
  for (const one of (text ?? '').split(',').map((part) => part.trim())) {
    if (one === '') continue
    const url = URL.parse(one)
    const isOrigin =
      url !== null && url.origin === one.replace(/\/$/, '') && /^https?:$/.test(url.protocol)
    if (!isOrigin) {
      return {
        wrong: `TESSERA_RETURN_ORIGINS lists origins such as https://shop.example, not "${one}".`,
      }
    }
    origins.push(url.origin)
  }
  return origins
}
