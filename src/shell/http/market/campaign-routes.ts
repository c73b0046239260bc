import { campaignEndpoints as endpoints } from '../../../contract/market/campaign-endpoints.ts'
import { actorKey } from '../../store/access/actor.ts'
import type { Acting } from '../../store/offers/acting.ts'
import { getCampaign, listCampaigns } from '../../store/offers/campaign-reading.ts'
import { changeCampaign, createCampaign, endCampaign } from '../../store/offers/campaigns.ts'
import { scopeOf } from './access.ts'
import type { Call } from './call.ts'
import { kept } from './kept.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, type Outcome } from './outcome.ts'

const NONE = 'There is no such campaign among yours.'

/** Campaigns: started, scheduled, changed by versions, ended at once. */
export function campaignRoutes(mount: Mount, { store, terms }: Market): void {
  mount.on(endpoints.createCampaign, async ({ body, ...call }) =>
    kept(await createCampaign(store, body, actingOf(call, terms)), '/id'),
  )
  mount.on(endpoints.listCampaigns, async ({ actor, query }) => {
    const { rows, next } = await listCampaigns(store, { scope: scopeOf(actor), ...query })
    return done({ campaigns: rows, next })
  })
  mount.on(endpoints.getCampaign, async ({ actor, params }) =>
    kept(await getCampaign(store, params.campaign as string, { scope: scopeOf(actor) }), NONE),
  )
  mount.on(endpoints.changeCampaign, async ({ body, params, ifMatch, ...call }) => {
    if (body.id !== params.campaign) return otherId(params.campaign as string)
    const acting = { ...actingOf(call, terms), expected: ifMatch }
    return kept(await changeCampaign(store, body, acting), NONE)
  })
  mount.on(endpoints.endCampaign, async ({ params, ...call }) =>
    kept(await endCampaign(store, params.campaign as string, actingOf(call, terms)), NONE),
  )
}

/** Who changes something, and whose rows it may change. */
export function actingOf({ actor }: Pick<Call, 'actor'>, terms: Acting['terms']): Acting {
  return { scope: scopeOf(actor), by: actorKey(actor), terms }
}

/** The id of a document is that of its path: another would be another document. */
export function otherId(named: string): Outcome<never> {
  return { refused: [{ path: '/id', fault: `Must be "${named}", as in the path: ids stay.` }] }
}
