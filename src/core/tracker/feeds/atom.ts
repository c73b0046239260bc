import { oneLine } from '../../base/one-line.ts'
import { atomDate } from './dates.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { pageAddress } from './page-address.ts'
import { paragraphs } from './rss.ts'
import { element, XML_HEAD, xmlText } from './xml.ts'

/** A feed as Atom (RFC 4287), where what is text and what is HTML is said. */
export function atom(feed: Feed): string {
  const [self, page] = [feed.feedUrl, feed.pageUrl].map((one) => xmlText(pageAddress(one) ?? ''))
  return [
    XML_HEAD,
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    // The page, and not where the feed was asked for: what identifies a feed outlives its place.
    `<id>${page}</id>`,
    element('title', oneLine(feed.title), ' type="text"'),
    element('subtitle', oneLine(feed.says), ' type="text"'),
    `<link rel="self" type="application/atom+xml" href="${self}"/>`,
    `<link rel="alternate" type="text/html" href="${page}"/>`,
    element('updated', atomDate(feed.at)),
    '<author><name>Tessera</name></author>',
    ...feed.entries.map(entry),
    '</feed>',
    '',
  ].join('\n')
}

function entry({ id, title, at, url, says }: FeedEntry): string {
  return [
    '<entry>',
    element('id', `urn:tessera:${encodeURIComponent(oneLine(id))}`),
    element('title', oneLine(title), ' type="text"'),
    `<link rel="alternate" type="text/html" href="${xmlText(pageAddress(url) ?? '')}"/>`,
    element('updated', atomDate(at)),
    element('published', atomDate(at)),
    element('content', paragraphs(says), ' type="html"'),
    '</entry>',
  ].join('\n')
}
