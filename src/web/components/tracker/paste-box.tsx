import { useMemo, useRef } from 'preact/hooks'
import { LINK_KINDS } from '../../../core/tracker/link/found-link.ts'
import { useMarket } from '../../state/market/market.ts'
import { createPasteDesk, type PasteDesk } from '../../state/tracker/paste.ts'
import { ProblemNote } from '../market/problem-note.tsx'

/** Where a product is pasted; what it is, is said while it is typed (fg.t.paste). */
export function PasteBox() {
  const { api, clock } = useMarket()
  const { isHere } = clock
  const desk = useMemo(() => createPasteDesk(api), [api])
  const form = useRef<HTMLFormElement>(null)
  return (
    <form
      class="paste"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        desk.look()
      }}
    >
      <label for="paste">Link of a product, a message with one, or its id</label>
      <div class="paste-row">
        <textarea
          id="paste"
          rows={1}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="none"
          placeholder="aliexpress.com/item/…"
          aria-describedby="pasted"
          disabled={!isHere.value}
          value={desk.text.value}
          onInput={(event) => desk.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            form.current?.requestSubmit()
          }}
        />
        <button
          type="submit"
          class="primary"
          disabled={!isHere.value}
          aria-disabled={desk.isBusy.value}
        >
          {desk.isBusy.value ? 'Reading…' : 'See its price'}
        </button>
      </div>
      <div id="pasted" role="status">
        <Pasted desk={desk} />
      </div>
      {desk.problem.value && <ProblemNote problem={desk.problem.value} />}
    </form>
  )
}

function Pasted({ desk }: { readonly desk: PasteDesk }) {
  const link = desk.link.value
  const says = desk.says.value
  if (link === null) {
    return <p class="hint">No account. Who copied the link is not kept, not even as a number.</p>
  }
  if (link.kind === 'reject' && OTHER_SHOP.test(desk.text.value)) {
    return (
      <p class="pasted">
        {says ??
          'Not a link of the marketplace: if it is the page of another shop, its price is read there.'}
      </p>
    )
  }
  const { pdpNpi } = link
  return (
    <p class="pasted" data-kind={link.kind}>
      <b class="pasted-kind">{sentence(LINK_KINDS[link.kind])}</b>
      {link.itemId && <code>{link.itemId}</code>} {link.why}
      {pdpNpi && ` In the link: ${pdpNpi.sale} ${pdpNpi.currency}.`}
      {link.globalIdInferred && ` Perhaps ${link.globalIdInferred} on the global site.`}
      {says && <span class="says"> {says}</span>}
    </p>
  )
}

/** Whose page it may be all the same: the server looks, under guard. */
const OTHER_SHOP = /^\s*https?:\/\/\S+\s*$/i

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
