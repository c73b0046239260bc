/**
 * A number from 0 to below 1 that is the same for the same words: what is spread by it is spread evenly, and
 * alike on every machine and in every replay.
 */
export function spread(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  const text = words.join('\u001f')
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  // FNV leaves like endings near each other; these two rounds move every bit.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}
