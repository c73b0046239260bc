import type { DocumentOf } from '../../../client/client.ts'
import { type Loader, loader } from '../market/load.ts'
import type { Market } from '../market/market.ts'

/** More campaigns than anybody runs at once; a choice of more would help nobody. */
const CAMPAIGNS = 200

/** The campaigns that an offer may be of. */
export function campaignLoader({ api }: Market): Loader<DocumentOf<'CampaignList'>> {
  return loader((ends) => api.listCampaigns({ query: { limit: CAMPAIGNS } }, { signal: ends }))
}
