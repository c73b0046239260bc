import { oneLine } from '../../base/one-line.ts'
import { mailDate } from './dates.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { pageAddress } from './page-address.ts'
import { element, XML_HEAD, xmlText } from './xml.ts'

/** A paragraph longer than this is no news, but a text for the page that the entry leads to. */
const PARAGRAPH_MAX = 1_000

/**
 * A feed as RSS 2.0, for the alerts of a watch list without an account (fg.t.alert). Titles are other
 * people's words: they are written as text, and in what readers show as HTML, escaped once more.
 */
export function rss(feed: Feed): string {
  const self = xmlText(pageAddress(feed.feedUrl) ?? '')
  return [
    XML_HEAD,
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', oneLine(feed.title)),
    element('link', pageAddress(feed.pageUrl) ?? ''),
    element('description', oneLine(feed.says, PARAGRAPH_MAX)),
    `<atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
    element('lastBuildDate', mailDate(feed.at)),
    ...feed.entries.map(item),
    '</channel>',
    '</rss>',
    '',
  ].join('\n')
}

function item({ id, title, at, url, says }: FeedEntry): string {
  return [
    '<item>',
    element('title', angular(oneLine(title))),
    element('link', pageAddress(url) ?? ''),
    element('guid', oneLine(id), ' isPermaLink="false"'),
    element('pubDate', mailDate(at)),
    element('description', paragraphs(says)),
    '</item>',
  ].join('\n')
}

/**
 * Some readers show titles as HTML, some as text, and RSS does not say which is right: in other brackets a
 * title says the same in both, and is no markup in either.
 */
const angular = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›')

/** Paragraphs as the HTML that a description is. */
export function paragraphs(says: readonly string[]): string {
  return says.map((one) => `<p>${xmlText(oneLine(one, PARAGRAPH_MAX))}</p>`).join('')
}
