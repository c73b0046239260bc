import { count, countAboveZero, currency, id } from '../../core/base/fields.ts'
import { described, list, object, oneOf, orNull, truth } from '../../core/base/schema.ts'
import { historyKey } from '../../core/tracker/observation.ts'
import { sum, text } from '../answers.ts'
import { endpoint, ROLES } from './endpoint.ts'
import { integerParameter } from './parameters.ts'
import { freeText } from './texts.ts'
import {
  foundListing,
  linkAnswer,
  listingFacts,
  priceHistory,
  promotion,
  trackedListing,
} from './tracker-answers.ts'
import { foundQuery, pointsParameter, variantQuery } from './tracker-parameters.ts'

/** Nobody signs in to the tracker (fg.t.paste). */
export const ANYBODY = { scope: null, roles: ROLES, visitors: true } as const

const TAG = 'Tracker'

/** As long as `PASTE_MAX` of the reader: a longer text is a document. */
const PASTE = 20_000

const searchWords = freeText(200)

const foundList = (title: string) =>
  described(object({ found: list(foundListing, 0, 100) }, {}), { title })

const sample = object(
  {
    listing: listingFacts,
    of: historyKey,
    totalMinor: orNull(sum),
    /** What to paste. */
    paste: text,
    /** Its price moves by itself: a target at `targetMinor` is reached within two minutes. */
    isLiving: truth,
    targetMinor: orNull(countAboveZero),
  },
  {},
)

