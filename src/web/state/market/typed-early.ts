/**
 * Does something to a page that the server drew, and keeps what its reader has typed there already: fields
 * that a script takes over begin with what it knows, which is nothing.
 */
export function keepTyped(root: Element, takeOver: () => void): void {
  const typed = [...root.querySelectorAll<HTMLInputElement>('input, textarea')]
    .filter(({ value, defaultValue }) => value !== defaultValue)
    .map((field) => [field, field.value] as const)
  takeOver()
  for (const [field, value] of typed) {
    field.value = value
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}
