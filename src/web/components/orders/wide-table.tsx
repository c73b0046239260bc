import type { ComponentChildren } from 'preact'

/** A table that may be wider than the page: it scrolls by itself, by keyboard too. */
export function WideTable(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the arrow keys
    <section class="scroll" tabIndex={0} aria-label={`${props.name}, as a table`}>
      <table class="ledger-table">{props.children}</table>
    </section>
  )
}
