import { useEffect, useMemo } from 'preact/hooks'
import { SOURCES } from '../../../core/tracker/layers.ts'
import { ClauseLink } from '../../components/clause.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, useMarket } from '../../state/market/market.ts'
import { useAsking } from '../../state/tracker/asking.ts'
import type { Queue } from '../../state/tracker/documents.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { QUEUE_PATH } from '../../state/tracker/reads.ts'

const POLL_MS = 5_000

/** How the reading of prices stands, for everybody: nothing is throttled unseen (fg.t.schedule). */
export function TrackerQueuePage() {
  const market = useMarket()
  const queue = useMemo(
    () =>
      loader<Queue>(
        (signal) => market.api.trackerQueue({}, { signal }),
        givenTo(market, QUEUE_PATH),
      ),
    [market],
  )
  useEffect(() => {
    findOwnList()
    queue.begin()
  }, [queue])
  useAsking(queue.load, POLL_MS)
  return (
    <div class="tracker">
      <TrackerNav at={null} />
      <div class="intro">
        <h1>The queue</h1>
        <p>
          What is read, what waits, and what fails. A price near a target is read more often than
          others. <ClauseLink id="fg.t.schedule" />
        </p>
      </div>
      <Waiting on={queue} rows={5}>
        {(answer) => <Figures queue={answer} />}
      </Waiting>
    </div>
  )
}

const ROWS = [
  ['listings', 'Products'],
  ['histories', 'Histories', 'each of one variant, country and currency'],
  ['watches', 'Watches'],
  ['due', 'Due now', 'to be read'],
  ['beingRead', 'Being read'],
  ['failing', 'Failing', 'whose last look found no price'],
  ['toReprice', 'To price again', 'because an offer began, ended or changed'],
  ['toDeliver', 'Alerts on their way'],
  ['nextHour', 'In the next hour', 'looks that are planned'],
] as const satisfies readonly (readonly [keyof Queue, string, string?])[]

function Figures({ queue }: { readonly queue: Queue }) {
  const { lateSeconds, sources } = queue
  return (
    <>
      <p class="note">
        {lateSeconds === 0
          ? 'Nothing is late.'
          : `The oldest that is due is ${lateWords(lateSeconds)} late.`}{' '}
        {sources.length > 0 && `Read from ${sources.map(nameOf).join(', ')}.`}
      </p>
      <dl class="queue-figures">
        {ROWS.map(([name, words, more]) => (
          <div key={name}>
            <dt>
              {words}
              {more && <small>{more}</small>}
            </dt>
            <dd>{queue[name].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const nameOf = (source: string): string =>
  Object.hasOwn(SOURCES, source) ? SOURCES[source as keyof typeof SOURCES].name : source

const lateWords = (seconds: number): string =>
  seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
