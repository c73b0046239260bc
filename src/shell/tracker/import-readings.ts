import { type Fault, isRefused, type Refused } from '../../core/base/faults.ts'
import { CLOCKS_APART_MS, keyText, type Reading } from '../../core/tracker/observation.ts'
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

/**
 * Records prices that somebody else collected, in the order of their times; no look is planned for them.
 * Refused whole where one of them could not be recorded: nothing that was brought is lost without a word.
 */
export async function importReadings(
  { store, tracker }: { readonly store: Store; readonly tracker: Tracker },
  readings: readonly Reading[],
  title: string | null,
): Promise<Imported | Refused> {
  const now = new Date(tracker.now)
  const faults = readings.flatMap((one, at) => faultOf(one, { place: at + 1, tracker }))
  if (faults.length > 0) return { refused: faults }
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

/** A price of tomorrow would keep out every one until then; one that cannot be priced would be lost. */
function faultOf(
  reading: Reading,
  { place, tracker }: { readonly place: number; readonly tracker: Tracker },
): Fault[] {
  const { listing, at } = reading
  const which = `Reading ${place}, of ${listing} at ${at},`
  if (Date.parse(at) > tracker.now + CLOCKS_APART_MS) {
    return [{ path: '', fault: `${which} is of a time that is still to come.` }]
  }
  const receipt = tracker.desk.priced(reading, Date.parse(at))
  if (!isRefused(receipt)) return []
  const { path = '', fault = '' } = receipt.refused[0] ?? {}
  return [{ path: '', fault: `${which} cannot be priced: ${path} ${fault}` }]
}
