/** For addresses that name no page. */
export function Missing() {
  return (
    <main id="main" class="prose">
      <h1>There is no such page</h1>
      <p>
        Perhaps you were looking for the <a href="/">Stack lab</a>, the <a href="/terms">terms</a>{' '}
        or the <a href="/docs">API</a>.
      </p>
    </main>
  )
}
