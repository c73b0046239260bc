/**
 * The fills of bars by who pays, once a page: the platform's plain, a partner's crossed, a seller's
 * dotted, a store's striped, so that colour is never the only sign.
 */
export function Patterns() {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="fill-store" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect class="ground store" width="6" height="6" />
          <path class="figure" d="M-1 7L7-1M-1 1L1-1M5 7L7 5" />
        </pattern>
        <pattern id="fill-seller" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect class="ground seller" width="6" height="6" />
          <circle class="figure dot" cx="3" cy="3" r="1.2" />
        </pattern>
        <pattern id="fill-partner" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect class="ground partner" width="6" height="6" />
          <path class="figure" d="M0 3H6M3 0V6" />
        </pattern>
        <pattern id="fill-open" width="6" height="8" patternUnits="userSpaceOnUse">
          <path class="open" d="M0 8L6 0" />
        </pattern>
      </defs>
    </svg>
  )
}

/** A tile in the colour and pattern of a payer; the payer's name stands beside it. */
export function Tile({ tone }: { readonly tone: string }) {
  return (
    <svg class="tile" width="12" height="12" aria-hidden="true">
      <rect class={`fill ${tone}`} width="12" height="12" />
    </svg>
  )
}
