import type { DocumentOf } from '../../../client/client.ts'

/** What the tracker answers, by the names that its pages use. */
export type Tracked = DocumentOf<'TrackedListing'>
export type Chosen = NonNullable<Tracked['chosen']>
export type Variant = Tracked['variants'][number]
export type HistoryKey = Chosen['of']
export type Receipt = NonNullable<Chosen['receipt']>
export type ReceiptLayer = Receipt['layers'][number]
export type HistoryAnswer = Chosen['history']
export type Suggestion = NonNullable<Chosen['suggestion']>
export type Samples = DocumentOf<'TrackerSamples'>
export type Sample = Samples['samples'][number]
export type Deals = DocumentOf<'DealList'>
export type Searched = DocumentOf<'SearchList'>
export type Found = Deals['found'][number]
export type Promotions = DocumentOf<'PromotionList'>
export type Promotion = Promotions['promotions'][number]
export type Pasted = DocumentOf<'PasteAnswer'>
export type WatchList = DocumentOf<'WatchList'>
export type Watch = WatchList['watches'][number]
export type WatchKind = Watch['kind']
export type Channel = WatchList['channels'][number]
export type ChannelKinds = DocumentOf<'ChannelKinds'>
export type Alerts = DocumentOf<'AlertList'>
export type Alert = Alerts['alerts'][number]
export type Proof = DocumentOf<'AlertProof'>
export type Queue = DocumentOf<'TrackerQueue'>
