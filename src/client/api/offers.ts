// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type {
  ImportReport,
  IssuedOffer,
  NewCodes,
  OfferImport,
  OfferList,
  OfferState,
  OfferVersions,
} from './offers-documents.ts'

/** What sellers and the platform issue. */
export interface OffersCalls {
  /**
   * Issue an offer. What it leaves unsaid of its validity is filled in by its kind (fg.valid),
   * at most two months (cp.2).
   */
  createOffer: Call<{ readonly body: IssuedOffer }, OfferState>
  /**
   * Your offers. For keys with the scope `offers:read`; people signed in as seller, agent,
   * admin.
   */
  listOffers: Call<
    {
      readonly query?: {
        readonly limit?: number | undefined
        readonly after?: string | undefined
        readonly campaign?: string | undefined
        readonly obtain?:
          | 'automatic'
          | 'centre'
          | 'panel'
          | 'code'
          | 'unique-code'
          | 'trigger'
          | 'exchange'
          | 'invitation'
          | 'grant'
          | undefined
        readonly standing?: 'scheduled' | 'active' | 'over' | 'ended' | undefined
      }
    },
    OfferList
  >
  /** An offer. For keys with the scope `offers:read`; people signed in as seller, agent, admin. */
  getOffer: Call<{ readonly path: { readonly offer: string } }, OfferState>
  /**
   * Change an offer. A change is a new version; the earlier ones stay. What buyers hold
   * already is priced by the new version from now on; accepted quotes keep theirs.
   */
  changeOffer: Call<
    {
      readonly path: { readonly offer: string }
      readonly body: IssuedOffer
      readonly ifMatch: string
    },
    OfferState
  >
  /**
   * How an offer was changed. For keys with the scope `offers:read`; people signed in as
   * seller, agent, admin.
   */
  listOfferVersions: Call<{ readonly path: { readonly offer: string } }, OfferVersions>
  /** End an offer at once. Without notice (tc.20): out of every quote within a second. */
  endOffer: Call<{ readonly path: { readonly offer: string } }, OfferState>
  /**
   * Generate unique codes. Up to 1,000,000 at once, each of 80 random bits. They are shown
   * this once, as CSV, one on a line: only their digests are kept. Each call makes new ones.
   */
  generateCodes: Call<
    { readonly path: { readonly offer: string }; readonly body: NewCodes },
    Response
  >
  /**
   * Import offers from a feed. Takes the text of a CSV or JSON file of codes. With `dryRun`
   * nothing is kept: it only reports. Rows with a fault are left out and named, unless `whole`
   * asks for all or none.
   */
  importOffers: Call<{ readonly body: OfferImport }, ImportReport>
}

export const offersRows = {
  createOffer: ['POST', '/v1/offers', 'keyed'],
  listOffers: ['GET', '/v1/offers'],
  getOffer: ['GET', '/v1/offers/{offer}'],
  changeOffer: ['PUT', '/v1/offers/{offer}', 'versioned'],
  listOfferVersions: ['GET', '/v1/offers/{offer}/versions'],
  endOffer: ['POST', '/v1/offers/{offer}/end'],
  generateCodes: ['POST', '/v1/offers/{offer}/codes', 'raw'],
  importOffers: ['POST', '/v1/offers/import', 'keyed'],
} as const satisfies Rows<OffersCalls>
