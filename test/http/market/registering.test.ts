import { expect, test } from 'vitest'
import { SIGN_IN_GUESSES } from '../../../src/shell/http/throttle/guess-limit.ts'
import { client, person, serveMarket } from './served.ts'

const served = await serveMarket()
await person(served, { id: 'ana', role: 'buyer' })
const register = async (email: string) => {
  const body = { email, password: 'correct horse battery', name: 'Somebody' }
  return (await client(served.url, {})('POST', '/v1/accounts', body)).status
}

test('whose addresses have accounts is asked no faster than passwords are guessed (W09)', async () => {
  for (let at = 0; at < SIGN_IN_GUESSES.pair.quota; at++) {
    expect(await register('ana@example.com')).toBe(400)
  }
  expect(await register('Ana@example.com')).toBe(429)
  // Who has an address of its own registers all the same. (Each attempt hashes a password: it takes time.)
  expect(await register('somebody-else@example.com')).toBe(201)
}, 30_000)
