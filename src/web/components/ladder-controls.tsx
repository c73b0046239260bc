import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { gainsOf, type LadderSteps, ladderSentences, readLadder, unitOf } from '../state/ladders.ts'
import { moneyDraft, moneyText, parseMoney } from '../state/money.ts'

interface ControlProps {
  readonly ladder: LadderSteps
  readonly total: number
  readonly onRead: (total: number) => void
}

/** Its thumb stands below the mark of the chart; a key moves it by one unit of the currency. */
export function LadderSlider({ ladder, total, onRead }: ControlProps) {
  const unit = unitOf(ladder.currency)
  return (
    <input
      class="ladder-slider"
      type="range"
      aria-label="Cart total"
      aria-valuetext={ladderSentences(ladder, readLadder(ladder, total)).join(' ')}
      min={0}
      max={ladder.totalMax / unit}
      value={total / unit}
      onInput={(event) => onRead(event.currentTarget.valueAsNumber * unit)}
    />
  )
}

/** A total to type, and the two that are worth a look. */
export function LadderControls(props: ControlProps & { readonly children: ComponentChildren }) {
  const { ladder, onRead, children } = props
  const { first, most } = useMemo(() => gainsOf(ladder), [ladder])
  return (
    <div class="ladder-actions">
      <TotalField key={ladder.currency} {...props} />
      <div class="actions">
        {first && (
          <button type="button" onClick={() => onRead(first.total)}>
            First gain: {moneyText(first.total, ladder.currency)}
          </button>
        )}
        {most && (
          <button type="button" onClick={() => onRead(most.total)}>
            Largest gain: {moneyText(most.total, ladder.currency)}
          </button>
        )}
        {children}
      </div>
    </div>
  )
}

function TotalField({ ladder, total, onRead }: ControlProps) {
  const { currency, totalMax } = ladder
  const [typed, setTyped] = useState<string | null>(null)
  const fits = (amount: number | null): amount is number => amount !== null && amount <= totalMax
  const isWrong = typed !== null && !fits(parseMoney(typed, currency))
  return (
    <div class="field ladder-total">
      <label for="ladder-total">Cart total, {currency}</label>
      <input
        id="ladder-total"
        class="number"
        inputMode="decimal"
        autocomplete="off"
        value={typed ?? moneyDraft(total, currency)}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          const amount = parseMoney(event.currentTarget.value, currency)
          if (fits(amount)) onRead(amount)
        }}
        onBlur={() => setTyped(null)}
        {...(isWrong ? { 'aria-invalid': true, 'aria-describedby': 'ladder-total-fault' } : {})}
      />
      {isWrong && (
        <p class="fault" id="ladder-total-fault">
          Write an amount of at most {moneyText(totalMax, currency)}.
        </p>
      )}
    </div>
  )
}
