import { expect, it } from 'vitest'
import { Recent } from '../../../src/shell/tracker/recent.ts'

it('what is dear to find out is found once for all who ask, and again after a while or a fault', async () => {
  let asked = 0
  const faults: string[] = []
  const recent = new Recent(async () => {
    asked++
    if (faults.length > 0) throw new Error(faults.pop())
    return asked
  }, 1_000)
  expect(await Promise.all([recent.at(0), recent.at(10), recent.at(999)])).toEqual([1, 1, 1])
  expect(await recent.at(1_000)).toBe(2)
  // A clock that was set back by much keeps nothing for ever.
  expect(await recent.at(-5_000)).toBe(3)
  faults.push('The database is away.')
  await expect(recent.at(9_000)).rejects.toThrow('away')
  expect(await recent.at(9_001)).toBe(5)
})
