import type { Fact, Item, Letter, Section } from './letter.ts'

/** Text as HTML: whatever it holds is shown, and does nothing. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}

/** The same, with times in one piece: a phone breaks lines at every hyphen. */
const shown = (text: string): string =>
  escaped(text).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, `<span style="${ONE_PIECE}">$&</span>`)

const ONE_PIECE = 'white-space:nowrap'

/**
 * A letter as HTML: styles stand beside each element, for many readers drop all others, and are lifted
 * in the dark by classes. No picture, no script, nothing that is fetched: opening it tells nobody.
 */
export function letterHtml(letter: Letter): string {
  const { subject, heading, says, sections, link, because, leave } = letter
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(subject)}</title>`,
    `<style>${DARK}</style>`,
    '</head>',
    `<body class="ground" style="${STYLES.body}">`,
    `<div class="paper" style="${STYLES.paper}">`,
    `<h1 class="ink" style="${STYLES.heading}">${escaped(heading)}</h1>`,
    ...says.map((one) => `<p class="ink" style="${STYLES.says}">${shown(one)}</p>`),
    `<p style="${STYLES.act}"><a class="act" style="${STYLES.link}" href="${escaped(link.href)}">`,
    `${escaped(link.label)}</a></p>`,
    ...sections.map(sectionHtml),
    '</div>',
    `<p class="soft" style="${STYLES.because}">${escaped(because)}${leave ? leaveHtml(leave) : ''}</p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const COLOURS = {
  ground: '#e9eeec',
  paper: '#ffffff',
  ink: '#12201f',
  soft: '#4a5c5a',
  rule: '#ccd7d4',
  green: '#0a6b58',
}

const STYLES = {
  body: `margin:0;padding:16px 8px 32px;background:${COLOURS.ground};color:${COLOURS.ink};font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere`,
  paper: `max-width:560px;margin:0 auto;padding:24px 20px;background:${COLOURS.paper};border-radius:4px`,
  heading: `margin:0 0 12px;color:${COLOURS.ink};font-size:22px;line-height:1.25`,
  says: `margin:0 0 12px;color:${COLOURS.ink}`,
  act: 'margin:20px 0 4px',
  link: `display:inline-block;padding:12px 20px;background:${COLOURS.green};color:#ffffff;border-radius:4px;font-weight:600;text-decoration:none`,
  title: `margin:24px 0 8px;padding-top:16px;border-top:1px solid ${COLOURS.rule};color:${COLOURS.ink};font-size:16px;line-height:1.3`,
  list: 'margin:0;padding:0 0 0 20px',
  item: `margin:0 0 8px;color:${COLOURS.ink}`,
  when: `color:${COLOURS.soft};font-size:14px`,
  fact: `margin:0 0 8px;color:${COLOURS.ink}`,
  because: `max-width:560px;margin:16px auto 0;padding:0 20px;color:${COLOURS.soft};font-size:13px`,
} as const

const DARK = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.ground{background:#0d1413 !important}.paper{background:#1a2524 !important}
.ink{color:#e7f0ee !important;border-color:#2b3a38 !important}.soft{color:#9fb3b0 !important}
.act{background:#55c9ab !important;color:#06231c !important}}`

function leaveHtml({ label, href }: NonNullable<Letter['leave']>): string {
  return `<br>\n<a class="soft" style="color:${COLOURS.soft}" href="${escaped(href)}">${escaped(label)}</a>`
}

function sectionHtml({ title, items = [], facts = [] }: Section): string {
  return [
    `<h2 class="ink" style="${STYLES.title}">${escaped(title)}</h2>`,
    ...(items.length > 0 ? [`<ul style="${STYLES.list}">`, ...items.map(itemHtml), '</ul>'] : []),
    ...facts.map(factHtml),
  ].join('\n')
}

function itemHtml({ says, when }: Item): string {
  const time = when === undefined ? '' : `<br>${small(when)}`
  return `<li class="ink" style="${STYLES.item}">${shown(says)}${time}</li>`
}

// Isolated, for a title may be written from right to left.
const factHtml = ({ name, value }: Fact): string =>
  `<p class="ink" style="${STYLES.fact}">${small(name)}<br>\n<bdi>${shown(value)}</bdi></p>`

const small = (text: string): string =>
  `<span class="soft" style="${STYLES.when}">${shown(text)}</span>`
