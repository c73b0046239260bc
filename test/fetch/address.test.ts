import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../src/shell/fetch/address.ts'

describe('an address is public by its bytes', () => {
  test.each([
    ['9.255.255.255', true],
    ['10.0.0.0', false],
    ['10.255.255.255', false],
    ['11.0.0.0', true],
    ['100.63.255.255', true],
    ['100.64.0.0', false],
    ['100.100.100.200', false],
    ['100.127.255.255', false],
    ['100.128.0.0', true],
    ['168.63.129.16', false],
    ['168.63.129.17', true],
    ['192.0.0.192', false],
    ['192.0.1.1', true],
    ['198.17.255.255', true],
    ['198.18.0.0', false],
    ['198.19.255.255', false],
    ['198.20.0.0', true],
    ['223.255.255.255', true],
    ['224.0.0.0', false],
    ['255.255.255.255', false],
    ['2606:4700:4700::1111', true],
    ['2A00:1450:4009:81F::200E', true],
    ['1fff:ffff::1', false],
    ['4000::1', false],
    ['2001:1ff:ffff::1', false],
    ['2001:200::1', true],
    ['2001:db8::1', false],
    ['2002:808:808::1', false],
    ['2003::1', true],
    ['3ffe::1', false],
    ['3fff:fff::1', false],
    ['3fff:1000::1', true],
    ['64:ff9b::808:808', false],
    ['64:ff9b:1::808:808', false],
    ['::ffff:8.8.8.8', false],
    ['::8.8.8.8', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['ff02::1', false],
    ['2606:4700::5efe:8.8.8.8', false],
    ['2606:4700::200:5efe:808:808', false],
  ])('%s: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })

  test.each([
    '',
    'example.com',
    '8.8.8',
    '8.8.8.8.8',
    '08.8.8.8',
    '0x8.8.8.8',
    '8.8.8.256',
    ' 8.8.8.8',
    '2606:4700:::1111',
    '2606::4700::1111',
    '2606:4700:4700:0:0:0:0:1111:1',
    '2606:4700:4700:0:0:0:0',
    '2606:4700:4700:0:0:0:0:1111::',
    '2606:4700::1111%eth0',
    '[2606:4700::1111]',
    '2606:47000::1',
    '2606::8.8.8.8:1',
  ])('%j is no address, and so not public', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })

  test('the spelling of an IPv6 address changes nothing', () => {
    const groups = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 })
    const long = (parts: readonly number[]) => parts.map((one) => one.toString(16)).join(':')
    fc.assert(
      fc.property(groups, (parts) => {
        const short = new URL(`http://[${long(parts)}]/`).hostname.slice(1, -1)
        expect(isPublicAddress(short)).toBe(isPublicAddress(long(parts)))
        const padded = parts.map((one) => one.toString(16).padStart(4, '0').toUpperCase()).join(':')
        expect(isPublicAddress(padded)).toBe(isPublicAddress(short))
      }),
    )
  })
})
