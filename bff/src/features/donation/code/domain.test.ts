import { generateKeyPairSync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  codeKeys,
  codeReason,
  makeLink,
  makeScene,
  mayMoveCode,
  moveRefusal,
  parseCode,
  type StoredCodeState,
  shortNumber,
  stateOn,
} from './domain.ts'

const sceneKey = (kid: string) => ({ kid, secret: randomBytes(32).toString('base64') })
const linkKey = (kid: string) => ({
  kid,
  privateKeyPem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
})

const [scene1, scene2, link1, link2] = [sceneKey('1'), sceneKey('2'), linkKey('l1'), linkKey('l2')]
const keys = codeKeys({ codeScene: [scene1], codeLink: [link1] })
const appId = 'wx1111111111111111'
const base = 'https://minsheng.example'
const codeId = 'Ab3_-9xYzQ01'
const code = { codeId, uscc: '53330102MJ900001XX', expiresOn: '2026-12-31' }
const scene = makeScene(keys, appId, codeId)
const link = makeLink(keys, base, code)
const ours = { kind: 'ours', codeId }

const ANY = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
const URLISH = fc.constantFrom(...'ABCDEFabcdef0123456789-_=&?/#%+. ')

/** The text with one character put in the place of another. */
function altered(text: string, from: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: from, max: text.length - 1 }), fc.oneof(ANY, URLISH))
    .filter(([at, with_]) => text[at] !== with_)
    .map(([at, with_]) => text.slice(0, at) + with_ + text.slice(at + 1))
}

describe('the scene', () => {
  test('is 30 characters that WeChat takes, for any code', () => {
    const id = fc.string({ unit: fc.constantFrom(...'ABCXYZabcxyz0189-_'), minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(id, (any) => {
        const made = makeScene(keys, appId, any)
        expect(made).toMatch(/^[A-Za-z0-9_-]{30}$/)
        expect(parseCode(keys, appId, 'scene', made)).toEqual({ kind: 'ours', codeId: any })
      }),
    )
  })

  test('reads as it is, URL-encoded once, with space around it, and as scanned text', () => {
    expect(parseCode(keys, appId, 'scene', scene)).toEqual(ours)
    expect(parseCode(keys, appId, 'scene', [...scene].map((character) => `%${character.charCodeAt(0).toString(16)}`).join(''))).toEqual(
      ours,
    )
    expect(parseCode(keys, appId, 'scene', ` ${scene}\n`)).toEqual(ours)
    expect(parseCode(keys, appId, 'text', scene)).toEqual(ours)
  })

  test('with any one character altered is refused', () => {
    fc.assert(
      fc.property(altered(scene, 0), (bad) => {
        expect(parseCode(keys, appId, 'scene', bad).kind).not.toBe('ours')
      }),
      { numRuns: 2_000 },
    )
  })

  test('of another app, or under an unknown key, is forged', () => {
    expect(parseCode(keys, 'wx2222222222222222', 'scene', scene)).toMatchObject({ kind: 'forged' })
    expect(parseCode(codeKeys({ codeScene: [scene2], codeLink: [link1] }), appId, 'scene', scene)).toMatchObject({ kind: 'forged' })
    expect(parseCode(codeKeys({ codeScene: [{ ...scene2, kid: '1' }], codeLink: [link1] }), appId, 'scene', scene)).toMatchObject({
      kind: 'forged',
      claims: codeId,
    })
  })
})

describe('the printed link', () => {
  test('says the payee, the last day and the key in the open', () => {
    const url = new URL(link)
    expect(url.pathname).toBe(`/g/${codeId}`)
    expect([...url.searchParams.keys()]).toEqual(['u', 'e', 'k', 's'])
    expect(url.searchParams.get('e')).toBe('20261231')
  })

  test.each([
    ['q', link],
    ['q', encodeURIComponent(link)],
    ['text', link],
    ['text', encodeURIComponent(link)],
    ['text', ` ${link}\r\n`],
    ['text', link.replace('https://minsheng.example', 'http://localhost:3000')],
  ] as const)('reads from %s %s', (source, value) => {
    expect(parseCode(keys, appId, source, value)).toEqual(ours)
  })

  test('with any one character of path or query altered is refused', () => {
    fc.assert(
      fc.property(altered(link, base.length), (bad) => {
        expect(parseCode(keys, appId, 'text', bad).kind).not.toBe('ours')
      }),
      { numRuns: 3_000 },
    )
  })

  test('with every other last character of the signature is refused: spare bits don’t count', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const taken = [...alphabet].filter((last) => parseCode(keys, appId, 'text', link.slice(0, -1) + last).kind === 'ours')
    expect(taken).toEqual([link.at(-1)])
  })

  test.each([
    ['an unknown key', link.replace('k=l1', 'k=l9'), 'forged'],
    ['another payee', link.replace(code.uscc, '53330102MJ900002YY'), 'forged'],
    ['a later last day', link.replace('20261231', '20991231'), 'forged'],
    ['no signature', link.replace(/&s=.*/, ''), 'foreign'],
    ['an empty signature', link.replace(/&s=.*/, '&s='), 'foreign'],
    ['a longer code id', link.replace(codeId, `${codeId}x`), 'foreign'],
    ['a longer signature', `${link}AAAA`, 'forged'],
    ['another path', link.replace('/g/', '/h/'), 'foreign'],
  ])('with %s is %s', (_, bad, kind) => {
    // A forged one names the code it pretends to be, so that its charity can be told.
    expect(parseCode(keys, appId, 'text', bad)).toEqual(kind === 'forged' ? { kind, claims: codeId } : { kind })
  })
})

