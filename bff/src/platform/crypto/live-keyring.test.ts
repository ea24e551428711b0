import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { heldClock } from '../../../testing/app.ts'
import { loadKeyRing, readKeyRing } from './keyring.ts'
import { changeKeyRing, lastMadeAt, nextKid, retired, rotated } from './keyring-file.ts'
import { inUseOrder, openKeyRing } from './live-keyring.ts'

let folder: string
let path: string
const clock = heldClock(new Date('2026-06-15T00:00:00Z'))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyring-'))
  loadKeyRing({ keysDir: folder })
  path = join(folder, 'keyring.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const in60s = () => new Date(clock.now().getTime() + 60_000)
const rotate = (name: Parameters<typeof rotated>[1], from = in60s()) => changeKeyRing(path, (ring) => rotated(ring, name, from).ring)

describe('a running process', () => {
  test('checks with a new key at once and makes with it when its time comes, to the instant', () => {
    const live = openKeyRing({ keyringFile: path }, clock)
    const kids = () => live.keys.field.map(({ kid }) => kid)
    rotate('field')
    expect(kids()).toEqual(['f1'])
    expect(live.reload()).toBe(true)
    expect(kids()).toEqual(['f1', 'f2'])
    clock.advance(59_999)
    expect(kids()).toEqual(['f1', 'f2'])
    clock.advance(1)
    expect(kids()).toEqual(['f2', 'f1'])
  })

  test('gives the same list until it changes: what is made of it is not made again', () => {
    const live = openKeyRing({ keyringFile: path }, clock)
    const before = live.keys.codeScene
    expect(live.keys.codeScene).toBe(before)
    expect(live.reload()).toBe(false)
    expect(live.keys.codeScene).toBe(before)
    rotate('codeScene', clock.now())
    live.reload()
    expect(live.keys.codeScene).not.toBe(before)
  })

  test('a malformed file changes nothing', () => {
    const live = openKeyRing({ keyringFile: path }, clock)
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, '{}')
    expect(() => live.reload()).toThrow()
    expect(live.keys.field[0]?.kid).toBe('f1')
    writeFileSync(path, good)
    expect(live.reload()).toBe(false)
  })

  test('sees a new file by itself, says a fault once, and stops looking when told', async () => {
    const live = openKeyRing({ keyringFile: path }, clock)
    let changes = 0
    const faults: unknown[] = []
    const stop = live.watch(
      10,
      () => {
        changes += 1
      },
      (fault) => faults.push(fault),
    )
    rotate('receipt')
    await expect.poll(() => changes).toBe(1)
    expect(live.keys.receipt).toHaveLength(2)
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, 'not json')
    await expect.poll(() => faults.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(faults).toHaveLength(1)
    stop()
    writeFileSync(path, good)
    rotate('receipt')
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(changes).toBe(1)
  })
})

describe('the file', () => {
  test('is changed whole, stays readable by its owner alone, and nothing is left beside it', () => {
    const before = readKeyRing(path)
    rotate('codeLink')
    const after = readKeyRing(path)
    expect(after.codeLink.map(({ kid }) => kid)).toEqual(['B', 'A'])
    expect({ ...after, codeLink: before.codeLink }).toEqual(before)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['keyring.json'])
  })

  test('of two who change it at once the second is told, and a change that fails leaves it as it was', () => {
    const before = readFileSync(path, 'utf8')
    expect(() =>
      changeKeyRing(path, (ring) => {
        expect(() => changeKeyRing(path, (other) => other)).toThrow('another is changing the keys')
        return rotated(ring, 'field', clock.now()).ring
      }),
    ).not.toThrow()
    const changed = readFileSync(path, 'utf8')
    expect(changed).not.toBe(before)
    expect(() =>
      changeKeyRing(path, () => {
        throw new Error('on purpose')
      }),
    ).toThrow('on purpose')
    expect(readFileSync(path, 'utf8')).toBe(changed)
    expect(readdirSync(folder)).toEqual(['keyring.json'])
  })

  test('the last key of a list can not be taken away', () => {
    expect(() => retired(readKeyRing(path), 'receipt', 'r1')).toThrow()
  })
})

test.each([
  ['accessToken', ['a1'], 'a2'],
  ['field', ['f9', 'f10', 'byhand'], 'f11'],
  ['receipt', ['old'], 'r1'],
  ['codeScene', ['A', 'B'], 'C'],
  ['codeLink', ['B'], 'A'],
] as const)('the next key of %s after %j is %s', (name, taken, next) => {
  expect(nextKid(name, taken)).toBe(next)
})

test('the key whose time has come last goes first; those still waiting go last', () => {
  const key = (kid: string, makesFrom?: string) => ({ kid, makesFrom })
  const list = [key('c', '2026-06-15T02:00:00Z'), key('b', '2026-06-15T01:00:00Z'), key('a')]
  const order = (at: string) =>
    inUseOrder(list, new Date(at))
      .map(({ kid }) => kid)
      .join('')
  expect(order('2026-06-15T00:59:59.999Z')).toBe('acb')
  expect(order('2026-06-15T01:00:00Z')).toBe('bac')
  expect(order('2026-06-15T02:00:00Z')).toBe('cba')
})

describe('when a key made its last', () => {
  const written = new Date('2026-01-01T00:00:00Z')
  test('its successor says; without a word the file does', () => {
    const from = clock.now()
    const { ring } = rotated(readKeyRing(path), 'field', from)
    expect(lastMadeAt(ring, 'field', 'f1', clock.now(), written)).toEqual(from)
    const byHand = { ...ring, field: ring.field.map(({ makesFrom: _, ...key }) => key) }
    expect(lastMadeAt(byHand, 'field', 'f1', clock.now(), written)).toEqual(written)
  })
  test('one that makes, one that has not begun and one that is not there are refused', () => {
    const { ring } = rotated(readKeyRing(path), 'field', in60s())
    expect(() => lastMadeAt(ring, 'field', 'f1', clock.now(), written)).toThrow('still makes')
    expect(() => lastMadeAt(ring, 'field', 'f2', clock.now(), written)).toThrow('has not begun')
    expect(() => lastMadeAt(ring, 'field', 'f9', clock.now(), written)).toThrow('no key f9')
  })
})
