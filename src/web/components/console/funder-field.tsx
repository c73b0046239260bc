import { usePlace } from '../fields.tsx'

const PAYERS = [
  { value: 'platform', label: 'The platform' },
  { value: 'seller', label: 'A seller' },
  { value: 'store', label: 'A store' },
  { value: 'partner', label: 'A partner' },
] as const

/** Who pays: the platform, or one of the others by name. */
export function FunderField({ path }: { readonly path: readonly string[] }) {
  const { value, fault, id, set } = usePlace({ path, label: 'Paid by' })
  const [payer = 'platform', ...rest] = String(value ?? '').split(':')
  const name = rest.join(':')
  return (
    <div class="field pair">
      <label for={id}>Paid by</label>
      <select
        id={id}
        value={payer}
        aria-invalid={fault ? true : undefined}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          set(chosen === 'platform' ? chosen : `${chosen}:${name}`)
        }}
      >
        {PAYERS.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === payer}>
            {one.label}
          </option>
        ))}
      </select>
      {payer !== 'platform' && (
        <input
          aria-label={`Which ${payer}`}
          placeholder={`name of the ${payer}`}
          autocomplete="off"
          spellcheck={false}
          value={name}
          onInput={(event) => set(`${payer}:${event.currentTarget.value}`)}
        />
      )}
      {fault && <p class="fault">{fault.fault}</p>}
    </div>
  )
}
