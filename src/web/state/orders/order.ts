import type { DocumentOf } from '../../../client/client.ts'

/** An order as its reader sees it. */
export type Order = DocumentOf<'Order'>
export type OrderAction = Order['actions'][number]
export type OrderLine = Order['lines'][number]
export type Silence = NonNullable<Order['silence']>
export type OrderEvent = NonNullable<Order['history']>[number]

/** What is sent with an act besides its name. */
export type ActContents = Omit<DocumentOf<'OrderAct'>, 'event' | 'as'>

/** Parties of an order, as somebody reads of them. */
const PARTY_WORDS: Readonly<Record<string, string>> = {
  buyer: 'the buyer',
  seller: 'the seller',
  payment: 'the payment provider',
  carrier: 'the carrier',
  platform: 'the platform',
  disputes: 'the dispute process',
  timer: 'a deadline',
}

/** A party by its word; the reader is "you". */
export function partyWords(party: string, reader: string): string {
  return party === reader ? 'you' : (PARTY_WORDS[party] ?? party)
}

/** Who loses by silence: "at your expense", "at the seller’s expense". */
export function expenseWords(party: string, reader: string): string {
  return party === reader ? 'at your expense' : `at ${PARTY_WORDS[party] ?? party}’s expense`
}

/** A sentence begins with a capital. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** How an order is called in a list: the seller and the method that ships it (faq.combine). */
export function orderName({ seller, method }: Pick<Order, 'seller' | 'method'>): string {
  return `${sentence(seller)}, ${method.replaceAll('-', ' ')}`
}
