/** How the sellers and the buyers of a simulation behave: tables, so that a new habit is a row. */
import type { Range } from './random.ts'

interface Habit {
  readonly id: string
  readonly name: string
  readonly says: string
  /** How often it is met, in proportion to the others. */
  readonly weight: number
}

export interface SellerHabit extends Habit {
  /** When it ships, in percent of the time between payment and ship-by. */
  readonly shipsPercent: Range
  /** So many of a hundred orders are never shipped. */
  readonly forgetsPercent: number
  /** What becomes of a request to cancel, and after how many hours. */
  readonly answer: 'approves' | 'refuses' | 'never'
  readonly answerHours: Range
  /** So many of a hundred orders get more time for delivery, by so many days. */
  readonly extendsPercent: number
  /** How often what is available is withdrawn. */
  readonly withdrawsDays: number
}

export interface BuyerHabit extends Habit {
  /** Hours from placing to paying; null: never pays. */
  readonly paysHours: Range | null
  /** So many of a hundred payments fail. */
  readonly failsPercent: number
  readonly cancelsUnpaidPercent: number
  /** So many of a hundred paid orders are asked to be cancelled. */
  readonly regretsPercent: number
  readonly confirms: 'whole' | 'by-line' | 'never'
  /** Days from delivery to confirming. */
  readonly confirmDays: Range
  /** So many of a hundred parcels that came are disputed, a line or more. */
  readonly disputesPercent: number
  /** So many of a hundred paid orders are claimed back at the payment provider. */
  readonly claimsPercent: number
}

const SELLER = {
  forgetsPercent: 0,
  answer: 'approves',
  answerHours: [1, 20],
  extendsPercent: 2,
  withdrawsDays: 7,
} as const

/** Sellers, from the one that everybody likes to the one that nobody hears of. */
export const SELLER_HABITS = [
  {
    ...SELLER,
    id: 'prompt',
    name: 'Prompt',
    says: 'ships within a day or two, agrees to cancel',
    weight: 40,
    shipsPercent: [4, 30],
  },
  {
    ...SELLER,
    id: 'slow',
    name: 'Slow',
    says: 'ships on the last days, answers late',
    weight: 20,
    shipsPercent: [60, 99],
    answerHours: [20, 47],
  },
  {
    ...SELLER,
    id: 'forgetful',
    name: 'Forgetful',
    says: 'misses ship-by once in three, never answers',
    weight: 10,
    shipsPercent: [40, 95],
    forgetsPercent: 33,
    answer: 'never',
  },
  {
    ...SELLER,
    id: 'unyielding',
    name: 'Unyielding',
    says: 'refuses to cancel, and ships after that',
    weight: 12,
    shipsPercent: [20, 70],
    answer: 'refuses',
    answerHours: [2, 40],
  },
  {
    ...SELLER,
    id: 'generous',
    name: 'Generous',
    says: 'gives more time for delivery',
    weight: 10,
    shipsPercent: [10, 60],
    extendsPercent: 45,
  },
  {
    ...SELLER,
    id: 'saving',
    name: 'Saving',
    says: 'ships steadily and rarely withdraws',
    weight: 8,
    shipsPercent: [10, 50],
    withdrawsDays: 45,
  },
] as const satisfies readonly SellerHabit[]

const BUYER = {
  paysHours: [0, 1],
  failsPercent: 3,
  cancelsUnpaidPercent: 1,
  regretsPercent: 2,
  confirms: 'whole',
  confirmDays: [0, 4],
  disputesPercent: 2,
  claimsPercent: 0,
} as const

/** Buyers, each with one thing that they do more than others. */
export const BUYER_HABITS = [
  {
    ...BUYER,
    id: 'prompt',
    name: 'Prompt',
    says: 'pays at once and confirms soon',
    weight: 32,
  },
  {
    ...BUYER,
    id: 'late-payer',
    name: 'Late payer',
    says: 'pays after days',
    weight: 12,
    paysHours: [48, 440],
  },
  {
    ...BUYER,
    id: 'lapsing',
    name: 'Lapsing',
    says: 'lets payments lapse',
    weight: 6,
    paysHours: null,
    cancelsUnpaidPercent: 0,
  },
  {
    ...BUYER,
    id: 'unlucky',
    name: 'Unlucky',
    says: 'payments fail, and are tried again after the 30 minutes',
    weight: 8,
    failsPercent: 60,
  },
  {
    ...BUYER,
    id: 'wavering',
    name: 'Wavering',
    says: 'cancels before paying',
    weight: 6,
    paysHours: [6, 72],
    cancelsUnpaidPercent: 60,
  },
  {
    ...BUYER,
    id: 'regretful',
    name: 'Regretful',
    says: 'asks to cancel what is paid',
    weight: 8,
    regretsPercent: 60,
  },
  {
    ...BUYER,
    id: 'thorough',
    name: 'Thorough',
    says: 'confirms line by line',
    weight: 9,
    confirms: 'by-line',
    confirmDays: [0, 9],
  },
  {
    ...BUYER,
    id: 'silent',
    name: 'Silent',
    says: 'never confirms',
    weight: 10,
    confirms: 'never',
  },
  {
    ...BUYER,
    id: 'disputing',
    name: 'Disputing',
    says: 'disputes a line, now and then with reason',
    weight: 7,
    disputesPercent: 55,
    confirmDays: [3, 20],
  },
  {
    ...BUYER,
    id: 'claiming',
    name: 'Claiming',
    says: 'goes to the payment provider',
    weight: 2,
    disputesPercent: 15,
    claimsPercent: 45,
  },
] as const satisfies readonly BuyerHabit[]
