import { useEffect, useRef } from 'preact/hooks'
import { fieldId } from '../../state/editor.ts'
import type { Form } from '../../state/market/form.ts'
import { ProblemNote } from './problem-note.tsx'

const SHOWN_MAX = 12

/** What stands in the way of a form, each fault leading to its field; and why the server refused it. */
export function FormFaults<D>({ form }: { readonly form: Form<D> }) {
  const faults = form.faults.value
  const problem = form.problem.value
  const place = useRef<HTMLDivElement>(null)
  // A refusal may come while its reader looks elsewhere in a long form.
  useEffect(() => {
    if (problem) place.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  return (
    <div class="form-faults" ref={place}>
      {problem && <ProblemNote problem={problem} />}
      {faults.length > 0 && (
        <ul class="faults fault-list" aria-label="To be put right first">
          {faults.slice(0, SHOWN_MAX).map((fault) => (
            <li key={`${fault.path} ${fault.fault}`}>
              <button type="button" class="pointer" onClick={() => focusFault(form, fault.path)}>
                {fault.path || '/'}
              </button>{' '}
              {fault.fault}
            </li>
          ))}
          {faults.length > SHOWN_MAX && <li>And {faults.length - SHOWN_MAX} more.</li>}
        </ul>
      )}
    </div>
  )
}

/** Goes to the field of a place, or to the nearest one around it. */
export function focusFault<D>({ name }: Form<D>, path: string): void {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const field = document.getElementById(fieldId(name, at))
    if (field === null) continue
    field.closest('details')?.setAttribute('open', '')
    field.focus()
    return
  }
}
