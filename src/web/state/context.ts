import { useComputed } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Input } from '../../core/pricing/input.ts'
import type { Lab } from './lab.ts'

export const LabContext = createContext<Lab | null>(null)

export function useLab(): Lab {
  const lab = useContext(LabContext)
  if (lab === null) throw new Error('a part of the lab stands outside of it')
  return lab
}

/** A part of the cart, heard of only when it changes. */
export function usePart<T>(part: (input: Input) => T): T {
  const { form } = useLab()
  return useComputed(() => part(form.value)).value
}
