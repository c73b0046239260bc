import { instant } from '../../core/base/fields.ts'
import { described, integer, list, object, oneOf, orNull } from '../../core/base/schema.ts'
import { campaign } from '../../core/offers/campaign.ts'
import { text } from '../answers.ts'
import { endpoint } from './endpoint.ts'
import { exampleCampaign } from './examples.ts'
import { pageParameters, wordParameter } from './parameters.ts'

/** Where an offer or a campaign stands: to come, in force, over by its window, or ended at once. */
export const STANDINGS = ['scheduled', 'active', 'over', 'ended'] as const

export const version = integer(1, Number.MAX_SAFE_INTEGER, 'Must be a version.')

export const standingParameter = wordParameter(STANDINGS, 'Only those that stand so.')

/** What an integrator or a person needs to read, and to write, campaigns and offers. */
export const READ = { scope: 'offers:read', roles: ['seller', 'agent', 'admin'] } as const
export const WRITE = { scope: 'offers:write', roles: ['seller', 'admin'] } as const

const campaignAnswer = described(
  object(
    {
      campaign,
      version,
      standing: oneOf(STANDINGS),
      changedAt: instant,
      endedAt: orNull(instant),
    },
    {},
  ),
  { title: 'CampaignState' },
)

const TAG = 'Campaigns'

export const campaignEndpoints = {
  createCampaign: endpoint({
    id: 'createCampaign',
    method: 'post',
    path: '/v1/campaigns',
    tag: TAG,
    summary: 'Start a campaign',
    description: 'Its window may lie in the future: then it is scheduled.',
    access: WRITE,
    body: campaign,
    example: exampleCampaign,
    answer: campaignAnswer,
    says: 'The campaign.',
    status: 201,
  }),
  listCampaigns: endpoint({
    id: 'listCampaigns',
    method: 'get',
    path: '/v1/campaigns',
    tag: TAG,
    summary: 'Your campaigns',
    access: READ,
    query: { ...pageParameters, standing: standingParameter },
    answer: described(object({ campaigns: list(campaignAnswer), next: orNull(text) }, {}), {
      title: 'CampaignList',
    }),
    says: 'Ordered by id.',
  }),
  getCampaign: endpoint({
    id: 'getCampaign',
    method: 'get',
    path: '/v1/campaigns/{campaign}',
    tag: TAG,
    summary: 'A campaign',
    access: READ,
    answer: campaignAnswer,
    says: 'The campaign as it stands.',
    versioned: true,
  }),
  changeCampaign: endpoint({
    id: 'changeCampaign',
    method: 'put',
    path: '/v1/campaigns/{campaign}',
    tag: TAG,
    summary: 'Change a campaign',
    description: 'A change is a new version; the earlier ones stay.',
    access: WRITE,
    body: campaign,
    example: exampleCampaign,
    answer: campaignAnswer,
    says: 'The new version.',
    versioned: true,
    refusals: [409],
  }),
  endCampaign: endpoint({
    id: 'endCampaign',
    method: 'post',
    path: '/v1/campaigns/{campaign}/end',
    tag: TAG,
    summary: 'End a campaign at once',
    description:
      'With all its offers (tc.20). What buyers hold of them is void from now on; orders that are placed keep it.',
    access: WRITE,
    answer: campaignAnswer,
    says: 'The campaign, ended.',
    repetition: 'natural',
  }),
} as const
