/** A line of a receipt that nobody can switch: what it is, and how much. */
export function ReceiptLine({ name, says }: { readonly name: string; readonly says: string }) {
  return (
    <li class="line">
      <span class="what">{name}</span>
      <span class="amount">{says}</span>
    </li>
  )
}
