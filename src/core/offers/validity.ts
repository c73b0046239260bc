import type { Fault, Refused } from '../base/faults.ts'
import { earlier, instantOf, isBefore, isEmpty, later, windowText } from './bounds.ts'
import type { Campaign } from './campaign.ts'
import type { IssuedOffer } from './issued-offer.ts'
import { lastingOf } from './lasting.ts'

/** When an offer can be claimed and used, with everything filled in that its issuer left unsaid. */
export interface Validity {
  /** Half-open: from <= at < until. Null has no such bound. */
  readonly claimFrom: string | null
  readonly claimUntil: string | null
  readonly usableFrom: string | null
  /** Whatever the day of the claim, it is void from here on (tc.6). */
  readonly usableUntil: string | null
  /** Days from the claim; null: until `usableUntil`, and at most two months like any claim (cp.2). */
  readonly validDays: number | null
}

/** A fault that cites the clause which an offer contradicts. */
export interface CitedFault extends Fault {
  readonly clause: string
}

/** Something unusual that is allowed: for the issuer to look at again. */
export interface Doubt {
  readonly path: string
  readonly doubt: string
  readonly clause: string
}

export interface Resolved {
  readonly validity: Validity
  readonly doubts: readonly Doubt[]
}

/**
 * Resolves when an offer can be claimed and used: claims inside the campaign (cp.1), validity by its
 * kind (fg.valid), at most two months (cp.2), and where it combines with other coupons only while the
 * campaign lasts (cp.10). Refused where what is written contradicts that.
 */
export function resolveValidity(row: IssuedOffer, campaign: Campaign): Resolved | Refused {
  const validity = validityOf(row, campaign)
  const bounds = [...claimFaults(row, campaign), ...useFaults(row, campaign, validity)]
  // What lies outside the campaign is out of order too: that need not be said twice.
  const refused = bounds.length > 0 ? bounds : orderFaults(validity)
  return refused.length > 0 ? { refused } : { validity, doubts: doubtsOf(row) }
}

/** The same without asking whether it is allowed: for what was issued already. */
export function validityOf(row: IssuedOffer, campaign: Campaign): Validity {
  return row.obtain === 'automatic' ? standing(row, campaign) : claimed(row, campaign)
}

/** An offer that applies by itself: while its own window and the campaign last. */
function standing({ offer }: IssuedOffer, { starts, ends }: Campaign): Validity {
  return {
    claimFrom: null,
    claimUntil: null,
    usableFrom: later(offer.from, starts),
    usableUntil: earlier(offer.until, ends),
    validDays: null,
  }
}

function claimed(row: IssuedOffer, campaign: Campaign): Validity {
  const { offer } = row
  const lasting = lastingOf(row)
  const usableUntil =
    lasting === 'sale' || combines(row)
      ? earlier(offer.until, campaign.ends)
      : (offer.until ?? null)
  const claimUntil = row.claimUntil ?? earlier(campaign.ends, usableUntil)
  const usableFrom = later(offer.from, campaign.starts)
  // Who types a code claims and uses it at once; other coupons are collected before the sale.
  const claimFrom = row.claimFrom ?? (row.obtain === 'code' ? usableFrom : campaign.starts) ?? null
  return {
    claimFrom,
    claimUntil,
    usableFrom,
    usableUntil,
    validDays: row.validDays ?? (typeof lasting === 'string' || offer.until ? null : lasting.days),
  }
}

const DAY_MS = 86_400_000

/** Whether its own terms let it stand beside another coupon of its kind (cp.5, cp.10). */
function combines({ offer: { kind, stacksWith } }: IssuedOffer): boolean {
  return stacksWith === 'any' || (Array.isArray(stacksWith) && stacksWith.includes(kind))
}

function claimFaults(row: IssuedOffer, { starts, ends }: Campaign): CitedFault[] {
  const faults: CitedFault[] = []
  const say = (field: string, fault: string) =>
    faults.push({ path: `/${field}`, fault, clause: 'cp.1' })
  for (const field of ['claimFrom', 'claimUntil', 'validDays'] as const) {
    if (row.obtain !== 'automatic' || row[field] === undefined || row[field] === null) continue
    say(field, 'Leave it out: an automatic offer applies by itself, and nobody claims it.')
  }
  const { claimFrom, claimUntil } = row
  if (isBefore(claimFrom, starts) || isEmpty(claimFrom, ends)) {
    say('claimFrom', `Lies outside the campaign (${windowText(starts, ends)}).`)
  }
  if (isEmpty(starts, claimUntil) || isBefore(ends, claimUntil)) {
    say('claimUntil', `Lies outside the campaign (${windowText(starts, ends)}).`)
  }
  return faults
}

function useFaults(row: IssuedOffer, { starts, ends }: Campaign, validity: Validity): CitedFault[] {
  const faults: CitedFault[] = []
  const { offer } = row
  const say = (field: string, clause: string, fault: string) =>
    faults.push({ path: field, fault, clause })
  const untilSaleEnds = row.obtain !== 'automatic' && lastingOf(row) === 'sale'
  if (untilSaleEnds && validity.usableUntil === null) {
    const fault = `A ${offer.kind} lasts until its sale ends, and the campaign has no end: say until when.`
    say('/offer/until', 'fg.valid', fault)
  }
  const bound = offer.kind === 'free-shipping' || untilSaleEnds
  if ((bound || combines(row)) && isBefore(ends, offer.until)) {
    const clause = bound ? 'fg.valid' : 'cp.10'
    const why = bound
      ? `A ${offer.kind} ends with its sale`
      : 'What combines ends with its promotion'
    say('/offer/until', clause, `${why}, at ${ends}: end it then or before.`)
  }
  if (offer.kind === 'free-shipping' && isBefore(offer.from, starts)) {
    say('/offer/from', 'fg.valid', `Free shipping is for its sale only, from ${starts} on.`)
  }
  return faults
}

/** Claimed, then used, then void: each while the one before is possible (tc.6). */
function orderFaults(validity: Validity): CitedFault[] {
  const { usableFrom, usableUntil, claimFrom, claimUntil, validDays } = validity
  const fault = (path: string, text: string): CitedFault[] => [
    { path, fault: text, clause: 'tc.6' },
  ]
  if (isEmpty(usableFrom, usableUntil)) {
    return fault('/offer/until', `Ends before it can be used, at ${usableFrom}.`)
  }
  if (isEmpty(claimFrom, usableUntil)) {
    return fault('/offer/until', `Ends before it can be claimed, at ${claimFrom}.`)
  }
  if (isBefore(usableUntil, claimUntil)) {
    return fault('/claimUntil', `Could still be claimed when it is void, from ${usableUntil} on.`)
  }
  if (validDays === null || claimFrom === null || usableFrom === null) return []
  if (instantOf(claimFrom) + validDays * DAY_MS > instantOf(usableFrom)) return []
  const text = `Claimed at ${claimFrom} it is void after ${validDays} days, before it can be used, at ${usableFrom}: let it be claimed later, or last longer.`
  return fault('/validDays', text)
}

function doubtsOf(row: IssuedOffer): Doubt[] {
  const lasting = lastingOf(row)
  if (row.validDays === undefined || typeof lasting === 'string') return []
  const [least, most] = lasting.usual
  if (row.validDays >= least && row.validDays <= most) return []
  const usual = least === most ? `${least}` : `${least} to ${most}`
  const doubt = `Lasts ${row.validDays} days from the claim; such offers usually last ${usual}.`
  return [{ path: '/validDays', doubt, clause: 'fg.valid' }]
}
