import { useMemo } from 'preact/hooks'
import type { Input } from '../../core/pricing/input.ts'
import { CartPanel } from '../components/cart-panel.tsx'
import { Cheapest } from '../components/cheapest.tsx'
import { ClauseDialog } from '../components/clause.tsx'
import { ConditionsPanel } from '../components/conditions-panel.tsx'
import { Faults } from '../components/faults.tsx'
import { Funding } from '../components/funding.tsx'
import { JsonPanel } from '../components/json-panel.tsx'
import { LadderSection } from '../components/ladder-section.tsx'
import { Notice } from '../components/notice.tsx'
import { OffersPanel } from '../components/offers-panel.tsx'
import { Patterns } from '../components/patterns.tsx'
import { Readout } from '../components/readout.tsx'
import { Receipt } from '../components/receipt.tsx'
import { Refused } from '../components/refused.tsx'
import { Returns } from '../components/returns.tsx'
import { SampleBar } from '../components/sample-bar.tsx'
import { Waterfall } from '../components/waterfall.tsx'
import { ClauseContext } from '../state/clause.ts'
import { LabContext } from '../state/context.ts'
import { EditorContext } from '../state/editor.ts'
import type { Lab } from '../state/lab.ts'

/** The bench on the left, the receipt in the middle, the readings on the right. */
export function LabPage({ lab }: { readonly lab: Lab }) {
  // Rendered once: what changes, changes by signals inside.
  return useMemo(
    () => (
      <LabContext.Provider value={lab}>
        <EditorContext.Provider value={lab}>
          <ClauseContext.Provider value={lab.clause}>
            <Patterns />
            <SampleBar />
            <Cheapest />
            <div class="bench">
              <Bench lab={lab} />
              <div class="tape">
                <div class="tape-head">
                  <Readout />
                  <Faults />
                </div>
                <Receipt />
                <Returns />
              </div>
              <div class="readings">
                <Waterfall />
                <Funding />
                <Refused />
              </div>
            </div>
            <Ladders lab={lab} />
            <Notice of={lab.notice} />
            <ClauseDialog />
          </ClauseContext.Provider>
        </EditorContext.Provider>
      </LabContext.Provider>
    ),
    [lab],
  )
}

function Bench({ lab }: { readonly lab: Lab }) {
  const editable = lab.editable.value
  return (
    <div class="inputs">
      <fieldset class="bare" disabled={!editable}>
        <legend class="unseen">The cart and its offers</legend>
        {!editable && (
          <p class="note warn">The forms rest until the JSON below reads as a cart again.</p>
        )}
        <CartPanel />
        <ConditionsPanel />
        <OffersPanel />
      </fieldset>
      <JsonPanel />
    </div>
  )
}

/** What ladders of codes save by splitting; a cart of the chart can be tried on the bench above. */
function Ladders({ lab }: { readonly lab: Lab }) {
  const tryIn = (input: Input) => {
    lab.replace(input, 'The cart of the chart is in the lab. Undo brings the last one back.', null)
    document.getElementById('cheapest')?.scrollIntoView()
  }
  return <LadderSection onTry={tryIn} />
}
