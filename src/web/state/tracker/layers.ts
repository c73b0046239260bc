import { LAYERS, PERSONAL, SOURCES } from '../../../core/tracker/layers.ts'
import { OUTCOMES } from '../../../core/tracker/observation.ts'
import type { Receipt, ReceiptLayer } from './documents.ts'

/** What tells a layer of a receipt from its others: its offer, of which each is there once. */
export const layerId = ({ kind, offer }: ReceiptLayer): string => offer?.id ?? kind

/** One buyer's own: no part of the public stack (fg.t.personal). */
export const isOwn = ({ outcome }: ReceiptLayer): boolean => outcome === 'could-be-yours'

export const isCounted = ({ outcome }: ReceiptLayer): boolean => outcome === 'counted'

/** What is on to begin with: everything that anybody may use. */
export const publicLayers = ({ layers }: Receipt): ReadonlySet<string> =>
  new Set(layers.filter((layer) => !isOwn(layer)).map(layerId))

export const layerName = ({ kind }: Pick<ReceiptLayer, 'kind'>): string => LAYERS[kind].name

export const outcomeWords = ({ outcome }: ReceiptLayer): string => OUTCOMES[outcome]

export const sourceName = (source: Receipt['source']): string => SOURCES[source].name

export function ownWords({ personal }: ReceiptLayer): string {
  return personal ? PERSONAL[personal] : PERSONAL.held
}
