import {
  addressOf,
  type CampaignState,
  filterIn,
  type OfferList,
} from '../../state/console/offer-list.ts'
import { OBTAIN_WORDS, optionsOf, STANDING_WORDS } from '../../state/console/words.ts'

/** Which offers are shown; the choice stands in the address. */
export function OfferFilters(props: {
  readonly list: OfferList
  readonly campaigns: readonly CampaignState[]
}) {
  const { list, campaigns } = props
  const filter = list.filter.value
  const choose = (name: string, value: string) => {
    const words = new URLSearchParams(filter as Record<string, string>)
    if (value === '') words.delete(name)
    else words.set(name, value)
    const next = filterIn(`?${words}`)
    window.history.replaceState(null, '', addressOf(next))
    list.choose(next)
  }
  const named = campaigns.map(({ campaign }) => ({ value: campaign.id, label: campaign.title }))
  return (
    <search class="filters" aria-label="Which offers">
      <Filter
        name="campaign"
        label="Campaign"
        value={filter.campaign}
        options={named}
        choose={choose}
      />
      <Filter
        name="standing"
        label="Standing"
        value={filter.standing}
        options={optionsOf(STANDING_WORDS)}
        choose={choose}
      />
      <Filter
        name="obtain"
        label="Obtained"
        value={filter.obtain}
        options={optionsOf(OBTAIN_WORDS)}
        choose={choose}
      />
    </search>
  )
}

function Filter(props: {
  readonly name: string
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly choose: (name: string, value: string) => void
}) {
  const { name, label, value = '', options, choose } = props
  const isKnown = value === '' || options.some((option) => option.value === value)
  return (
    <div class="field">
      <label for={`filter-${name}`}>{label}</label>
      <select
        id={`filter-${name}`}
        value={value}
        onChange={(event) => choose(name, event.currentTarget.value)}
      >
        <option value="">All</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
