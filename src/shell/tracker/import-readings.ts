import { keyText, type Reading } from '../../core/tracker/observation.ts'
import type { Store } from '../store/store.ts'
import { keepListing, readListing } from '../store/tracker/listings.ts'
import type { Tracker } from './tracker.ts'

/** What came of readings that somebody brought. */
export interface Imported {
  readonly taken: number
  /** Not newer than what is known. */
  readonly late: number
  /** Wait for a second reading. */
  readonly held: number
  readonly alerts: number
}

/** Records prices that somebody else collected, in the order of their times; no look is planned for them. */
export async function importReadings(
  { store, tracker }: { readonly store: Store; readonly tracker: Tracker },
  readings: readonly Reading[],
  title: string | null,
): Promise<Imported> {
  const now = new Date(tracker.now)
  for (const id of new Set(readings.map(({ listing }) => listing))) {
    const known = await readListing(store, id, now)
    const listing = { id, origin: known?.listing.origin ?? 'feed' }
    await keepListing(store, { ...listing, ...(title !== null && { title }) }, now)
  }
  const sum = { taken: 0, late: 0, held: 0, alerts: 0 }
  const inOrder = [...readings].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  // What is of one history comes in order; what is of several is recorded together.
  const ofKeys = Map.groupBy(inOrder, keyText)
  await Promise.all(
    [...ofKeys.values()].map(async (some) => {
      for (const recorded of await Promise.all(
        some.map((reading) => tracker.desk.read(reading, { isLook: false })),
      )) {
        if (recorded === null) continue
        const has = (name: string) => recorded.changes.some(({ change }) => change === name)
        if (has('late')) sum.late++
        else if (has('hold')) sum.held++
        else sum.taken++
        sum.alerts += recorded.alerts
      }
    }),
  )
  return sum
}
