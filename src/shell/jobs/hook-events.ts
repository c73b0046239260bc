import type { Kysely } from 'kysely'
import type { Change } from '../store/feed.ts'
import { ORDER_CHANGED } from '../store/orders/messages.ts'
import type { Tables } from '../store/tables.ts'
import type { Message } from './message.ts'

/** Something that happened, as listeners are told of it. */
export interface HookEvent {
  /** The same each time that it is told, so that a listener knows a repetition. */
  readonly id: string
  readonly topic: string
  readonly at: Date
  /** Whose it is: a seller's, the platform's (null), or (undefined) that of the offer. */
  readonly seller?: string | null | undefined
  readonly offer?: string | undefined
  readonly data: object
}

/** What a message of the outbox tells listeners: often one event, of a batch several. */
export type EventsOf = (message: Message) => readonly HookEvent[]

/** The fields by which documents say whose they are: of themselves, or of the offer or campaign in them. */
interface Owned {
  readonly seller?: unknown
  readonly offer?: unknown
  readonly campaign?: unknown
}

function ownerOf(document: object): Pick<HookEvent, 'seller' | 'offer'> {
  const { seller, offer, campaign } = document as Owned
  const held = [offer, campaign].find((one) => typeof one === 'object' && one !== null)
  // A document of the platform leaves its seller out.
  const whose = held ? ((held as Owned).seller ?? null) : seller
  return {
    ...((whose === null || typeof whose === 'string') && { seller: whose }),
    ...(typeof offer === 'string' && { offer }),
  }
}

/** A message as one event: its document, which names its `seller` or its `offer`. */
const oneEvent: EventsOf = ({ shard, number, topic, document, createdAt }) => [
  { id: `evt_${shard}_${number}`, topic, at: createdAt, data: document, ...ownerOf(document) },
]

/** Batches of claims tell of several offers: each offer's part is its seller's business. */
const PARTS: Readonly<Record<string, 'granted' | 'changed'>> = {
  'claims.granted': 'granted',
  'claims.changed': 'changed',
}

/** How an order was paid is no business of its seller: who may know more reads the order. */
function withoutSteps(message: Message): Message {
  const { steps: _, ...document } = message.document as { readonly steps?: unknown }
  return { ...message, document }
}

type Parts = Readonly<Record<string, readonly { readonly offer: string }[]>>

/** The events of a message: one, or of a batch of claims one for each offer. */
export const eventsOf: EventsOf = (message) => {
  if (message.topic === ORDER_CHANGED) return oneEvent(withoutSteps(message))
  const part = PARTS[message.topic]
  if (part === undefined) return oneEvent(message)
  const { shard, number, topic, createdAt, document } = message
  return ((document as Parts)[part] ?? []).map((data, at) => ({
    id: `evt_${shard}_${number}_${at}`,
    topic,
    at: createdAt,
    offer: data.offer,
    data,
  }))
}

/** A change of the feed as an event. */
export function changeEvent({ number, topic, subject, at, document }: Change): HookEvent {
  const owner = ownerOf(document)
  const offer = topic.startsWith('offer.') ? subject : owner.offer
  const data = { id: subject, ...document }
  return { id: `chg_${number}`, topic, at, data, ...owner, ...(offer && { offer }) }
}

/** An event whose owner is known. */
export interface OwnedEvent extends HookEvent {
  readonly seller: string | null
}

/**
 * The events with their owners: where a document names only an offer, the offer tells. What has no owner
 * that can be found is told to the platform alone.
 */
export async function withOwners(
  db: Kysely<Tables>,
  events: readonly HookEvent[],
): Promise<OwnedEvent[]> {
  const open = events.flatMap(({ seller, offer }) => (seller === undefined && offer ? [offer] : []))
  const sellers = new Map<string, string | null>()
  if (open.length > 0) {
    const rows = await db
      .selectFrom('offers')
      .select(['id', 'seller'])
      .where('id', 'in', [...new Set(open)])
      .execute()
    for (const { id, seller } of rows) sellers.set(id, seller)
  }
  return events.map((event) => ({
    ...event,
    seller: event.seller === undefined ? (sellers.get(event.offer ?? '') ?? null) : event.seller,
  }))
}
