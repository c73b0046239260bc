import { COIN_BOOK } from '../coins/coin-book.ts'
import { ORDER_BOOK } from '../money/order-book.ts'
import { SELLER_BOOK } from '../money/seller-book.ts'
import type { Book } from './book.ts'

/** Every ledger that the store keeps: what a check of all of them reads. */
export const BOOKS: readonly Book[] = [COIN_BOOK, ORDER_BOOK, SELLER_BOOK]
