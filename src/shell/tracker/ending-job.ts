import { utcText } from '../../core/base/instant.ts'
import { decimalText } from '../../core/base/iso4217.ts'
import { ENDING_LEAD_MS, type Ending, endings } from '../../core/tracker/alerts/endings.ts'
import type { Observation } from '../../core/tracker/observation.ts'
import { readingOf } from '../../core/tracker/stack.ts'
import type { Job } from '../jobs/jobs.ts'
import { askIn } from '../store/claims/ask.ts'
import type { Store } from '../store/store.ts'
import { type EndingProof, type SoonChanged, soonChanged } from '../store/tracker/alerts.ts'
import { publicAlertId } from '../store/tracker/recording.ts'
import type { TrackerDesk } from '../store/tracker/tracker-desk.ts'
import { type NewAlert, writeAlerts } from '../store/tracker/watch-rows.ts'

export interface EndingParts {
  readonly store: Pick<Store, 'db' | 'shards'>
  readonly desk: TrackerDesk
}

const PAGE = 200
const EVERY_MS = 10 * 60_000

/** Tells watches of coupons in their stack that end within a day (fg.t.alert). */
export function endingJob(parts: EndingParts): Job {
  return {
    name: 'coupons that end',
    everyMs: EVERY_MS,
    run: async () => {
      await sweepEndings(parts)
      return false
    },
  }
}

/** Goes through what is watched and changes by itself soon; each end is told once, by its key. */
export async function sweepEndings({ store, desk }: EndingParts): Promise<void> {
  for (let after = ''; ; ) {
    const now = new Date(desk.now)
    const asked = { now, withinMs: ENDING_LEAD_MS, after, most: PAGE }
    const page = await soonChanged(store, asked)
    for (const one of page) await tellEndings({ store, desk }, one)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.key
  }
}

async function tellEndings({ store, desk }: EndingParts, soon: SoonChanged): Promise<void> {
  const { receipt, shard, key: history, watches } = soon
  const at = desk.now
  const beside = desk.beside(readingOf(receipt))
  const [first] = watches
  if (!first) return
  const found = endings(first.id, receipt, { beside, at })
  const alerts = found.flatMap((ending) =>
    watches.map(({ id, list }): NewAlert => {
      // What ends is the same for all of them; the key names each watch.
      const key = `${id}${ending.key.slice(first.id.length)}`
      const proof = proofOf(ending, receipt)
      const alert = { id: publicAlertId(key), key, watch: id, list }
      return { ...alert, history, kind: 'ending', proof, at }
    }),
  )
  await writeAlerts(askIn(store.db), shard, alerts)
}

function proofOf({ offer, until, total, after }: Ending, reading: Observation): EndingProof {
  const { listing, sku, shipTo, currency, surface, isShippingUnknown } = reading
  const money = (amount: number) => `${currency} ${decimalText(amount, currency)}`
  return {
    kind: 'ending',
    history: { listing, sku, shipTo, currency, surface },
    total,
    reading,
    ending: { offer, until: new Date(until).toISOString(), afterMinor: after },
    says: `${money(total)} until ${utcText(until)}, then ${money(after)}: a coupon of it ends.${isShippingUnknown ? ' Both without shipping, which the shop does not tell.' : ''}`,
  }
}
