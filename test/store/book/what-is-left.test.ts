import type { KyselyPlugin } from 'kysely'
import { expect, it } from 'vitest'
import { WhatIsLeft } from '../../../src/shell/store/book/what-is-left.ts'
import { offer } from '../offers/marketplace.ts'
import { freshDesk } from './desk.ts'

/** Lets the first answer of a database arrive when it is told to. */
class FirstAnswerLate implements KyselyPlugin {
  readonly #release = Promise.withResolvers<void>()
  readonly #come = Promise.withResolvers<void>()
  #answers = 0

  /** When the first answer is on its way. */
  get come(): Promise<void> {
    return this.#come.promise
  }

  arrive(): void {
    this.#release.resolve()
  }

  transformQuery: KyselyPlugin['transformQuery'] = ({ node }) => node

  transformResult: KyselyPlugin['transformResult'] = async ({ result }) => {
    if (this.#answers++ === 0) {
      this.#come.resolve()
      await this.#release.promise
    }
    return result
  }
}

it('an answer that was long on its way does not replace what was read since (tc.20)', async () => {
  const { store, book, issue } = await freshDesk()
  await issue(offer({ id: 'few', obtain: 'automatic', limits: { uses: 3 } }, { kind: 'code' }))
  const few = book.shelf.get('few')
  if (!few) throw new Error('It is in the book.')
  const late = new FirstAnswerLate()
  const left = new WhatIsLeft({ db: store.db.withPlugin(late), shards: store.shards })
  left.watch([few])
  const first = left.read([few])
  await late.come
  await store.pool.query('update pools set uses_left = 0')
  await left.read([few])
  expect(left.of('few')).toMatchObject({ uses: 0 })
  late.arrive()
  await first
  expect(left.of('few')).toMatchObject({ uses: 0 })
})
