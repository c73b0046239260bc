import { countText } from '../../state/console/words.ts'
import type { Coins, Wallet } from '../../state/shop/wallet.ts'
import { ownTime } from '../../state/shop/words.ts'
import { ActButton } from '../market/act-button.tsx'
import { Waiting } from '../market/waiting.tsx'

type Entry = Coins['entries'][number]

/** What moved coins, in words for their owner. */
const CAUSES: Readonly<Record<string, string>> = {
  earn: 'Earned',
  reserve: 'Put aside for an order',
  settle: 'Spent on an order',
  release: 'Back from an order',
  spend: 'Spent on an order',
  'give-back': 'Back from a cancelled order',
  exchange: 'Exchanged for a coupon',
  'undo-exchange': 'Back from an exchange',
  expire: 'Lapsed',
  revoke: 'Taken back',
}

/** The coins of a buyer: the balance, and the entries that make it. */
export function CoinsPanel({ wallet }: { readonly wallet: Wallet }) {
  return (
    <section class="panel coins" aria-labelledby="coins-title">
      <h2 id="coins-title">Coins</h2>
      <Waiting on={wallet.coins} rows={3}>
        {(coins) => (
          <>
            <p class="balance">
              <b>{countText(coins.held)}</b> {coins.held === 1 ? 'coin' : 'coins'}
            </p>
            <p class="soft">
              Coupons for coins are in the <a href="/coupons">coupon centre</a>.
            </p>
            <History coins={coins} wallet={wallet} />
          </>
        )}
      </Waiting>
    </section>
  )
}

function History({ coins, wallet }: { readonly coins: Coins; readonly wallet: Wallet }) {
  if (coins.entries.length === 0) return <p class="soft">No coin has come or gone yet.</p>
  return (
    <details class="part">
      <summary>History</summary>
      <ol class="ledger">
        {coins.entries.map((entry) => (
          <EntryRow key={entry.number} entry={entry} />
        ))}
      </ol>
      {coins.next !== null && (
        <ActButton class="small" act={wallet.moreCoins} busy="Loading…">
          Show older
        </ActButton>
      )}
    </details>
  )
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { cause, debit, credit, amount, heldAfter, at, reference } = entry
  const sign = credit === 'held' ? '+' : debit === 'held' ? '−' : ''
  return (
    <li>
      <span class="what">
        {CAUSES[cause] ?? cause}
        <small>
          {ownTime(at)} · {reference}
        </small>
      </span>
      <span class="amount" data-sign={sign}>
        {sign}
        {countText(amount)}
      </span>
      <span class="amount soft" title="what you held then">
        {countText(heldAfter)}
      </span>
    </li>
  )
}
