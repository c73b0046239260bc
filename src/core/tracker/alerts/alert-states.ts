/** Where an alert stands, and what a reading does to it: the whole machine is the table. */

export const ALERT_PLACES = ['armed', 'confirming', 'told', 'deepening', 'leaving'] as const

/** `confirming` and `deepening` wait for the second reading; `leaving` has been clear of it once. */
export type AlertPlace = (typeof ALERT_PLACES)[number]

/** What a reading says, in order from the strongest: a table of questions. */
export interface AlertFacts {
  /** At or below the target; in stock again. */
  readonly met: boolean
  /** The same, in the second reading, which came in time. */
  readonly metInTime: boolean
  /** At least 1 % under what was told last. */
  readonly deeper: boolean
  readonly deeperInTime: boolean
  /** Clearly no longer so: 2 % above the target; sold out again. */
  readonly clear: boolean
  /** It has been clear for a day, and holds again. */
  readonly metAfterADay: boolean
  readonly clearForADay: boolean
}

export const ALERT_EFFECTS = [
  /** Read once more, at once: the second reading comes within a minute. */
  'read-again',
  /** This is the first reading of two. */
  'remember',
  /** Told, with both readings. */
  'alert',
] as const

export type AlertEffect = (typeof ALERT_EFFECTS)[number]

export interface AlertStep {
  readonly from: AlertPlace
  readonly when?: keyof AlertFacts
  readonly to: AlertPlace
  readonly effects: readonly AlertEffect[]
}

const FIRST = ['remember', 'read-again'] as const
const NONE = [] as const

/**
 * Of the rows of a place the first counts whose question is answered by yes; the last asks none (fg.t.alert).
 * A price that swings around its target tells once: it is armed again only after two readings well above, a
 * day there, or where it falls clearly further than what was told.
 */
export const ALERT_STEPS = [
  { from: 'armed', when: 'met', to: 'confirming', effects: FIRST },
  { from: 'armed', to: 'armed', effects: NONE },

  { from: 'confirming', when: 'metInTime', to: 'told', effects: ['alert'] },
  { from: 'confirming', when: 'met', to: 'confirming', effects: FIRST },
  { from: 'confirming', to: 'armed', effects: NONE },

  { from: 'told', when: 'deeper', to: 'deepening', effects: FIRST },
  { from: 'told', when: 'clear', to: 'leaving', effects: ['remember'] },
  { from: 'told', to: 'told', effects: NONE },

  { from: 'deepening', when: 'deeperInTime', to: 'told', effects: ['alert'] },
  { from: 'deepening', when: 'deeper', to: 'deepening', effects: FIRST },
  { from: 'deepening', when: 'clear', to: 'leaving', effects: ['remember'] },
  { from: 'deepening', to: 'told', effects: NONE },

  { from: 'leaving', when: 'deeper', to: 'deepening', effects: FIRST },
  { from: 'leaving', when: 'metAfterADay', to: 'confirming', effects: FIRST },
  { from: 'leaving', when: 'clear', to: 'armed', effects: NONE },
  { from: 'leaving', when: 'clearForADay', to: 'armed', effects: NONE },
  { from: 'leaving', to: 'told', effects: NONE },
] as const satisfies readonly AlertStep[]

const stepsOf = Object.fromEntries(
  ALERT_PLACES.map((place) => [place, ALERT_STEPS.filter(({ from }) => from === place)]),
) as unknown as Readonly<Record<AlertPlace, readonly AlertStep[]>>

/** The step that a reading takes. */
export function alertStep(place: AlertPlace, facts: AlertFacts): AlertStep {
  const steps = stepsOf[place]
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k] as AlertStep
    if (step.when === undefined || facts[step.when]) return step
  }
  throw new Error(`Broken invariant: the last row of "${place}" asks nothing`)
}
