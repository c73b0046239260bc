import type { Coupons } from '../../state/shop/coupons.ts'

/** Categories to choose from, each with how many coupons are for it. */
export function CategoryFilter(props: {
  readonly categories: NonNullable<Coupons['categories']>
  readonly chosen: string
  readonly onChoose: (category: string) => void
}) {
  const { categories, chosen, onChoose } = props
  const named = categories.some(({ category }) => category === chosen)
    ? categories
    : [...categories, ...(chosen === '' ? [] : [{ category: chosen, offers: 0 }])]
  if (named.length === 0) return null
  return (
    <fieldset class="chips">
      <legend class="unseen">Category</legend>
      {[{ category: '', offers: null }, ...named].map(({ category, offers }) => (
        <label key={category} class="chip">
          <input
            type="radio"
            name="category"
            checked={category === chosen}
            onChange={() => onChoose(category)}
          />
          <span>
            {category === '' ? 'All categories' : category}
            {offers !== null && <small> {offers}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
