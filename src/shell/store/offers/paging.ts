/** Which page of a list: after which id, and how many rows at most. */
export interface Paging {
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

/** One page of a list; `next` is what the page after it comes after, null at the end. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly next: string | null
}

/** Rows of a page unless it is said otherwise. */
export const PAGE_ROWS = 50

/** The page of rows of which one more was read than it holds. */
export function pageOf<R extends { readonly id: string }, T>(
  read: readonly R[],
  limit: number,
  show: (row: R) => T,
): Page<T> {
  const rows = read.slice(0, limit)
  return {
    rows: rows.map(show),
    next: read.length > limit ? (rows.at(-1)?.id ?? null) : null,
  }
}
