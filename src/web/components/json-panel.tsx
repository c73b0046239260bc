import { useState } from 'preact/hooks'
import { useLab } from '../state/context.ts'
import { FaultList } from './faults.tsx'

/** The document itself, as `tessera quote` and POST /v1/quotes take it; edited here, the forms follow. */
export function JsonPanel() {
  const lab = useLab()
  const [open, setOpen] = useState(false)
  const faulty = lab.faults.value.length > 0
  return (
    <details class="panel json" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>As JSON</h2>
        <span class="soft">the same document as the API and the command take</span>
      </summary>
      {open && (
        <>
          <label class="unseen" for="json">
            The cart and its offers as JSON
          </label>
          <textarea
            id="json"
            spellcheck={false}
            autocomplete="off"
            rows={24}
            aria-invalid={faulty ? true : undefined}
            aria-describedby={faulty ? 'json-faults' : undefined}
            value={lab.json.value}
            onInput={(event) => lab.typeJson(event.currentTarget.value)}
          />
          <div class="fault" id="json-faults">
            <FaultList />
          </div>
        </>
      )}
    </details>
  )
}
