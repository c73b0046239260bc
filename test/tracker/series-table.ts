/**
 * What the recorded series come to, counted apart from the code: change points (of list, price and stock),
 * changes of the price paid alone, gaps (silence for more than 2.2 intervals), readings that are not newer
 * than the one before, the low and the target 5 % above it in minor units, and how often a watch set at
 * that target from the first day on tells its owner, if each first reading is read again at once.
 */
export const SERIES: readonly SeriesRow[] = [
  // series, readings, points, paid, gaps, late, low, target, alerts
  ['Lelit Bianca Espresso Machine - CliveCoffee', 844, 1, 1, 3, 0, 299995, 314995, 1],
  ['Lelit Bianca Espresso Machine - SurLaTable', 845, 2, 1, 3, 0, 299995, 314995, 1],
  ['Lelit Bianca Espresso Machine - CoffeeMachineDepot', 845, 3, 3, 3, 0, 289995, 304495, 2],
  ['Turin DF83 Gen 2 Grinder - EspressoOutlet', 845, 1, 1, 3, 0, 49900, 52395, 1],
  ['Turin DF83 Gen 2 Grinder - TurinGrinders', 843, 1, 1, 4, 0, 49900, 52395, 1],
  ['Turin DF83 Gen 2 Grinder - CliffAndPebble', 844, 1, 1, 3, 0, 49900, 52395, 1],
  ['Turin DF83 Gen 2 Grinder - JSA Coffee', 843, 1, 1, 5, 0, 64900, 68145, 0],
  ['Brake Free Tail Light - BrakeFreeTech', 328, 1, 1, 0, 0, 15999, 16799, 1],
  ['Brake Free Tail Light - RevZilla', 329, 1, 1, 0, 0, 15999, 16799, 1],
  ['Brake Free Tail Light - CycleGear', 329, 1, 1, 0, 0, 15999, 16799, 1],
  ['BR 600 Stihl - ACE - Seekonk', 18, 1, 1, 0, 0, 49999, 52499, 1],
  ['BR 600 Stihl - Stihl', 18, 1, 1, 0, 0, 49999, 52499, 1],
  ['Hawk HSP 5.0 Brake Pads - HawkPartsDirect', 13, 1, 1, 0, 0, 19799, 20789, 1],
  ['Raybestos Front Rotors - RockAuto', 46, 7, 7, 0, 0, 4779, 5018, 1],
  ['Trial TEst - Test', 17, 1, 1, 0, 0, 13495, 14170, 1],
  ['Cannon MF662Cdw - Dell 1', 10, 1, 1, 0, 0, 42999, 45149, 1],
  ['Cannon MF662Cdw - CDW', 17, 1, 1, 0, 0, 42999, 45149, 1],
  ['Cannon MF662Cdw - Dell 2', 7, 1, 1, 0, 0, 42999, 45149, 1],
  ['Cannon MF662Cdw - Newegg', 7, 1, 1, 0, 0, 49999, 52499, 1],
  ['carrot', 86, 43, 35, 5, 1, 3800, 3990, 1],
  ['onion', 381, 285, 201, 9, 1, 1800, 1890, 2],
  ['potato', 576, 383, 283, 7, 1, 1950, 2048, 3],
  ['tomato', 86, 71, 58, 5, 1, 1600, 1680, 2],
]

export type SeriesRow = readonly [
  series: string,
  readings: number,
  points: number,
  paid: number,
  gaps: number,
  late: number,
  low: number,
  target: number,
  alerts: number,
]
