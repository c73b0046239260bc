import type { Fault, Refused } from '../base/faults.ts'
import { integer, isRecord, object, truth } from '../base/schema.ts'
import { SEED_MAX } from './random.ts'

/** What a simulation is asked for. The same options give the same report, to the byte. */
export interface SimulationOptions {
  readonly orders: number
  readonly days: number
  readonly seed: number
  /** Go on until every order is over, placing none after the days. */
  readonly untilOver: boolean
}

/** More orders would not fit into memory with what is counted of them; fewer are none. */
export const ORDERS_MAX = 100_000

/** Ten years: nobody plans further, and every clock of an order is shorter. */
export const DAYS_MAX = 3650

const options = object(
  {
    orders: integer(1, ORDERS_MAX, 'Must be a whole number from 1 to 100,000.'),
    days: integer(1, DAYS_MAX, 'Must be a whole number from 1 to 3,650.'),
    seed: integer(0, SEED_MAX, 'Must be a whole number from 0 to 4,294,967,295.'),
    untilOver: truth,
  },
  {},
)

/** Reads what was asked for; every fault by JSON Pointer. */
export function readSimulationOptions(asked: unknown): SimulationOptions | Refused {
  const faults: Fault[] = []
  options.find(asked, '', faults)
  if (faults.length > 0 || !isRecord(asked)) return { refused: faults }
  const { orders, days, seed, untilOver } = asked as unknown as SimulationOptions
  return { orders, days, seed, untilOver }
}
