import type { LineName } from '../../state/tracker/plot-rows.ts'

/** The colours of the page as a canvas takes them. */
export interface Inks {
  readonly green: string
  readonly store: string
  readonly soft: string
  readonly rule: string
  readonly ochre: string
  readonly panel: string
  readonly font: string
}

/** Which ink a line is drawn with. */
export const LINE_INKS = {
  total: 'green',
  sale: 'store',
  list: 'soft',
} as const satisfies Readonly<Record<LineName, keyof Inks>>

const NAMES = {
  green: '--green',
  store: '--fill-store',
  soft: '--soft',
  rule: '--rule',
  ochre: '--ochre',
  panel: '--panel',
} as const

/** Reads them where the canvas will stand: a variable that holds two colours is resolved by an element only. */
export function inksOf(box: HTMLElement): Inks {
  const probe = document.createElement('span')
  box.append(probe)
  const resolved = Object.entries(NAMES).map(([ink, name]) => {
    probe.style.color = `var(${name})`
    return [ink, getComputedStyle(probe).color]
  })
  const font = getComputedStyle(probe).fontFamily
  probe.remove()
  return { ...(Object.fromEntries(resolved) as Omit<Inks, 'font'>), font }
}
