import { useMemo, useState } from 'preact/hooks'
import type { DocumentOf } from '../../../client/client.ts'
import type { Fault } from '../../../core/base/faults.ts'
import { extensionDocument } from '../../../core/orders/extension.ts'
import { EditorContext } from '../../state/editor.ts'
import { actOnce } from '../../state/market/act-once.ts'
import { createForm } from '../../state/market/form.ts'
import { noticeRefusal, useMarket } from '../../state/market/market.ts'
import { ClauseLink } from '../clause.tsx'
import { InstantField } from '../console/instant-field.tsx'
import { Dialog } from '../dialog.tsx'
import { NumberField, WordsField } from '../fields.tsx'
import { FormFaults, focusFault } from '../market/form-faults.tsx'

/** An extension in the making: what is left out reaches everybody. */
interface Draft {
  readonly days: number
  readonly shippedFrom?: string
  readonly shippedUntil?: string
  readonly countries?: readonly string[]
}

/** More time for everyone whom it reaches, in one act (bp.extend). */
export function ExtensionDialog(props: {
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const { onDone, onClose } = props
  const market = useMarket()
  const form = useMemo(extensionForm, [])
  const once = useMemo(actOnce, [])
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!form.check()) return focusFault(form, form.wrong.value[0]?.path ?? '')
    setBusy(true)
    const body = asSent(form.draft.value)
    const answer = await once(body, (options) => market.api.createExtension({ body }, options))
    setBusy(false)
    form.hear(answer)
    if (!answer.ok) return noticeRefusal(market, answer.problem)
    market.notice.value = `${answer.value.days} more days are given to every order that this reaches.`
    onDone()
    onClose()
  }
  return (
    <Dialog title="Give more time to many" onClose={onClose}>
      <EditorContext.Provider value={form}>
        <form onSubmit={submit} noValidate class="stack">
          <p class="soft">
            Delivery and protection of every order that it reaches are extended, also of those that
            are shipped later in the period. It cannot be taken back. <ClauseLink id="bp.extend" />
          </p>
          <div class="fields">
            <NumberField path={['days']} label="More days" />
            <InstantField path={['shippedFrom']} label="Shipped from" optional />
            <InstantField path={['shippedUntil']} label="Shipped before" optional />
            <WordsField
              path={['countries']}
              label="Only to these countries"
              hint="ISO codes, such as FR, ES; left empty, everywhere."
              class="whole"
              optional
            />
          </div>
          <FormFaults form={form} />
          <footer class="actions">
            <button type="submit" class="primary" aria-disabled={isBusy}>
              {isBusy ? 'One moment…' : 'Give more time'}
            </button>
          </footer>
        </form>
      </EditorContext.Provider>
    </Dialog>
  )
}

function asSent(draft: Draft): DocumentOf<'Extension'> {
  const { days, shippedFrom, shippedUntil, countries = [] } = draft
  return {
    days,
    shippedFrom: shippedFrom || null,
    shippedUntil: shippedUntil || null,
    countries: countries.length === 0 ? null : countries.map((code) => code.toUpperCase()),
  }
}

function extensionForm() {
  return createForm<Draft>({
    name: 'extension',
    opening: { days: 10 },
    faults: (draft) => {
      const faults: Fault[] = []
      extensionDocument.find(asSent(draft), '', faults)
      return faults
    },
  })
}
