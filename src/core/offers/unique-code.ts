/** Letters and digits that are not taken for one another when they are read out or typed: no I, L, O, U. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SYMBOL_BITS = 5

/** Bytes of chance in a code: 80 bits, so that of a million codes nobody guesses one (fg.code-hit). */
export const CODE_BYTES = 10

/**
 * Writes ten random bytes as a code: four groups of four, for example 7K2M-Q0XW-TR4B-9CVD. The hyphens
 * also keep a spreadsheet from reading 1E10… as a number.
 */
export function uniqueCode(bytes: Uint8Array, from = 0): string {
  let code = ''
  let bits = 0
  let held = 0
  for (let at = from; at < from + CODE_BYTES; at++) {
    held = (held << 8) | (bytes[at] as number)
    bits += 8
    for (; bits >= SYMBOL_BITS; bits -= SYMBOL_BITS) {
      if (code.length % 5 === 4) code += '-'
      code += SYMBOLS[(held >> (bits - SYMBOL_BITS)) & 31]
    }
    held &= (1 << bits) - 1
  }
  return code
}
