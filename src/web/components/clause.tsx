import { useEffect, useState } from 'preact/hooks'
import type { Clause, ClauseSource } from '../../core/base/clauses.ts'
import { useClause } from '../state/clause.ts'
import { Dialog } from './dialog.tsx'

/** A clause id that opens the clause's text; without scripts it leads to the same over HTTP. */
export function ClauseLink({ id }: { readonly id: string }) {
  const open = useClause()
  return (
    <a
      class="clause"
      href={`/v1/clauses/${encodeURIComponent(id)}`}
      aria-haspopup="dialog"
      title="Read this clause"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        open.value = id
      }}
    >
      {id}
    </a>
  )
}

interface Found {
  readonly clause: Clause | undefined
  readonly source: ClauseSource | undefined
  readonly under: readonly Clause[]
}

/** The text of the clause that was asked for. The catalogue is fetched the first time. */
export function ClauseDialog() {
  const open = useClause()
  const id = open.value
  const [found, setFound] = useState<(Found & { readonly id: string }) | null>(null)
  useEffect(() => {
    if (id !== null) findClause(id).then((answer) => setFound({ ...answer, id }))
  }, [id])
  if (id === null) return null
  return (
    <Dialog title={`Clause ${id}`} onClose={() => (open.value = null)}>
      {found?.id === id ? <ClauseText {...found} /> : <p>Fetching the catalogue…</p>}
    </Dialog>
  )
}

async function findClause(id: string): Promise<Found> {
  const catalogue = await import('../../core/base/clauses.ts')
  return {
    clause: catalogue.clauseById(id),
    source: catalogue.sourceOfClause(id),
    under: catalogue.clausesUnder(id).filter((part) => part.id !== id),
  }
}

function ClauseText({ clause, source, under }: Found) {
  return (
    <>
      {clause ? (
        <p class="clause-text">{clause.says}</p>
      ) : (
        <p>{under.length > 0 ? 'This clause has parts:' : 'The catalogue has no such clause.'}</p>
      )}
      {clause?.numbers && (
        <dl class="facts">
          {Object.entries(clause.numbers).map(([name, figure]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeof figure === 'object' ? JSON.stringify(figure) : figure}</dd>
            </div>
          ))}
        </dl>
      )}
      {under.map((part) => (
        <p key={part.id}>
          <b>{part.id}</b> {part.says}
        </p>
      ))}
      <p class="soft">
        {source?.title}
        {clause && ` · ${clause.kind}, ${clause.area}`}
      </p>
    </>
  )
}
