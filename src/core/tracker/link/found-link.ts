import type { Surface } from '../observation.ts'
import type { PdpNpi } from './pdp-npi.ts'

/** What a pasted text can be (fg.t.paste); the first that a text with several links offers is taken. */
export const LINK_KINDS = {
  item: 'a product',
  share: 'a link that was shared, unwrapped without the network',
  bundle: 'a product in a bundle deal',
  coin: 'the coin page of a product',
  short: 'a short link, which has to be followed once',
  search: 'a search or a category',
  store: 'a store',
  other: 'a page of the marketplace without a product',
  'foreign-tracker': 'a page of another tracker',
  reject: 'no link of the marketplace',
} as const satisfies Readonly<Record<string, string>>

export type LinkKind = keyof typeof LINK_KINDS

/** What a text says, in one form whatever was pasted; nothing of its paster is in it. */
export interface Link {
  readonly kind: LinkKind
  readonly itemId: string | null
  readonly skuId?: string
  /** The id on the global site, inferred from one of the US site. */
  readonly globalIdInferred?: string
  /** The prices in the link: its paster's word, which sets no low. */
  readonly pdpNpi?: PdpNpi
  readonly shipTo?: string
  readonly currency?: string
  /** Where the link's price is shown, where that is not the ordinary page. */
  readonly surface?: Surface
  /** The price in the link is one for new customers. */
  readonly newcomer?: true
  /** What to follow, under guard, to learn the product of a short link. */
  readonly resolve?: string
  /** Why it is read so, as a sentence. */
  readonly why: string
}

/** What a path alone says, before the prices in the query are read. */
export interface Found {
  readonly kind: LinkKind
  readonly itemId: string | null
  readonly skuId?: string
  readonly resolve?: string
  readonly why: string
}

export function rejected(why: string): Link {
  return { kind: 'reject', itemId: null, why }
}