export const trackerEndpoints = {
  pasteLink: endpoint({
    id: 'pasteLink',
    method: 'post',
    path: '/v1/tracker/links',
    tag: TAG,
    summary: 'Paste a link, a text around one, or the id of a product',
    description:
      'Tells what was pasted, and for a product what it costs: one that nobody asked for before is read at once, for two seconds at most; `isBeingRead` says that it goes on. Whoever copied the link is not kept, not even as a number.',
    access: ANYBODY,
    body: described(
      object({ text: freeText(PASTE) }, { shipTo: id, currency, points: pointsParameter.schema }),
      { title: 'Paste' },
    ),
    example: { text: 'https://www.aliexpress.com/item/1005006341680568.html' },
    answer: described(
      object(
        {
          link: linkAnswer,
          listing: orNull(trackedListing),
          isBeingRead: truth,
          /** Why no price could be read yet, as a sentence. */
          says: orNull(text),
        },
        {},
      ),
      { title: 'PasteAnswer' },
    ),
    says: 'What it means, and what it costs.',
    repetition: 'natural',
  }),
  getTracked: endpoint({
    id: 'getTracked',
    method: 'get',
    path: '/v1/tracker/listings/{listing}',
    tag: TAG,
    summary: 'A tracked product: its receipt, its history, a target to begin with',
    access: ANYBODY,
    description:
      'The history is whole, unless `points` says how many change points of it are worth carrying for a drawing: then stretches that change more often than can be drawn are thinned to points that tell their extremes, each as it was recorded. `pointsKnown` says how many there are; figures are always of the whole.',
    query: {
      ...variantQuery,
      days: integerParameter([1, 3_650], 'How many days of history; 365 unless said otherwise.'),
      points: pointsParameter,
    },
    answer: trackedListing,
    says: 'What is known of it. The variant is the cheapest unless one is named.',
  }),
  getHistory: endpoint({
    id: 'getHistory',
    method: 'get',
    path: '/v1/tracker/listings/{listing}/history.json',
    tag: TAG,
    summary: 'The whole history of a variant',
    access: ANYBODY,
    query: variantQuery,
    answer: priceHistory,
    says: 'Every change point with when it was last seen, prices aside, and gaps.',
  }),
  getHistoryTable: endpoint({
    id: 'getHistoryTable',
    method: 'get',
    path: '/v1/tracker/listings/{listing}/history.csv',
    tag: TAG,
    summary: 'The same as a table',
    access: ANYBODY,
    query: variantQuery,
    media: 'text/csv',
    says: 'A row for each change point and each gap.',
  }),
  getChart: endpoint({
    id: 'getChart',
    method: 'get',
    path: '/v1/tracker/listings/{listing}/chart.svg',
    tag: TAG,
    summary: 'The same as a picture',
    access: ANYBODY,
    query: {
      ...variantQuery,
      days: integerParameter([1, 3_650], 'How many days; 365 unless said otherwise.'),
      width: integerParameter([280, 2_000], 'In pixels; 720 unless said otherwise.'),
      target: integerParameter([1, 1_000_000_000_000], 'A line at this amount of minor units.'),
    },
    media: 'image/svg+xml',
    says: 'A stepped line, with gaps as gaps.',
  }),
  listTrackerSamples: endpoint({
    id: 'listTrackerSamples',
    method: 'get',
    path: '/v1/tracker/samples',
    tag: TAG,
    summary: 'Products to try the tracker with',
    access: ANYBODY,
    answer: described(object({ samples: list(sample, 0, 100) }, {}), { title: 'TrackerSamples' }),
    says: 'Labelled as samples; those whose prices move come first. Empty on a server without samples.',
  }),
  importReadings: endpoint({
    id: 'importReadings',
    method: 'post',
    path: '/v1/tracker/readings',
    tag: TAG,
    summary: 'Bring prices that you collected yourself',
    description:
      'CSV with a heading (at, listing, currency, sale are needed) or lines of JSON, each a reading. Taken whole or not at all; what is not newer than what is known is told as late.',
    access: { scope: 'prices:write', roles: ['admin'], ofPlatform: true },
    body: described(
      object(
        { format: oneOf(['csv', 'ndjson']), text: freeText(4_000_000) },
        { title: freeText(500) },
      ),
      { title: 'NewReadings' },
    ),
    example: {
      format: 'csv',
      text: 'at,listing,currency,sale\n2026-05-03T12:00:00Z,mug-7,USD,19.99\n',
    },
    answer: described(object({ taken: count, late: count, held: count, alerts: count }, {}), {
      title: 'ReadingsTaken',
    }),
    says: 'How many count, come too late, or wait for a second reading.',
    repetition: 'natural',
  }),
  importHistory: endpoint({
    id: 'importHistory',
    method: 'post',
    path: '/v1/tracker/histories',
    tag: TAG,
    summary: 'Bring the history of a price that was exported',
    description:
      'A history.csv or history.json as this server or another gives it. Taken whole or not at all, where nothing is known of its price yet: nothing is overwritten. Later readings go on from it; nobody is told of old prices.',
    access: { scope: 'prices:write', roles: ['admin'], ofPlatform: true },
    body: described(
      object(
        { format: oneOf(['csv', 'json']), text: freeText(4_000_000) },
        { title: freeText(500) },
      ),
      { title: 'NewHistory' },
    ),
    example: {
      format: 'csv',
      text: 'row,from,last_seen,readings,list,sale,shipping,tax,total,stock,conditions,layers,listing,sku,ship_to,currency,surface\nprice,2026-05-01T12:00:00Z,2026-05-03T12:00:00Z,9,19.99,19.99,0,0,19.99,in,,[],mug-7,,US,USD,site\n',
    },
    answer: described(object({ of: historyKey, points: count, asides: count, gaps: count }, {}), {
      title: 'HistoryTaken',
    }),
    says: 'How many change points, prices aside and gaps were taken.',
  }),
  listDeals: endpoint({
    id: 'listDeals',
    method: 'get',
    path: '/v1/tracker/deals',
    tag: TAG,
    summary: 'The biggest drops below the usual price',
    access: ANYBODY,
    query: foundQuery,
    answer: foundList('DealList'),
    says: 'The biggest drop below its own median of 30 days in front (fg.t.deals).',
  }),
  searchTracked: endpoint({
    id: 'searchTracked',
    method: 'get',
    path: '/v1/tracker/search',
    tag: TAG,
    summary: 'Products whose public stack takes 20 % off or more now',
    access: ANYBODY,
    query: {
      ...foundQuery,
      text: {
        schema: searchWords,
        description: 'Words that its title has.',
        read: (words: string) => (searchWords.ok(words) ? words : null),
        fault: 'Must be a text of 1 to 200 characters.',
      },
      percent: integerParameter([0, 100], 'At least so much off; 20 unless said otherwise.'),
    },
    answer: foundList('SearchList'),
    says: 'The most off in front, with how fresh each price is (fg.t.search).',
  }),
  listPromotions: endpoint({
    id: 'listPromotions',
    method: 'get',
    path: '/v1/tracker/promotions',
    tag: TAG,
    summary: 'The calendar of named events',
    access: ANYBODY,
    answer: described(object({ promotions: list(promotion, 0, 1_000) }, {}), {
      title: 'PromotionList',
    }),
    says: 'What is on and what comes, by when it begins (fg.t.promotions).',
  }),
  promotionsCalendar: endpoint({
    id: 'promotionsCalendar',
    method: 'get',
    path: '/v1/tracker/promotions.ics',
    tag: TAG,
    summary: 'The same for a calendar',
    access: ANYBODY,
    media: 'text/calendar',
    says: 'iCalendar, to subscribe to.',
  }),
  trackerQueue: endpoint({
    id: 'trackerQueue',
    method: 'get',
    path: '/v1/tracker/queue',
    tag: TAG,
    summary: 'How the looks at prices stand',
    access: ANYBODY,
    answer: described(
      object(
        {
          listings: count,
          histories: count,
          watches: count,
          due: count,
          lateSeconds: count,
          beingRead: count,
          failing: count,
          toReprice: count,
          toDeliver: count,
          nextHour: count,
          sources: list(text),
        },
        {},
      ),
      { title: 'TrackerQueue' },
    ),
    says: 'What waits, how late the oldest is, and what fails (fg.t.schedule).',
  }),
} as const
