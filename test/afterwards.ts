import { afterAll, onTestFinished } from 'vitest'

/**
 * Does something when it is over: after the test that asks for it, or, asked for before the tests of a file or
 * of a group run, after the last of them. Asked for within a test, `afterAll` is never called; within
 * `beforeAll` nothing can be asked for.
 */
export function afterwards(act: () => unknown): void {
  const end = async () => {
    await act()
  }
  try {
    onTestFinished(end)
  } catch {
    // No test runs yet.
    afterAll(end)
  }
}
