/** Whether a word of the command line, where a file or an id is asked for, is the address of a page. */
export function isAddress(text: string): boolean {
  return /^\s*(?:https?:)?\/\//i.test(text) || text.includes('pdp_npi')
}

/**
 * What somebody pasted, as faults may name it: of an address what stands before its query, for the query may
 * hold the account of whoever copied it (fg.t.paste).
 */
export function asTold(text: string): string {
  return isAddress(text) ? text.replace(/[?#].*$/s, '?…') : text
}