test('the number for people is the same each time, eight digits, and tells codes apart that differ in case alone', () => {
  expect(shortNumber(codeId)).toBe(shortNumber(codeId))
  expect(shortNumber(codeId)).toMatch(/^\d{4}-\d{4}$/)
  expect(shortNumber('AAAAAAAAAAAA')).not.toBe(shortNumber('AAAAAAAAAAAa'))
})

describe('what is not ours', () => {
  test.each([
    '',
    ' ',
    'https://example.com/',
    'https://example.com/g/Ab3_-9xYzQ01',
    'wxp://f2f0abcdefghijklmnop',
    'https://qr.alipay.com/fkx00000',
    'javascript:alert(1)',
    '%',
    '%E0%A4%A',
    '6901234567892',
    '民生直达',
    '\u0000',
    '🙏'.repeat(200),
    'x'.repeat(100_000),
    `https://example.com/${'x'.repeat(100_000)}`,
    'http://[::1',
  ])('%j is foreign, from whatever source', (value) => {
    for (const source of ['scene', 'q', 'text'] as const) expect(parseCode(keys, appId, source, value)).toEqual({ kind: 'foreign' })
  })

  test('nothing a scanner can give makes the parser throw or is taken for ours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('scene' as const, 'q' as const, 'text' as const),
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })),
        (source, value) => {
          expect(parseCode(keys, appId, source, value).kind).not.toBe('ours')
        },
      ),
    )
  })
})

describe('rotating keys', () => {
  const rotated = codeKeys({ codeScene: [scene2, scene1], codeLink: [link2, link1] })
  test('what the old keys made still reads', () => {
    expect(parseCode(rotated, appId, 'scene', scene)).toEqual(ours)
    expect(parseCode(rotated, appId, 'q', link)).toEqual(ours)
  })
  test('new codes are made with the new keys', () => {
    expect(makeScene(rotated, appId, codeId)[1]).toBe('2')
    expect(makeLink(rotated, base, code)).toContain('&k=l2&')
    expect(parseCode(keys, appId, 'scene', makeScene(rotated, appId, codeId))).toMatchObject({ kind: 'forged' })
    expect(parseCode(rotated, appId, 'text', makeLink(rotated, base, code))).toEqual(ours)
  })
  test('without any key nothing is made', () => {
    const none = codeKeys({ codeScene: [], codeLink: [] })
    expect(() => makeScene(none, appId, codeId)).toThrow()
    expect(() => makeLink(none, base, code)).toThrow()
  })
})

describe('states', () => {
  const states: StoredCodeState[] = ['active', 'paused', 'revoked']
  test('revoked never comes back, and nothing moves to where it is', () => {
    const may = states.flatMap((from) => states.filter((to) => mayMoveCode(from, to)).map((to) => `${from}→${to}`))
    expect(may).toEqual(['active→paused', 'active→revoked', 'paused→active', 'paused→revoked'])
  })

  test.each([
    ['active', '2026-07-14', 'active', null],
    ['active', '2026-07-15', 'active', null],
    ['active', '2026-07-16', 'expired', '这个公益码只用到2026年7月15日（周三），现在已经到期'],
    ['paused', '2026-07-15', 'paused', '这个公益码暂停使用：换展板'],
    ['paused', '2026-07-16', 'expired', '已经到期'],
    ['revoked', '2026-07-15', 'revoked', '这个公益码已停用：换展板，请不要付款。'],
    ['revoked', '2026-07-16', 'revoked', '请不要付款'],
  ] as const)('%s until the 15th, on %s: %s', (state, today, expected, words) => {
    const stored = { state, stateReason: '换展板', expiresOn: '2026-07-15' }
    expect(stateOn(stored, today)).toBe(expected)
    if (words === null) expect(codeReason(stored, today)).toBeNull()
    else expect(codeReason(stored, today)).toContain(words)
  })

  test('a clerk may revoke what has expired, but not bring it back', () => {
    const expired = { state: 'paused' as const, expiresOn: '2026-07-15' }
    expect(moveRefusal(expired, 'active', '2026-07-15')).toBeNull()
    expect(moveRefusal(expired, 'active', '2026-07-16')).toContain('已到期')
    expect(moveRefusal(expired, 'revoked', '2026-07-16')).toBeNull()
    expect(moveRefusal(expired, 'paused', '2026-07-15')).toContain('已经是这个状态')
    expect(moveRefusal({ ...expired, state: 'revoked' }, 'active', '2026-07-15')).toBe('已停用的公益码不能恢复')
  })
})
