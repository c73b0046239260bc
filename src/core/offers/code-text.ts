/** The longest code that is looked at: what people can still read out and type. */
export const CODE_LENGTH_MAX = 64

// Only these letters: a letter of another script that looks alike, or that upper-casing would turn into
// one of these (ſ, K), makes another text, not another spelling.
const CODE = /^[A-Za-z0-9][A-Za-z0-9-]*$/
const OUTER_BLANKS = /^[ \t\r\n]+|[ \t\r\n]+$/g

/**
 * The one form under which a code is kept and looked up, or null for a text that is no code: outer
 * blanks are left out and letters are capitals. Nothing else is folded: 0 and O, 1 and I stay apart.
 */
export function canonicalCode(text: string): string | null {
  if (text.length > CODE_LENGTH_MAX * 2) return null
  const code = text.replace(OUTER_BLANKS, '')
  return code.length <= CODE_LENGTH_MAX && CODE.test(code) ? code.toUpperCase() : null
}
