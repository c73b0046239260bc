// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Campaign, CampaignList, CampaignState } from './campaigns-documents.ts'

/** What offers belong to, and when. */
export interface CampaignsCalls {
  /** Start a campaign. Its window may lie in the future: then it is scheduled. */
  createCampaign: Call<{ readonly body: Campaign }, CampaignState>
  /**
   * Your campaigns. For keys with the scope `offers:read`; people signed in as seller, agent,
   * admin.
   */
  listCampaigns: Call<
    {
      readonly query?: {
        readonly limit?: number | undefined
        readonly after?: string | undefined
        readonly standing?: 'scheduled' | 'active' | 'over' | 'ended' | undefined
      }
    },
    CampaignList
  >
  /**
   * A campaign. For keys with the scope `offers:read`; people signed in as seller, agent,
   * admin.
   */
  getCampaign: Call<{ readonly path: { readonly campaign: string } }, CampaignState>
  /** Change a campaign. A change is a new version; the earlier ones stay. */
  changeCampaign: Call<
    {
      readonly path: { readonly campaign: string }
      readonly body: Campaign
      readonly ifMatch: string
    },
    CampaignState
  >
  /**
   * End a campaign at once. With all its offers (tc.20). What buyers hold of them is void from
   * now on; orders that are placed keep it.
   */
  endCampaign: Call<{ readonly path: { readonly campaign: string } }, CampaignState>
}

export const campaignsRows = {
  createCampaign: ['POST', '/v1/campaigns', 'keyed'],
  listCampaigns: ['GET', '/v1/campaigns'],
  getCampaign: ['GET', '/v1/campaigns/{campaign}'],
  changeCampaign: ['PUT', '/v1/campaigns/{campaign}', 'versioned'],
  endCampaign: ['POST', '/v1/campaigns/{campaign}/end'],
} as const satisfies Rows<CampaignsCalls>
