import { proofFaults } from '../../../core/tracker/alerts/proof.ts'
import type { StoredAlert } from '../../store/tracker/alerts.ts'
import type { ListChannel } from '../../store/tracker/list-channels.ts'
import type { ListedWatch } from '../../store/tracker/watches.ts'

/** A watch as its list shows it. */
export function watchView({ target, createdAt, readAt, ...watch }: ListedWatch) {
  const { id, kind, of, title, image, isSample, totalMinor, place, fault } = watch
  return {
    ...{ id, kind, of, title, image, isSample, totalMinor, place, fault },
    targetMinor: target,
    readAt: readAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

type Kind = 'telegram' | 'email' | 'web-push' | 'webhook'

/** A channel, of which no more is shown than its owner needs to know it again. */
export function channelView({ id, kind, target, fault, ...channel }: ListChannel) {
  return {
    ...{ id, kind: kind as Kind, fault },
    shows: SHOWS[kind as Kind](target as Readonly<Record<string, unknown>>),
    confirmedAt: channel.confirmedAt?.toISOString() ?? null,
    goneAt: channel.goneAt?.toISOString() ?? null,
    createdAt: channel.createdAt.toISOString(),
  }
}

type Shows = (target: Readonly<Record<string, unknown>>) => string

const SHOWS: Readonly<Record<Kind, Shows>> = {
  telegram: () => 'A chat of Telegram',
  email: ({ address }) => String(address).replace(/^(.).*(@.*)$/s, '$1…$2'),
  'web-push': ({ endpoint }) => `A browser (${URL.parse(String(endpoint))?.host ?? 'unknown'})`,
  webhook: ({ url }) => URL.parse(String(url))?.host ?? 'A web hook',
}

/** What channels deliver to, in full, for who takes it all away; secrets are shown only once. */
export function targetText({ kind, target }: ListChannel): string {
  const { secret: _, keys: __, ...rest } = target as Readonly<Record<string, unknown>>
  return `${kind}: ${Object.values(rest).join(' ')}`
}

/** An alert in a list. */
export function alertView({ id, watch, at, proof, title }: StoredAlert) {
  return {
    ...{ id, watch, kind: proof.kind, title },
    at: at.toISOString(),
    listing: proof.history.listing,
    of: proof.history,
    totalMinor: proof.total,
    targetMinor: proof.kind === 'ending' ? null : proof.target,
    says: proof.says,
  }
}

/** An alert with its proof, for everybody: neither its watch nor its list is in it. */
export function proofView(stored: StoredAlert) {
  const { proof, image, isSample } = stored
  const { watch: _, ...alert } = alertView(stored)
  const isEnding = proof.kind === 'ending'
  return {
    ...alert,
    ...{ image, isSample },
    readings: isEnding ? [proof.reading] : [...proof.readings],
    ending: isEnding ? proof.ending : null,
    faults: isEnding ? [] : [...proofFaults(proof)],
  }
}
