import { useState } from 'preact/hooks'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import { useMarket } from '../../state/market/market.ts'
import type { Channel } from '../../state/tracker/documents.ts'
import { addPush, canPush } from '../../state/tracker/push.ts'
import { type Told, trackerApi } from '../../state/tracker/tracker-api.ts'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'
import { AddressForm } from './address-form.tsx'

const KINDS: Readonly<Record<Channel['kind'], string>> = {
  telegram: 'Telegram',
  email: 'E-mail',
  'web-push': 'Browser',
  webhook: 'Web hook',
}

/** Where alerts of a list go, and the ways to add one. */
export function Channels(props: {
  readonly list: string
  readonly channels: readonly Channel[]
  readonly kinds: Told<'listChannelKinds'> | null
  readonly onChange: () => void
}) {
  const { list, channels, kinds, onChange } = props
  const remove = async (channel: Channel) => {
    await trackerApi.removeChannel({ path: { list, channel: channel.id } })
    onChange()
  }
  return (
    <>
      {channels.length === 0 && (
        <p class="hint">
          Alerts are shown on this page and in its feed. To be told elsewhere too, choose a way.
        </p>
      )}
      <ul class="channel-rows">
        {channels.map((channel) => (
          <li key={channel.id}>
            <span>
              <b>{KINDS[channel.kind]}</b> {channel.shows}
              <small data-bad={channel.goneAt !== null}>{standing(channel)}</small>
            </span>
            <ActButton
              class="small"
              act={() => remove(channel)}
              label={`Remove: ${KINDS[channel.kind]} ${channel.shows}`}
            >
              Remove
            </ActButton>
          </li>
        ))}
      </ul>
      {kinds && <NewChannels list={list} kinds={kinds} onChange={onChange} />}
    </>
  )
}

function standing({ confirmedAt, goneAt, fault }: Channel): string {
  if (goneAt !== null) return `Ended. ${fault ?? ''}`
  if (confirmedAt === null) return 'Waits for your confirmation: look into your mail.'
  return fault === null ? 'Ready' : `The last try failed. ${fault}`
}

function NewChannels(props: {
  readonly list: string
  readonly kinds: Told<'listChannelKinds'>
  readonly onChange: () => void
}) {
  const { list, kinds, onChange } = props
  const market = useMarket()
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const [says, setSays] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const path = { list }
  const hear = <A,>(answer: Answer<A>): A | null => {
    setProblem(answer.ok ? null : answer.problem)
    setSays(null)
    if (answer.ok) onChange()
    return answer.ok ? answer.value : null
  }
  const telegram = async () => {
    const link = hear(await trackerApi.addTelegram({ path }))
    if (link) window.location.assign(link.deepLink)
  }
  const push = async (key: string) => {
    const came = await addPush(list, key)
    if (typeof came === 'string') setSays(came)
    else hear(came)
  }
  const { isHere } = market.clock
  const key = kinds.webPushKey
  return (
    <div class="new-channels">
      <p class="actions">
        {kinds.telegram && <ActButton act={telegram}>Telegram</ActButton>}
        {key !== null && isHere.value && canPush() && (
          <ActButton act={() => push(key)}>This browser</ActButton>
        )}
      </p>
      {kinds.email && (
        <AddressForm
          name="email"
          label="By e-mail"
          placeholder="ann@example.com"
          send={async (address) =>
            hear(await trackerApi.addEmail({ path, body: { address } })) !== null
          }
        />
      )}
      {kinds.webhook && (
        <AddressForm
          name="hook"
          label="By a web hook"
          placeholder="https://example.com/alerts"
          send={async (url) => {
            const made = hear(await trackerApi.addAlertHook({ path, body: { url } }))
            if (made) setSecret(made.secret)
            return made !== null
          }}
        />
      )}
      {secret && (
        <p class="note">
          The secret that signs its alerts, shown this once: <code>{secret}</code>
        </p>
      )}
      {says && (
        <p class="note warn" role="alert">
          {says}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}
