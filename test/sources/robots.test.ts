import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowsPath, readRobots } from '../../src/shell/sources/polite/robots.ts'
import { workedMs } from '../lived-time.ts'

const read = (...lines: string[]) => readRobots(lines.join('\n'), 'tessera')

describe('which rules are ours (RFC 9309 §2.2.1)', () => {
  test('those of our name and no others; all groups that have it; else those for all', () => {
    const own = read('User-agent: *', 'Disallow: /', '', 'User-Agent: TESSERA/2.0', 'Disallow: /a')
    expect(allowsPath(own, '/b')).toBe(true)
    expect(allowsPath(own, '/a')).toBe(false)
    const two = read('user-agent: tessera', 'disallow: /a', 'user-agent: x', 'disallow: /c')
    expect(allowsPath(two, '/c')).toBe(true)
    const joined = read(
      'User-agent: other',
      'User-agent: tessera',
      'Disallow: /a',
      'User-agent: *',
      'Disallow: /b',
      'User-agent: tessera',
      'Disallow: /c',
    )
    expect(['/a', '/b', '/c'].map((path) => allowsPath(joined, path))).toEqual([false, true, false])
    expect(allowsPath(read('User-agent: *', 'Disallow: /'), '/a')).toBe(false)
    expect(allowsPath(read('User-agent: tesserae', 'Disallow: /'), '/a')).toBe(true)
  })

  test('rules before any group, unknown lines and broken files allow everything', () => {
    for (const text of ['Disallow: /', '<!doctype html><p>Not found', '\u0000\u0001', '']) {
      expect(allowsPath(readRobots(text, 'tessera'), '/a')).toBe(true)
    }
  })

  test('a byte order mark, comments, any line end; Sitemap does not end a group', () => {
    const text = '\ufeffUser-agent: * # all\r\nSitemap: https://x/\rDisallow: /a # not this\n'
    expect(allowsPath(readRobots(text, 'tessera'), '/a')).toBe(false)
  })

  test('Crawl-delay, the longest of ours', () => {
    expect(read('User-agent: *', 'Crawl-delay: 2.5', 'Disallow:').delayMs).toBe(2_500)
    expect(read('User-agent: *', 'Crawl-delay: fast').delayMs).toBeNull()
    expect(read('User-agent: x', 'Crawl-delay: 9').delayMs).toBeNull()
  })
})

describe('which rule decides (RFC 9309 §2.2.2)', () => {
  test.each([
    // rules, path, allowed
    [['Disallow: '], '/a', true],
    [['Disallow: /'], '/', false],
    [['Disallow: /a'], '/ab', false],
    [['Disallow: /a'], '/A', true],
    [['Disallow: /a/', 'Allow: /a/b'], '/a/b.html', true],
    [['Disallow: /a/', 'Allow: /a/b'], '/a/c', false],
    [['Allow: /a', 'Disallow: /a'], '/a', true],
    [['Disallow: /a', 'Allow: /a'], '/a', true],
    [['Disallow: /*.html'], '/item/1.html?x=1', false],
    [['Disallow: /*.html$'], '/item/1.html?x=1', true],
    [['Disallow: /*.html$'], '/item/1.html', false],
    [['Disallow: /a$'], '/ab', true],
    [['Disallow: /a*b*c$'], '/a-b-c', false],
    [['Disallow: /a*b$'], '/a-b-b', false],
    [['Disallow: /ab*b$'], '/ab', true],
    [['Disallow: /*?'], '/a?b', false],
    [['Disallow: /*?'], '/a', true],
    [['Disallow: a'], '/a', false],
    [['Disallow: *a'], '/x/a', false],
    [['Disallow: /%7Efoo'], '/~foo', false],
    [['Disallow: /~foo'], '/%7efoo', false],
    [['Disallow: /a%3cd'], '/a%3Cd', false],
    [['Disallow: /café'], '/caf%C3%A9', false],
    [['Disallow: /a%2A'], '/a*', false],
    [['Disallow: /a%24'], '/a$', false],
    [['Disallow: /%'], '/%', false],
  ])('%j %s: %s', (rules, path, allowed) => {
    expect(allowsPath(read('User-agent: *', ...rules), path)).toBe(allowed)
  })
})

describe('whoever means harm', () => {
  test.each([
    ['one star after the other', `/${'*a'.repeat(450)}b`],
    ['a star', '/*a'],
    ['a star that finds nothing', '/*b'],
    ['long parts that nearly fit', `/*${'a'.repeat(200)}b*${'a'.repeat(200)}c`],
  ])('half a megabyte of %s takes little time', (_, pattern) => {
    const lines = Math.floor(512_000 / (pattern.length + 11))
    const text = `User-agent: *\n${`Disallow: ${pattern}\n`.repeat(lines)}`
    const worked = workedMs(() => {
      const robots = readRobots(text, 'tessera')
      allowsPath(robots, `/${'a'.repeat(7_900)}d`)
    })
    expect(worked).toBeLessThan(1_000)
  })

  test('no text makes it throw', () => {
    const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units))
    fc.assert(
      fc.property(anyText, anyText, (text, path) => {
        const robots = readRobots(`User-agent: *\nDisallow: ${text}\n${text}`, 'tessera')
        expect(typeof allowsPath(robots, path)).toBe('boolean')
      }),
    )
  })
})
