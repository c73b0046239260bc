import { useEffect, useMemo } from 'preact/hooks'
import type { DocumentOf } from '../../../client/client.ts'
import { changesBetween } from '../../state/console/changes.ts'
import { loader } from '../../state/market/load.ts'
import { useMarket } from '../../state/market/market.ts'
import { moveTo, pacific, whenText } from '../../state/when.ts'
import { Waiting } from '../market/waiting.tsx'
import { Changes } from './changes.tsx'

type Version = DocumentOf<'OfferVersions'>['versions'][number]

/** How an offer became what it is: each version with what it changed, the newest first. */
export function OfferVersions({
  offer,
  version,
}: {
  readonly offer: string
  readonly version: number
}) {
  const { api } = useMarket()
  const versions = useMemo(
    () => loader((ends) => api.listOfferVersions({ path: { offer } }, { signal: ends })),
    [api, offer],
  )
  useEffect(() => {
    versions.load()
  }, [versions, version])
  return (
    <section class="panel" aria-labelledby="versions-title">
      <h2 id="versions-title">Versions</h2>
      <Waiting on={versions} rows={2}>
        {({ versions: all }) => (
          <ol class="versions">
            {all.map((one, at) => (
              <VersionRow key={one.version} version={one} before={all[at + 1]} />
            ))}
          </ol>
        )}
      </Waiting>
    </section>
  )
}

const ACTS = { created: 'It was issued.', ended: 'It was ended.' } as const

function VersionRow(props: { readonly version: Version; readonly before: Version | undefined }) {
  const { version, before } = props
  const changes = before ? changesBetween(before.offer, version.offer) : []
  return (
    <li>
      <p>
        <b>Version {version.version}</b>{' '}
        <span class="soft">
          {whenText(moveTo(pacific, version.changedAt))}, by {version.changedBy}
        </span>
      </p>
      {version.act !== 'changed' && <p class="soft">{ACTS[version.act]}</p>}
      <Changes changes={changes} currency={version.offer.offer.currency ?? 'USD'} />
    </li>
  )
}
