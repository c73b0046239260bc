import { useMemo, useState } from 'preact/hooks'
import ladderNames from '../../../samples/ladders/index.json' with { type: 'json' }
import openingRows from '../../../samples/ladders/us-2026-05.json' with { type: 'json' }
import type { Input } from '../../core/pricing/input.ts'
import {
  cartOfReading,
  gainsOf,
  type LadderReading,
  type LadderSteps,
  ladderSentences,
  readLadder,
} from '../state/ladders.ts'
import { moneyText, shareText } from '../state/money.ts'
import { LadderChart } from './ladder-chart.tsx'
import { LadderControls, LadderSlider } from './ladder-controls.tsx'
import { LadderTable } from './ladder-table.tsx'

// JSON cannot say that a step is a total, a place and a list.
const opening = openingRows as unknown as LadderSteps

/** The cart that everybody sees first: 8.00 with the best single code, 13.00 as 59 + 39. */
const OPENING_TOTAL = 9800

const rows = import.meta.glob<LadderSteps>(
  ['../../../samples/ladders/*.json', '!../../../samples/ladders/{index,us-2026-05}.json'],
  { import: 'default' },
)

async function loadLadder(id: string): Promise<LadderSteps> {
  return (await rows[`../../../samples/ladders/${id}.json`]?.()) ?? opening
}

/** When does splitting pay? What one code and the best split of codes save, at every cart total. */
export function LadderSection(props: { readonly onTry?: (input: Input) => void }) {
  const { onTry } = props
  const [ladder, setLadder] = useState(opening)
  const [total, setTotal] = useState(OPENING_TOTAL)
  const reading = readLadder(ladder, total)
  const read = (wanted: number) => setTotal(Math.min(Math.max(wanted, 0), ladder.totalMax))
  const choose = async (id: string) => {
    const chosen = await loadLadder(id)
    setLadder(chosen)
    // Another scale, another cart: the one at which this ladder gains most is worth a look.
    if (chosen.totalMax !== ladder.totalMax) {
      setTotal(gainsOf(chosen).most?.total ?? chosen.totalMax)
    }
  }
  return (
    <section class="panel ladder" aria-labelledby="ladder-title">
      <div class="panel-head">
        <h2 id="ladder-title">When does splitting pay?</h2>
        <Choice chosen={ladder.id} onChoose={choose} />
      </div>
      <Lead ladder={ladder} />
      <LadderChart ladder={ladder} reading={reading} onRead={read} />
      <LadderSlider ladder={ladder} total={total} onRead={read} />
      <Sentence ladder={ladder} reading={reading} />
      <LadderControls ladder={ladder} total={total} onRead={read}>
        {onTry && (
          <button
            type="button"
            class="primary"
            onClick={() => onTry(cartOfReading(ladder, reading))}
          >
            Try this in the lab
          </button>
        )}
      </LadderControls>
      <LadderTable ladder={ladder} />
    </section>
  )
}

function Choice(props: { readonly chosen: string; readonly onChoose: (id: string) => void }) {
  return (
    <div class="field ladder-choice">
      <label for="ladder-choice">The published codes of</label>
      <select
        id="ladder-choice"
        value={props.chosen}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        {ladderNames.map(({ id, name }) => (
          <option key={id} value={id} selected={id === props.chosen}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** What the ladder comes to as a whole, and what the figures take for granted. */
function Lead({ ladder }: { readonly ladder: LadderSteps }) {
  const { first, most, share } = useMemo(() => gainsOf(ladder), [ladder])
  const money = (minor: number) => `${moneyText(minor, ladder.currency)} ${ladder.currency}`
  return (
    <div class="ladder-lead">
      <p>
        {first && most
          ? `Splitting pays from a cart of ${money(first.total)} on, at ${shareText(share, 1)} of the totals shown, and most at ${money(most.total)}: ${money(most.gain)} on top of the best single code.`
          : 'At none of the totals shown does splitting save more than one code.'}
      </p>
      <p class="hint">
        One code a checkout, each code once an account. At most this much: the cart can be divided
        anywhere, costs no more to ship in parts, and holds no other offer; totals are before tax.
      </p>
    </div>
  )
}

function Sentence(props: { readonly ladder: LadderSteps; readonly reading: LadderReading }) {
  const [one, more] = ladderSentences(props.ladder, props.reading)
  return (
    <p class="ladder-sentence">
      {one} {more && <b>{more}</b>}
    </p>
  )
}
