/** The page's own style: the colours of the marketplace's pages, light and dark, and no script. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#e9eeec, #0d1413);
  --panel: light-dark(#f6f9f8, #141d1c);
  --ink: light-dark(#12201f, #e7f0ee);
  --soft: light-dark(#4a5c5a, #9fb3b0);
  --rule: light-dark(#ccd7d4, #2b3a38);
  --green: light-dark(#0a7b64, #3fb897);
  --blue: light-dark(#2f6f9e, #5ba3d6);
  --ochre: light-dark(#b57a12, #d9a441);
  --red: light-dark(#b8412a, #f0876f);
  --violet: light-dark(#6a57a5, #a594e0);
  --grey: light-dark(#8a9a97, #7b8c89);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2rem) 3rem; max-width: 76rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif;
}
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; text-wrap: balance; }
h2 { margin: 0; font-size: 1.1rem; line-height: 1.3; }
p { margin: 0.25rem 0 0; color: var(--soft); text-wrap: pretty; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem; margin: 1.25rem 0; }
dl > div { padding: 0.6rem 0.8rem; background: var(--panel); border: 1px solid var(--rule); border-radius: 4px; }
dt { color: var(--soft); font-size: 0.85rem; }
dd { margin: 0; font-size: 1.35rem; font-weight: 650; font-variant-numeric: tabular-nums; }
main { columns: 2 24rem; column-gap: 1rem; }
figure, section { break-inside: avoid; margin: 0 0 1rem; padding: 1rem; background: var(--panel); border: 1px solid var(--rule); border-radius: 4px; }
figcaption { margin-bottom: 0.75rem; }
figcaption p { font-size: 0.9rem; }
svg { display: block; width: 100%; max-width: 36rem; height: auto; margin-inline: auto; overflow: visible; }
svg text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: var(--ink); }
svg .name { font-weight: 600; }
svg .count { font-weight: 400; font-variant-numeric: tabular-nums; }
svg .detail { font-weight: 400; font-size: 11px; fill: var(--soft); }
svg .tick { font-size: 11px; fill: var(--soft); font-variant-numeric: tabular-nums; }
svg .halo { paint-order: stroke; stroke: var(--panel); stroke-width: 4px; stroke-linejoin: round; }
.grid { stroke: var(--rule); fill: none; }
.green { fill: var(--green); } .blue { fill: var(--blue); } .ochre { fill: var(--ochre); }
.red { fill: var(--red); } .violet { fill: var(--violet); } .grey { fill: var(--grey); }
.area { opacity: 0.85; }
.part { stroke: var(--panel); stroke-width: 1px; }
.ribbon { opacity: 0.38; }
.back { fill: none; stroke: var(--violet); opacity: 0.55; }
.node { fill: var(--ink); }
.wash { fill: var(--green); opacity: 0.35; }
.dot { fill: var(--green); stroke: var(--panel); stroke-width: 2px; }
details { margin-top: 0.75rem; font-size: 0.9rem; }
summary { cursor: pointer; color: var(--soft); min-height: 1.75rem; }
summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--green); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.85rem; }
th, td { padding: 0.25rem 0.6rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); font-weight: 400; }
thead th { color: var(--soft); }
.long { min-width: 15rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media print { body { background: none; } details { display: none; } }
`
