import { useEffect, useMemo } from 'preact/hooks'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { CartInHand } from '../../components/shop/cart-in-hand.tsx'
import { CodeForm } from '../../components/shop/code-form.tsx'
import { CoinsPanel } from '../../components/shop/coins-panel.tsx'
import { Drawer } from '../../components/shop/drawer.tsx'
import { InvitationPanel } from '../../components/shop/invitation-panel.tsx'
import { keptCart } from '../../state/kept-cart.ts'
import { followChanges, soon } from '../../state/market/live.ts'
import { useMarket } from '../../state/market/market.ts'
import { createWallet } from '../../state/shop/wallet.ts'

/** My coupons: the drawer, coins, and the invitation (fg.drawer, tc.18, tc.15). */
export function WalletPage() {
  return (
    <Gate roles={['buyer']} why="Your coupons and coins are kept in your account.">
      <Wallet />
    </Gate>
  )
}

function Wallet() {
  const market = useMarket()
  const cart = useMemo(keptCart, [])
  const wallet = useMemo(() => createWallet(market, cart), [market, cart])
  useEffect(() => {
    wallet.drawer.load()
    wallet.coins.load()
    const reload = soon(() => {
      wallet.drawer.load()
      wallet.coins.load()
    })
    return followChanges(market, { onGap: reload, onChange: reload })
  }, [wallet, market])
  return (
    <>
      <div class="intro">
        <h1>My coupons</h1>
        <p>
          What you hold, by when it lapses. More are in the <a href="/coupons">coupon centre</a>.
        </p>
      </div>
      <div class="wallet">
        <div class="wallet-main">
          <CartInHand cart={cart} />
          <Waiting on={wallet.drawer} rows={5}>
            {(drawer) => <Drawer drawer={drawer} currency={cart.currency} />}
          </Waiting>
        </div>
        <div class="wallet-side">
          <CodeForm wallet={wallet} />
          <CoinsPanel wallet={wallet} />
          <InvitationPanel wallet={wallet} />
        </div>
      </div>
    </>
  )
}
