import { useEffect, useRef, useState } from 'preact/hooks'
import { steppedPath } from '../../../core/tracker/chart/stepped-path.ts'
import type { History } from '../../../core/tracker/history/point.ts'
import { stretches } from '../../../core/tracker/history/stretches.ts'
import { useMarket } from '../../state/market/market.ts'
import { moneyDraft } from '../../state/money.ts'
import type { Sample } from '../../state/tracker/documents.ts'
import { historyOf } from '../../state/tracker/past.ts'
import { listingHref } from '../../state/tracker/reads.ts'
import { priceText, titleOf } from '../../state/tracker/words.ts'

/** As many as are looked at, in whole rows of four or of two. */
const SHOWN = 8

/** A few products to look at: each with its price today and the shape of its past. */
export function SamplePrices({ samples }: { readonly samples: readonly Sample[] }) {
  return (
    <ul class="sample-prices">
      {mixed(samples)
        .slice(0, SHOWN)
        .map((sample) => (
          <SampleCard key={`${sample.listing.id}-${sample.of.sku}`} sample={sample} />
        ))}
    </ul>
  )
}

/** What lives is in front; then a long past and a stack of coupons in turn, for each shows something else. */
function mixed(samples: readonly Sample[]): readonly Sample[] {
  const living = samples.filter(({ isLiving }) => isLiving)
  const rest = samples.filter(({ isLiving }) => !isLiving)
  const kinds = [...Map.groupBy(rest, ({ listing }) => listing.origin).values()]
  const inTurn = rest.flatMap((_, turn) => kinds.flatMap((kind) => kind[turn] ?? []))
  return [...living, ...inTurn]
}

function SampleCard({ sample }: { readonly sample: Sample }) {
  const { listing, of, totalMinor, isLiving, targetMinor } = sample
  // The link brings the target along: whoever follows it has but to press.
  const target = targetMinor === null ? {} : { target: moneyDraft(targetMinor, of.currency) }
  return (
    <li class="sample-price">
      <h3>
        <a href={listingHref(listing.id, of, target)}>{titleOf(listing.title, listing.id)}</a>
      </h3>
      <p class="sample-now">
        <b>{totalMinor === null ? 'Not read yet' : priceText(totalMinor, of.currency)}</b>{' '}
        {listing.isSample && <span class="flag warn">Sample</span>}{' '}
        {isLiving && <span class="flag">Its price moves</span>}
      </p>
      {isLiving && targetMinor && (
        <p class="hint">
          Set a target of {priceText(targetMinor, of.currency)}: it is reached within two minutes.
        </p>
      )}
      <Sparkline of={of} />
    </li>
  )
}

const [WIDTH, HEIGHT, EDGE] = [240, 40, 3] as const
const DAYS = 90
/** More than a line of that width shows. */
const POINTS = 300

/** The shape of the last 90 days. The page stands without it, and keeps its place. */
function Sparkline({ of }: { readonly of: Sample['of'] }) {
  const { api } = useMarket()
  const [history, setHistory] = useState<History | null>(null)
  const [isSeen, setSeen] = useState(false)
  const line = useRef<SVGSVGElement>(null)
  const { listing, sku, shipTo, currency } = of
  useEffect(() => {
    // Asked for where it is looked at: a long shelf asks little.
    const looking = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    if (line.current) looking.observe(line.current)
    return () => looking.disconnect()
  }, [])
  useEffect(() => {
    if (!isSeen) return
    const gone = new AbortController()
    const variant = { currency, ...(sku ? { sku } : {}), ...(shipTo ? { shipTo } : {}) }
    const query = { ...variant, days: DAYS, points: POINTS }
    api
      .getTracked({ path: { listing }, query }, { signal: gone.signal })
      .then((answer) => {
        if (answer.ok && answer.value.chosen) setHistory(historyOf(answer.value.chosen.history))
      })
      .catch((error: unknown) => {
        if (!gone.signal.aborted) throw error
      })
    return () => gone.abort()
  }, [api, isSeen, listing, sku, shipTo, currency])
  return (
    <svg
      ref={line}
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {history && <path d={sparkPath(history)} />}
    </svg>
  )
}

/** The shape alone, over all that is known of the time: it has no axes that an hour would need. */
function sparkPath({ points, ...history }: History): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return ''
  const totals = points.map(({ total }) => total)
  const [low, high] = [Math.min(...totals), Math.max(...totals)]
  const [span, time] = [Math.max(1, high - low), Math.max(1, last.seen - first.from)]
  const isFlat = high === low
  const path = steppedPath(
    stretches({ ...history, points }),
    {
      x: (at) => WIDTH - EDGE - ((last.seen - at) / time) * (WIDTH - 2 * EDGE),
      y: (minor) =>
        isFlat ? HEIGHT / 2 : HEIGHT - EDGE - ((minor - low) / span) * (HEIGHT - 2 * EDGE),
    },
    ({ point }) => point.total,
  )
  // A price that was read but once is a dot: a line of no length is not drawn by all.
  return path.includes('H') ? path : `${path}h.01`
}
