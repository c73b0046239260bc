import type { Fault } from '../../core/base/faults.ts'
import { useLab } from '../state/context.ts'
import { fieldId } from '../state/editor.ts'

const SHOWN_MAX = 12

/** What is wrong with the cart as it stands; the last good receipt stays, greyed, until it is right. */
export function Faults() {
  const lab = useLab()
  if (!lab.stale.value) return null
  return (
    <section class="faults" id="faults" role="alert" aria-labelledby="faults-title">
      <h2 id="faults-title">{faultCount(lab.faults.value.length)}</h2>
      <p>The receipt is of the last cart that could be priced. Nothing you typed is lost.</p>
      <FaultList />
    </section>
  )
}

export function faultCount(many: number): string {
  return many === 1 ? 'One thing to put right' : `${many} things to put right`
}

/** Each fault by its place, which leads to its field. */
export function FaultList() {
  const faults = useLab().faults.value
  return (
    <ul class="fault-list">
      {faults.slice(0, SHOWN_MAX).map((fault) => (
        <FaultRow key={`${fault.path} ${fault.fault}`} fault={fault} />
      ))}
      {faults.length > SHOWN_MAX && <li>And {faults.length - SHOWN_MAX} more.</li>}
    </ul>
  )
}

/** A place without a field of its own is put right in the JSON. */
function openJson(): void {
  document.querySelector('details.json')?.setAttribute('open', '')
  // The text is there once the panel has heard that it is open.
  setTimeout(() => document.getElementById('json')?.focus(), 50)
}

function FaultRow({ fault }: { readonly fault: Fault }) {
  const lab = useLab()
  const goTo = () => {
    const field = document.getElementById(fieldId(lab.name, fault.path))
    if (field === null) return openJson()
    field.closest('details')?.setAttribute('open', '')
    field.focus()
  }
  return (
    <li>
      <button type="button" class="pointer" onClick={goTo}>
        {fault.path || 'JSON'}
      </button>{' '}
      {fault.fault}
    </li>
  )
}
