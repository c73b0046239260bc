import type { Statement } from './literate.ts'

/**
 * A JSON document after the changes of a row: `/lines/0/quantity = 0` sets what stands at a JSON
 * Pointer, `- /terms` takes it away; " & " stands between two changes.
 */
export function changed(json: string, cells: readonly Statement[]): unknown {
  const root = { document: JSON.parse(json) as unknown }
  const changes = cells
    .filter(({ key }) => key === 'change')
    .flatMap(({ value }) => value.split(' & '))
  for (const change of changes) {
    const [, minus, path = '', value] = /^(- )?(\S*)(?: = (.*))?$/.exec(change) ?? []
    const tokens = path
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = ['document', ...tokens].at(-1) as string
    const parent = ['document', ...tokens]
      .slice(0, -1)
      .reduce<unknown>((at, token) => (at as Record<string, unknown>)[token], root)
    if (minus) delete (parent as Record<string, unknown>)[last]
    else set(parent as Record<string, unknown>, last, JSON.parse(value ?? 'null'))
  }
  return root.document
}

/** Any key becomes a key of its own, "__proto__" too. */
function set(record: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(record, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}
