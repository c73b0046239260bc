import { count, id, instant } from '../../core/base/fields.ts'
import { described, integer, list, object, oneOf, orNull, truth } from '../../core/base/schema.ts'
import { FEED_RULES, type FeedRule } from '../../core/offers/feed-issue.ts'
import { issuedOffer, obtained } from '../../core/offers/issued-offer.ts'
import { clause, sum, text } from '../answers.ts'
import { READ, STANDINGS, standingParameter, version, WRITE } from './campaign-endpoints.ts'
import { endpoint } from './endpoint.ts'
import { exampleIssuedOffer } from './examples.ts'
import { idParameter, pageParameters, wordParameter } from './parameters.ts'
import { freeText } from './texts.ts'

/** How much of an offer is given out: null where nothing is counted, for it has no limit. */
const gauge = object(
  { granted: orNull(count), usesLeft: orNull(count), budgetLeft: orNull(sum) },
  {},
)

/** When it can be claimed and used, with everything filled in that was left unsaid. */
const validity = object(
  {
    claimFrom: orNull(instant),
    claimUntil: orNull(instant),
    usableFrom: orNull(instant),
    usableUntil: orNull(instant),
    validDays: orNull(count),
  },
  {},
)

/** Something unusual that is allowed: for the issuer to look at again. */
const doubt = object({ path: text, doubt: text, clause }, {})

const offerAnswer = described(
  object(
    {
      offer: issuedOffer,
      version,
      standing: oneOf(STANDINGS),
      changedAt: instant,
      endedAt: orNull(instant),
      validity,
      gauge,
    },
    { doubts: list(doubt) },
  ),
  { title: 'OfferState' },
)

const offerVersion = object(
  {
    version,
    offer: issuedOffer,
    act: oneOf(['created', 'changed', 'ended']),
    changedAt: instant,
    changedBy: text,
  },
  {},
)

/** What is wrong, or unusual, about a row of a feed. */
const feedIssue = object(
  {
    row: count,
    severity: oneOf(['refused', 'flagged']),
    rule: oneOf(Object.keys(FEED_RULES) as FeedRule[]),
    fault: text,
  },
  { code: text, column: text, clause },
)

const TAG = 'Offers'

export const offerEndpoints = {
  createOffer: endpoint({
    id: 'createOffer',
    method: 'post',
    path: '/v1/offers',
    tag: TAG,
    summary: 'Issue an offer',
    description:
      'What it leaves unsaid of its validity is filled in by its kind (fg.valid), at most two months (cp.2).',
    access: WRITE,
    body: issuedOffer,
    example: exampleIssuedOffer,
    answer: offerAnswer,
    says: 'The offer.',
    status: 201,
  }),
  listOffers: endpoint({
    id: 'listOffers',
    method: 'get',
    path: '/v1/offers',
    tag: TAG,
    summary: 'Your offers',
    access: READ,
    query: {
      ...pageParameters,
      campaign: idParameter('Only those of this campaign.'),
      obtain: wordParameter(obtained, 'Only those that are obtained so.'),
      standing: standingParameter,
    },
    answer: described(object({ offers: list(offerAnswer), next: orNull(text) }, {}), {
      title: 'OfferList',
    }),
    says: 'Ordered by id.',
  }),
  getOffer: endpoint({
    id: 'getOffer',
    method: 'get',
    path: '/v1/offers/{offer}',
    tag: TAG,
    summary: 'An offer',
    access: READ,
    answer: offerAnswer,
    says: 'The offer as it stands, with what is given out of it.',
    versioned: true,
  }),
  changeOffer: endpoint({
    id: 'changeOffer',
    method: 'put',
    path: '/v1/offers/{offer}',
    tag: TAG,
    summary: 'Change an offer',
    description:
      'A change is a new version; the earlier ones stay. What buyers hold already is priced by the new version from now on; accepted quotes keep theirs.',
    access: WRITE,
    body: issuedOffer,
    example: exampleIssuedOffer,
    answer: offerAnswer,
    says: 'The new version.',
    versioned: true,
    refusals: [409],
  }),
  listOfferVersions: endpoint({
    id: 'listOfferVersions',
    method: 'get',
    path: '/v1/offers/{offer}/versions',
    tag: TAG,
    summary: 'How an offer was changed',
    access: READ,
    answer: described(object({ versions: list(offerVersion) }, {}), { title: 'OfferVersions' }),
    says: 'Every version, the newest first.',
  }),
  endOffer: endpoint({
    id: 'endOffer',
    method: 'post',
    path: '/v1/offers/{offer}/end',
    tag: TAG,
    summary: 'End an offer at once',
    description: 'Without notice (tc.20): out of every quote within a second.',
    access: WRITE,
    answer: offerAnswer,
    says: 'The offer, ended.',
    repetition: 'natural',
  }),
  generateCodes: endpoint({
    id: 'generateCodes',
    method: 'post',
    path: '/v1/offers/{offer}/codes',
    tag: TAG,
    summary: 'Generate unique codes',
    description:
      'Up to 1,000,000 at once, each of 80 random bits. They are shown this once, as CSV, one on a line: only their digests are kept. Each call makes new ones.',
    access: { scope: 'codes:write', roles: ['seller', 'admin'] },
    body: described(
      object({ count: integer(1, 1_000_000, 'Must be a whole number from 1 to 1,000,000.') }, {}),
      { title: 'NewCodes' },
    ),
    example: { count: 10 },
    media: 'text/csv',
    says: 'The codes, under the heading `code`.',
    repetition: 'natural',
    refusals: [409],
  }),
  importOffers: endpoint({
    id: 'importOffers',
    method: 'post',
    path: '/v1/offers/import',
    tag: TAG,
    summary: 'Import offers from a feed',
    description:
      'Takes the text of a CSV or JSON file of codes. With `dryRun` nothing is kept: it only reports. Rows with a fault are left out and named, unless `whole` asks for all or none.',
    access: WRITE,
    body: described(
      object(
        { campaign: id, format: oneOf(['csv', 'json']), text: freeText(4_000_000) },
        { dryRun: truth, whole: truth },
      ),
      { title: 'OfferImport' },
    ),
    example: {
      campaign: 'may-2026',
      format: 'csv',
      text: 'code,amount,min,currency,region,start,end\nSAVE5,5,39,USD,US,2026-05-01,2026-05-31\n',
      dryRun: true,
    },
    answer: described(
      object(
        {
          kept: truth,
          rows: count,
          campaigns: list(id),
          imported: list(id),
          unchanged: list(id),
          issues: list(feedIssue),
        },
        {},
      ),
      { title: 'ImportReport' },
    ),
    says: 'What was imported, and everything that is wrong or unusual, by row.',
    refusals: [404],
  }),
} as const
