import { clauseById } from '../base/clauses.ts'
import type { Instant } from '../base/instant.ts'
import { pacificDay } from '../offers/pacific-day.ts'
import { endOfNthDay } from './pacific-time.ts'

/** What a carrier says of a parcel, in the order of its way; the last four are where ways end wrongly. */
export const LOGISTICS_STATUSES = [
  { status: 'accepted', says: 'The carrier has the parcel.' },
  { status: 'handed-to-airline', says: 'The parcel was handed to the airline.' },
  { status: 'departed', says: 'The parcel has left the country of the seller.' },
  { status: 'arrived-in-country', says: 'The parcel has arrived in your country.' },
  { status: 'in-customs', says: 'The parcel is with customs.' },
  { status: 'out-for-delivery', says: 'The parcel is on its way to your door.' },
  { status: 'delivered', says: 'The parcel was delivered.' },
  { status: 'returned-to-seller', says: 'The parcel goes back to the seller.' },
  { status: 'wrong-address', says: 'The address of the parcel is wrong.' },
  { status: 'no-tracking', says: 'The carrier knows nothing of this tracking number.' },
] as const satisfies readonly { status: string; says: string }[]

export type LogisticsStatus = (typeof LOGISTICS_STATUSES)[number]['status']

/** Whether a text is a status that is known (bp.logistics). */
export function isLogisticsStatus(text: string): text is LogisticsStatus {
  return LOGISTICS_STATUSES.some(({ status }) => status === text)
}

/** After these an economy method may fall silent (bp.logistics). */
const SILENT_AFTER: ReadonlySet<string> = new Set<LogisticsStatus>([
  'handed-to-airline',
  'departed',
  'arrived-in-country',
])

const figure = (name: string): unknown => clauseById('bp.logistics')?.numbers?.[name]

const ECONOMY_DAYS = figure('economyDays') as number

/** A shipping method by its name, and whether its tracking may fall silent. */
export interface ShippingMethod {
  readonly name: string
  readonly isEconomy: boolean
}

/** The shipping methods that are known by name (bp.logistics). */
export const SHIPPING_METHODS: readonly ShippingMethod[] = ['economy', 'other'].flatMap((which) =>
  (figure(which) as readonly string[]).map((name) => ({ name, isEconomy: which === 'economy' })),
)

/** "China Post Air Parcel" and "china-post-air-parcel" are one method. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

const byName = new Map(SHIPPING_METHODS.map((method) => [plain(method.name), method]))

/** The method of a name, whatever its capitals and hyphens; undefined for one that nobody listed. */
export function shippingMethod(name: string): ShippingMethod | undefined {
  return byName.get(plain(name))
}

/** Whether updates may stop for a time after this status, for the method is an economy one. */
export function mayFallSilent(method: string, status: string): boolean {
  return SILENT_AFTER.has(status) && shippingMethod(method)?.isEconomy === true
}

/** Until when a parcel whose tracking fell silent is normally delivered: 30 days (bp.logistics). */
export function silentUntil(at: Instant): Instant {
  return endOfNthDay(pacificDay(at), ECONOMY_DAYS)
}

/** What a buyer who waits for updates can count on (bp.logistics). */
export function trackingAdvice(method: string): string {
  if (shippingMethod(method)?.isEconomy) {
    return (
      `With this economy method tracking can stop after hand-over to the airline, departure or ` +
      `arrival in your country. The parcel normally comes within ${ECONOMY_DAYS} days of that: ` +
      `please wait, and open a dispute before protection ends if it does not.`
    )
  }
  return 'The parcel is on its way and due in the promised time. Look again in some days.'
}

const contacts = clauseById('bp.delivered-not')?.numbers?.contacts as Record<string, string>

/** Whom to ask in a country for a parcel that shows as delivered and did not come (bp.delivered-not). */
export function postContact(country: string): string | null {
  return Object.hasOwn(contacts, country) ? (contacts[country] as string) : null
}
