import type { FunctionComponent } from 'preact'
import { ActButton } from '../market/act-button.tsx'
import { type ActProps, useRefusal } from './act-refusal.tsx'
import { ConfirmLines } from './confirm-lines.tsx'
import { SureButton } from './sure-button.tsx'
import { TextAct } from './text-act.tsx'

/** How each act is asked for. An act of the process that has no form here is done through the API. */
const FORMS: Readonly<Record<string, FunctionComponent<ActProps>>> = {
  pay: Pay,
  cancel: Cancel,
  'request-cancel': RequestCancel,
  approve: Approve,
  refuse: Refuse,
  ship: Ship,
  extend: Extend,
  confirm: ConfirmLines,
}

export function ActForm(props: ActProps) {
  const Form = FORMS[props.action.action]
  return Form ? <Form {...props} /> : <p class="soft">{props.action.name}: through the API.</p>
}

function Pay({ order, desk }: ActProps) {
  const { heard, note } = useRefusal()
  return (
    <>
      <p>
        The money stays in escrow until you have the goods. All orders of{' '}
        <a href={`/checkout/${encodeURIComponent(order.checkout)}`}>this checkout</a> that are not
        paid are paid together.
      </p>
      <ActButton class="primary" act={() => heard(desk.pay(order))} busy="Opening the payment…">
        Pay now
      </ActButton>
      {note}
    </>
  )
}

function Cancel({ desk }: ActProps) {
  const { heard, note } = useRefusal()
  return (
    <>
      <SureButton
        verb="Cancel the order"
        title="Cancel this order?"
        says="It is not paid, so nobody has to agree. Its coupons are free again. It cannot be taken back."
        keep="Keep the order"
        act={() => heard(desk.act('cancel', {}, 'The order is cancelled.'))}
      />
      {note}
    </>
  )
}

function RequestCancel({ action, desk }: ActProps) {
  return (
    <TextAct
      label="Why do you want to cancel?"
      name="reason"
      verb={action.name}
      hint="The seller reads it, and agrees or refuses."
      isLong
      send={(reason) => desk.act('request-cancel', { reason }, 'The seller has been asked.')}
    />
  )
}

function Approve({ order, desk }: ActProps) {
  const { heard, note } = useRefusal()
  return (
    <>
      {order.cancellation && <CancelReason reason={order.cancellation.reason} />}
      <SureButton
        verb="Agree to the cancellation"
        title="Agree to cancel this order?"
        says="Everything that was paid goes back to the buyer. It cannot be taken back."
        keep="Not yet"
        isPrimary
        act={() => heard(desk.act('approve', {}, 'The order is cancelled, and refunded in full.'))}
      />
      {note}
    </>
  )
}

function CancelReason({ reason }: { readonly reason: string }) {
  return (
    <blockquote class="reason-given">
      <p>{reason}</p>
    </blockquote>
  )
}

function Refuse({ desk }: ActProps) {
  const { heard, note } = useRefusal()
  const done = 'The buyer has been told. Please ship the order in time.'
  return (
    <>
      <p class="soft">For an order that is packed or handed over already.</p>
      <ActButton act={() => heard(desk.act('refuse', {}, done))}>Refuse, and ship it</ActButton>
      {note}
    </>
  )
}

function Ship({ desk }: ActProps) {
  return (
    <TextAct
      label="Tracking number"
      name="tracking"
      verb="Ship it"
      hint="As the carrier gave it: the buyer follows the parcel by it."
      isPrimary
      send={(tracking) =>
        desk.act('ship', { tracking }, 'Shipped. The buyer has the tracking number.')
      }
    />
  )
}

function Extend({ desk }: ActProps) {
  return (
    <TextAct
      label="More days for delivery"
      name="days"
      verb="Give more time"
      hint="Delivery and protection are both extended."
      read={(text) => (/^[1-9]\d{0,2}$/.test(text) ? null : 'A whole number of days, such as 10.')}
      send={(days) => desk.act('extend', { days: Number(days) }, `${days} more days are given.`)}
    />
  )
}
