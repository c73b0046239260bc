import { useMarket } from '../../state/market/market.ts'
import type { Channel, ChannelKinds } from '../../state/tracker/documents.ts'
import { ActButton } from '../market/act-button.tsx'
import { NewChannels } from './new-channels.tsx'

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
  readonly kinds: ChannelKinds | null
  readonly onChange: () => void
}) {
  const { list, channels, kinds, onChange } = props
  const { api, notice } = useMarket()
  const remove = async ({ id, kind, shows }: Channel) => {
    const answer = await api.removeChannel({ path: { list, channel: id } })
    const name = `${KINDS[kind]} ${shows}`
    notice.value = answer.ok ? `${name}: nothing is told there any more.` : answer.problem.detail
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
          <li key={channel.id} data-kind={channel.kind}>
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
      {kinds && (
        <NewChannels
          list={list}
          kinds={kinds}
          chats={channels.filter(({ kind }) => kind === 'telegram').length}
          onChange={onChange}
        />
      )}
    </>
  )
}

function standing({ confirmedAt, goneAt, fault }: Channel): string {
  if (goneAt !== null) return `Ended. ${fault ?? ''}`
  if (confirmedAt === null) return 'Waits for your confirmation: look into your mail.'
  return fault === null ? 'Ready' : `The last try failed. ${fault}`
}
