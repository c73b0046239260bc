// Made from the document of the API by docs/build-client.ts: npm run client.

export interface Campaign {
  readonly id: string
  readonly title: string
  readonly terms: string
  readonly starts?: string | null | undefined
  readonly ends?: string | null | undefined
  readonly seller?: string | null | undefined
}

export interface CampaignState {
  readonly campaign: Campaign
  readonly version: number
  readonly standing: 'scheduled' | 'active' | 'over' | 'ended'
  readonly changedAt: string
  readonly endedAt: string | null
}

export interface CampaignList {
  readonly campaigns: readonly CampaignState[]
  readonly next: string | null
}
