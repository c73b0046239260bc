import { useState } from 'preact/hooks'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import { useMarket } from '../../state/market/market.ts'
import type { ChannelKinds } from '../../state/tracker/documents.ts'
import { addPush, canPush } from '../../state/tracker/push.ts'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'
import { AddressForm } from './address-form.tsx'

interface NewChannelsProps {
  readonly list: string
  readonly kinds: ChannelKinds
  /** Chats of Telegram that the list has: one more, and the link to the bot has done its work. */
  readonly chats: number
  readonly onChange: () => void
}

/** The ways to be told that this server and this browser have. */
export function NewChannels({ list, kinds, chats, onChange }: NewChannelsProps) {
  const { api, clock } = useMarket()
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const [says, setSays] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const [chat, setChat] = useState<ChatLink | null>(null)
  const path = { list }
  const hear = <A,>(answer: Answer<A>): A | null => {
    setProblem(answer.ok ? null : answer.problem)
    setSays(null)
    if (answer.ok) onChange()
    return answer.ok ? answer.value : null
  }
  const telegram = async () => {
    const link = hear(await api.addTelegram({ path }))
    if (link) setChat({ href: link.deepLink, chats })
  }
  const push = async (key: string) => {
    const came = await addPush(api, { list, key })
    if (typeof came === 'string') setSays(came)
    else hear(came)
  }
  const hook = async (url: string) => {
    const made = hear(await api.addAlertHook({ path, body: { url } }))
    if (made) setSecret(made.secret)
    return made !== null
  }
  const email = async (address: string) =>
    hear(await api.addEmail({ path, body: { address } })) !== null
  const key = kinds.webPushKey
  const isPushed = key !== null && clock.isHere.value && canPush()
  return (
    <div class="new-channels">
      {(kinds.telegram || isPushed) && (
        <p class="actions">
          {kinds.telegram && <ActButton act={telegram}>Telegram</ActButton>}
          {isPushed && <ActButton act={() => push(key)}>This browser</ActButton>}
        </p>
      )}
      <div role="status">{chat?.chats === chats && <OpenChat href={chat.href} />}</div>
      {kinds.email && (
        <AddressForm name="email" label="By e-mail" placeholder="ann@example.com" send={email} />
      )}
      {kinds.webhook && (
        <AddressForm
          name="hook"
          label="By a web hook"
          placeholder="https://example.com/alerts"
          send={hook}
        />
      )}
      <div role="status">
        {secret && (
          <p class="note">
            The secret that signs its alerts, shown this once: <code>{secret}</code>
          </p>
        )}
      </div>
      {says && (
        <p class="note warn" role="alert">
          {says}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}

/** A link to the bot, and how many chats there were when it was asked for. */
interface ChatLink {
  readonly href: string
  readonly chats: number
}

/** The way to the bot. Only its reader can say there that a chat is theirs, so the page waits. */
function OpenChat({ href }: { readonly href: string }) {
  return (
    <p class="note">
      <a href={href} target="_blank" rel="noreferrer">
        Open Telegram
        <span class="unseen"> (in a new window)</span>
      </a>{' '}
      and press Start within an hour. The chat then stands here by itself.
    </p>
  )
}
