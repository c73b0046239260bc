/** Doubts about published codes that no rule finds: the codes, and what is wrong with them. */
export const KNOWN_FAULTS: readonly (readonly [codes: RegExp, says: string])[] = [
  [
    /^AEAFF/,
    'Serbia stands among the excluded as SRB, three letters among two-letter codes; read as RS.',
  ],
  [
    /^ESSF/,
    'Its page says that codes do not combine with other promotions, against every other source; not made exclusive here.',
  ],
  [/^(ESSF|AFAU)/, 'The year was not printed; taken from the same sale in another market.'],
  [/^BDQT/, 'The year was not printed.'],
  [
    /^CDES|^ESCD/,
    'Each tier has two strings, CDES and ESCD, for the same offer; one code per checkout all the same.',
  ],
  [/^CDCA/, 'The digits in its name are the minimum, not the amount.'],
  [
    /^CDCA70$/,
    'Probably misprinted: Australia pays 10 at this tier, and the two ladders agree at every other.',
  ],
  [/^AFSO/, 'Another page of the same site prints other tiers for this series.'],
  [/^OTPRD28$/, 'Its name says 28 where the table says 29: one of the two is wrong.'],
  [
    /^CDDZ/,
    'Gone from a later copy of its source, where OTPRD took its place: perhaps never real.',
  ],
  [/^FRPRD/, 'The same source names other French codes elsewhere.'],
  [
    /^AEUKFS20$/,
    'Published the wrong way round (170 off from 20); the two numbers are swapped back here.',
  ],
  [
    /^AEUKFS31$/,
    'Published the wrong way round (260 off from 31); the two numbers are swapped back here.',
  ],
  [/^CLAF10$/, 'Published with a bare dollar sign; taken as USD.'],
  [/^BRFS/, 'Known only from a quotation, without a date.'],
  [
    /^IFP(LEMR|9DBNO|ZQPP|VITP|ONWCI|0M6OW|3UAIA)$/,
    'Its page asks for more than the minimum, not for as much.',
  ],
  [
    /^AJO7RM0ITRX2$/,
    'Works on one product only, which was not named; the amounts are USD 1 off 20, converted.',
  ],
  [
    /^(F2D0VT7I83YG|NVSAU5KFG6X6|LO54LCJMKOZP|ACEQ4DY8P6X4|VLD59LWW231C|F3X78BYNH7FA|LHDIYUO1AI1J|D6U9U6OW3HWQ)$/,
    'A seller gave it in another currency; these are its amounts as shown to a buyer in Mexico.',
  ],
  [
    /^(LO54LCJMKOZP|ACEQ4DY8P6X4|VLD59LWW231C|F2D0VT7I83YG)$/,
    'The minimum as shown was rounded down: a cart of exactly that sum is short of the true one.',
  ],
]
