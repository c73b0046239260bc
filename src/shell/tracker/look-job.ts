import { batches } from '../../core/tracker/schedule/due.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Origin } from '../sources/source.ts'
import { type DueLook, leaseLooks } from '../store/tracker/looks.ts'
import { type Look, type LookingParts, look } from './looking.ts'

/** Looks that are taken at a time: all of them are done long before their lease is over. */
const AT_ONCE = 200
const EVERY_MS = 1_000

/** Looks at what is due; any number of workers may (fg.t.schedule). */
export function lookJob(parts: LookingParts, onFault: (error: unknown) => void): Job {
  return {
    name: 'looks',
    everyMs: EVERY_MS,
    run: async () => (await lookAtDue(parts, { onFault })) === AT_ONCE,
  }
}

export interface LookOptions {
  readonly onFault: (error: unknown) => void
  readonly most?: number
}

/** Takes looks that are due and carries them out; how many histories asked for one. */
export async function lookAtDue(
  parts: LookingParts,
  { onFault, most = AT_ONCE }: LookOptions,
): Promise<number> {
  const due = await leaseLooks(parts.store, { now: new Date(parts.desk.now), most })
  const asked = due.map((one) => ({ ...one.of, source: one.origin, look: one }))
  // Sources join what is asked at a time: a batch is a call of theirs.
  for (const batch of batches(asked)) {
    const looks = looksOf(batch.due.map((one) => one.look))
    await Promise.all(looks.map((one) => look(parts, one).catch(onFault)))
  }
  return due.length
}

/** Histories of one listing, country and currency share a look. */
function looksOf(due: readonly DueLook[]): Look[] {
  const byLook = Map.groupBy(due, ({ of: { listing, shipTo, currency } }) =>
    [listing, shipTo ?? '', currency].join('\u001f'),
  )
  return [...byLook.values()].map((some) => {
    const [{ of, origin, address }] = some as [DueLook]
    return {
      item: {
        origin: origin as Origin,
        listing: of.listing,
        ...(address !== null && { url: address }),
      },
      asked: { shipTo: of.shipTo, currency: of.currency },
      askedBy: some.map(({ of: key, failures }) => ({ key, failures })),
    }
  })
}
