import { useMarket } from '../../state/market/market.ts'
import { keepList, ownList } from '../../state/tracker/own-list.ts'
import { watchListHref, watchListPath } from '../../state/tracker/reads.ts'
import { ActButton } from '../market/act-button.tsx'
import { SureButton } from '../orders/sure-button.tsx'

interface ListLinkProps {
  readonly id: string
  readonly reload: () => void
  /** It is gone, and the page is on its way elsewhere: nothing is to be asked of it any more. */
  readonly onDelete: () => void
}

/** What can be done with a list as a whole: keep its link, subscribe to it, take it along, delete it. */
export function ListLink({ id, reload, onDelete }: ListLinkProps) {
  const market = useMarket()
  const { notice, clock } = market
  const isHere = clock.isHere.value
  const isOwn = isHere && ownList() === id
  const copy = async () => {
    const link = window.location.origin + watchListHref(id)
    try {
      await navigator.clipboard.writeText(link)
      notice.value = 'The link is copied. Keep it: whoever has it has the list.'
    } catch {
      notice.value = `Copy it from the address bar: ${link}`
    }
  }
  const remove = async () => {
    const answer = await market.api.deleteWatchList({ path: { list: id } })
    if (!answer.ok) {
      notice.value = answer.problem.detail
      return reload()
    }
    onDelete()
    if (ownList() === id) keepList(null)
    window.location.assign('/track')
  }
  const path = watchListPath(id)
  return (
    <div class="list-link">
      <p class="soft">
        This link is the only key to the list. Whoever has it may read, change and delete it.
      </p>
      <p class="actions">
        <ActButton act={copy}>Copy the link</ActButton>
        {isHere && !isOwn && (
          <ActButton act={async () => keepList(id)}>Use it in this browser</ActButton>
        )}
        <a href={`${path}/feed.rss`}>RSS</a>
        <a href={`${path}/export`} download="watch-list.json">
          Export
        </a>
        <SureButton
          verb="Delete everything"
          title="Delete this list?"
          says="Its watches, its alerts and every address in it are deleted. Nothing of it is kept, and it cannot be brought back."
          keep="Keep it"
          act={remove}
        />
      </p>
    </div>
  )
}
