/**
 * An address as the formats take it: what they do not allow in one is percent-encoded, and what is no
 * address of a page is none at all.
 */
export function pageAddress(text: string): string | null {
  if (!/^https?:\/\/[^/?#\s]/i.test(text)) return null
  return text
    .toWellFormed()
    .replaceAll(/[^!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+/gu, (part) => encodeURIComponent(part))
}
