import { expect, it } from 'vitest'
import { keptBack, PACE, takeTurn } from '../../src/shell/sources/polite/host-state.ts'
import { storedHosts } from '../../src/shell/sources/polite/stored-hosts.ts'
import { connectStore } from '../../src/shell/store/store.ts'
import { tidyHosts } from '../../src/shell/store/tracker/source-hosts.ts'
import { freshDatabase } from '../store/database.ts'

const START = Date.parse('2026-11-01T00:00:00Z')
const DAY = 86_400_000

it('all servers together ask a host no more than one may (fg.t.schedule)', async () => {
  const connection = await freshDatabase()
  const stores = await Promise.all([1, 2, 3].map(() => connectStore(connection)))
  const turn = (at: number, kept = 0) =>
    Promise.all(
      stores.flatMap((store) =>
        Array.from({ length: 4 }, () =>
          storedHosts(store).change('shop.example', at, (state) => takeTurn(state, at, { kept })),
        ),
      ),
    )
  const granted = async (...asked: Parameters<typeof turn>) =>
    (await turn(...asked)).filter((one) => one.granted).length

  expect(await granted(START)).toBe(PACE.capacity)
  expect(await granted(START + 4_000)).toBe(2)
  expect(await granted(START + DAY, keptBack(PACE))).toBe(PACE.capacity - keptBack(PACE))

  const [store] = stores
  if (!store) throw new Error('no store')
  // The last of those who wait were promised a turn: until a day after it the host is remembered.
  expect(await tidyHosts(store, new Date(START + 2 * DAY))).toBe(0)
  expect(await tidyHosts(store, new Date(START + 3 * DAY))).toBe(1)
  await Promise.all(stores.map((one) => one.close()))
})
