import { canonicalCode } from '../../../core/offers/code-text.ts'
import { isRefusal, type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { codeDigest } from '../offers/codes.ts'
import { offerOfSharedCode } from '../offers/shared-codes.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { ActAnswer, AskedAct } from './act-batch.ts'
import { type Ask, askOver } from './ask.ts'
import type { ClaimAsked } from './asked.ts'
import type { Claimed } from './claim-lane.ts'
import { type ClaimRow, claimOf } from './claim-row.ts'
import { instantOf } from './line-rules.ts'
import { keyText, name } from './names.ts'

/** A claim that is asked for by a code. */
export type CodeAsked = Pick<ClaimAsked, 'buyer' | 'key' | 'at'> & { readonly code: string }

/** What claims by code lean on: the claims themselves. */
export interface CodeClaiming {
  readonly store: Store
  readonly claim: (asked: ClaimAsked) => Promise<Claimed | Refusal>
  readonly act: (asked: AskedAct, at: Date | undefined) => Promise<ActAnswer>
}

/** A unique code that was taken for a claim, which is to be decided. */
export interface TakenCode {
  readonly shard: number
  readonly digest: string
  readonly buyer: string
  readonly key: string
  readonly offer: string
}

/** The topic under which a code is kept in mind until its claim is decided. */
export const CODE_TAKEN = 'code.taken'

/** By then whoever took the code has decided, or died. */
const MIND_SECONDS = 30

/**
 * Claims an offer by a code, shared or unique. Whatever is wrong (unknown, used, expired, another's, or
 * not to be claimed by this buyer) is answered alike: a guesser learns nothing.
 */
export async function claimByCode(
  claiming: CodeClaiming,
  { buyer: who, code, key: named, at }: CodeAsked,
): Promise<Claimed | Refusal> {
  const buyer = name(who)
  const key = keyText(named)
  const canonical = canonicalCode(code)
  if (canonical === null) return refusal('code-refused')
  const { store } = claiming
  const offer = await offerOfSharedCode(store, code, at)
  if (offer !== null) {
    const answer = await claiming.claim({ buyer, offer, key, source: 'code', at })
    return isRefusal(answer) ? refusal('code-refused') : answer
  }
  const ask = askOver(store.pool)
  const digest = codeDigest(store, code).toString('hex')
  const shard = shardOf(digest, store.shards)
  const [taken] = await ask<{ offer: string; number: number }>(TAKE_CODE, [
    ...[shard, digest, buyer, key, at ?? null],
  ])
  if (!taken) return (await replayedOf(ask, store, { buyer, key, canonical })) ?? refused()
  const found = { shard, digest, buyer, key, offer: taken.offer }
  const answer = await decide(claiming, found, at)
  if (!answer) await giveBack(ask, found)
  await ask(FORGET_CODE, [shard, taken.number])
  return answer ?? refused()
}

const refused = () => refusal('code-refused')

/**
 * Decides a taken code: its claim, or null where it is refused, and then the code is free again. The same
 * for whoever asks, however often: the decision is kept under its key.
 */
async function decide(
  { act }: Pick<CodeClaiming, 'act'>,
  { digest, buyer, key, offer }: TakenCode,
  at: Date | undefined,
): Promise<Claimed | null> {
  const claim = { act: 'claim', buyer, offer, key, source: 'code' } as const
  const answer = await act({ act: claim, keeps: 'every-answer', about: digest }, at)
  if (!('claims' in answer)) return null
  const [made] = answer.claims
  return made ? { ...made, replayed: answer.replayed } : null
}

/** Finishes what a process that died left of a claim by code; a message may come more than once. */
export async function settleCode(
  claiming: Pick<CodeClaiming, 'act' | 'store'>,
  taken: TakenCode,
): Promise<void> {
  if (!(await decide(claiming, taken, undefined))) {
    await giveBack(askOver(claiming.store.pool), taken)
  }
}

export const TAKE_CODE = {
  name: 'take-code',
  text: `
with clock as (select ${instantOf('$5::timestamptz')} as at
), taken as (
  update codes c set taken_by = $3, taken_key = $4, taken_at = clock.at
  from offers o, clock
  where c.shard = $1 and c.digest = decode($2, 'hex') and o.id = c.offer_id
    and (c.taken_by = $3 and c.taken_key = $4
      or c.taken_by is null and coalesce(o.ended_at > at, true) and coalesce(o.claim_from <= at, true)
        and coalesce(o.claim_until > at, true) and coalesce(o.usable_until > at, true))
  returning c.offer_id
)
insert into outbox (shard, topic, document, due_at)
select $1, '${CODE_TAKEN}',
  json_build_object('shard', $1::smallint, 'digest', $2::text, 'buyer', $3::text, 'key', $4::text,
    'offer', offer_id)::jsonb,
  clock_timestamp() + interval '${MIND_SECONDS} seconds'
from taken
returning number, document ->> 'offer' as offer`,
}

export const GIVE_CODE_BACK = {
  name: 'give-code-back',
  text: `
update codes set taken_by = null, taken_key = null, taken_at = null
where shard = $1 and digest = decode($2, 'hex') and taken_by = $3 and taken_key = $4`,
}

async function giveBack(ask: Ask, { shard, digest, buyer, key }: TakenCode): Promise<void> {
  await ask(GIVE_CODE_BACK, [shard, digest, buyer, key])
}

export const FORGET_CODE = {
  name: 'forget-code',
  text: 'delete from outbox where shard = $1 and number = $2',
}

/** A claim of this key by a shared code whose time is over since. */
export const REPLAY_CODE = {
  name: 'replay-code',
  text: `
select c.* from claims c join shared_codes s on s.offer_id = c.offer_id
where c.shard = $1 and c.buyer_id = $2 and c.key = $3 and s.code = $4 and c.source = 'code' limit 1`,
}

async function replayedOf(
  ask: Ask,
  { shards }: Store,
  { buyer, key, canonical }: { readonly buyer: string; key: string; canonical: string },
): Promise<Claimed | null> {
  const values = [shardOf(buyer, shards), buyer, key, canonical]
  const [row] = await ask<ClaimRow>(REPLAY_CODE, values)
  return row ? { ...claimOf(row), replayed: true } : null
}
