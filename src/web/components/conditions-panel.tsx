import { useEffect, useState } from 'preact/hooks'
import { parseInstant } from '../../core/base/instant.ts'
import { currencyCodes } from '../../core/base/iso4217.ts'
import { channels } from '../../core/pricing/offer-document.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import { useLab, usePart } from '../state/context.ts'
import { faultAt, fieldId, useEditor } from '../state/editor.ts'
import { countries } from '../state/samples.ts'
import {
  dateText,
  instantAt,
  moveTo,
  ownZone,
  wallOf,
  type Zone,
  zoneOf,
  zones,
} from '../state/when.ts'
import { ClauseLink } from './clause.tsx'
import { CheckField, NumberField, SelectField, TextField } from './fields.tsx'

const CURRENCIES = currencyCodes.map((code) => ({ value: code, label: code }))
const COUNTRIES = countries.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))
const CHANNELS = channels.map((channel) => ({
  value: channel,
  label: { site: 'Site', app: 'App', mobile: 'Mobile site' }[channel],
}))
const TERMS = shippedTerms.all.map(({ id, document }) => ({ value: id, label: document.title }))

/** Under what terms, when, where and by whom the cart is bought. */
export function ConditionsPanel() {
  return (
    <section class="panel conditions" aria-labelledby="conditions-title">
      <h2 id="conditions-title">Conditions</h2>
      <div class="fields">
        <SelectField path={['terms']} label="Terms" options={TERMS} class="whole" />
        <WhenField />
        <TermsHint />
        <SelectField path={['buyer', 'country']} label="Ships to" options={COUNTRIES} />
        <SelectField path={['currency']} label="Currency" options={CURRENCIES} />
        <SelectField
          path={['buyer', 'channel']}
          label="Bought on"
          options={CHANNELS}
          fallback="site"
        />
        <NumberField path={['buyer', 'coins']} label="Coins" fallback={0} optional />
        <NumberField path={['buyer', 'ordersPlaced']} label="Orders before" fallback={0} optional />
        <TextField path={['buyer', 'id']} label="Buyer" />
        <CheckField path={['buyer', 'disqualified']} label="Disqualified" class="whole" />
      </div>
    </section>
  )
}

/** Date and time on a clock of the reader's choice; another clock tells the same instant. */
function WhenField() {
  const editor = useEditor()
  const at = usePart((input) => input.at)
  const [known, setKnown] = useState<readonly Zone[]>(zones)
  // The reader's own clock is not known where the page is first written.
  useEffect(() => setKnown([...zones, ownZone()]), [])
  const text = String(at)
  const zone = zoneOf(text, known)
  const fault = faultAt(editor, ['at'])
  const id = fieldId(editor.name, '/at')
  const wall = wallOf(text)
  return (
    <div class="when whole">
      <div class="field">
        <label for={id}>Date and time</label>
        <input
          id={id}
          type="datetime-local"
          step={wall.length > 16 ? 1 : undefined}
          value={wall}
          aria-invalid={fault ? true : undefined}
          onInput={(event) => {
            const typed = event.currentTarget.value
            if (typed !== '') editor.set(['at'], instantAt(typed, zone ?? offsetZone(text)))
          }}
        />
        {fault && <p class="fault">{fault.fault}</p>}
      </div>
      <div class="field">
        <label for="clock">Clock</label>
        <select
          id="clock"
          value={zone?.id ?? ''}
          onChange={(event) => {
            const chosen = known.find((one) => one.id === event.currentTarget.value)
            if (chosen) editor.set(['at'], moveTo(chosen, text))
          }}
        >
          {!zone && <option value="">As written ({offsetZone(text).offsetAt(0)})</option>}
          {known.map((one) => (
            <option key={one.id} value={one.id} selected={one === zone}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

function offsetZone(at: string): Zone {
  const offset = /[+-]\d\d:\d\d$/.exec(at)?.[0] ?? 'Z'
  return { id: offset, name: offset, offsetAt: () => offset }
}

/** Which version was in force then; the named rule-set is used all the same (tc.22). */
function TermsHint() {
  const lab = useLab()
  const named = usePart((input) => input.terms)
  const at = usePart((input) => input.at)
  const terms = shippedTerms.get(String(named))
  const instant = parseInstant(String(at))
  if (!terms || instant === null) return null
  if (terms.from === null) {
    return (
      <p class="hint whole">These terms carry no date: they are used whatever the date says.</p>
    )
  }
  const inForce = shippedTerms.inForce(terms.programme, instant)
  return (
    <p class="hint whole">
      {inForce?.id === terms.id && <>In force on this date ({periodOf(terms)}). </>}
      {!inForce && <>No version of these terms was in force on this date. </>}
      {inForce && inForce.id !== terms.id && (
        <>
          In force on this date: {inForce.document.title} ({periodOf(inForce)}).{' '}
          <button type="button" class="small" onClick={() => lab.set(['terms'], inForce.id)}>
            Use them
          </button>{' '}
        </>
      )}
      <ClauseLink id="tc.22" />
    </p>
  )
}

function periodOf({ from, until }: Terms): string {
  if (from === null) return 'undated'
  return until === null ? `since ${dateText(from)}` : `${dateText(from)} to ${dateText(until - 1)}`
}
