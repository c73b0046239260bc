import type { Told } from './tracker-api.ts'

/** What the tracker answers, by the names that its pages use. */
export type Tracked = Told<'getTracked'>
export type Chosen = NonNullable<Tracked['chosen']>
export type Variant = Tracked['variants'][number]
export type HistoryKey = Chosen['of']
export type Receipt = NonNullable<Chosen['receipt']>
export type ReceiptLayer = Receipt['layers'][number]
export type HistoryAnswer = Chosen['history']
export type Suggestion = NonNullable<Chosen['suggestion']>
export type Sample = Told<'listTrackerSamples'>['samples'][number]
export type Found = Told<'listDeals'>['found'][number]
export type Promotion = Told<'listPromotions'>['promotions'][number]
export type WatchList = Told<'getWatchList'>
export type Watch = Told<'addWatch'>
export type WatchKind = Watch['kind']
export type Channel = Told<'addEmail'>
export type Alert = WatchList['alerts'][number]
export type Proof = Told<'getAlert'>
export type Queue = Told<'trackerQueue'>
