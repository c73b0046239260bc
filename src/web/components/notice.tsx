import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** Long enough to read two sentences twice; it also stands in the way of what is behind it. */
const SHOWN_MS = 9_000

/** What happened last, said once: shown for a while, and read out. */
export function Notice({ of }: { readonly of: Signal<string> }) {
  const said = of.value
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => {
      of.value = ''
    }, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said, of])
  return (
    <p class="notice" role="status" data-shown={said !== ''}>
      {said}
    </p>
  )
}
