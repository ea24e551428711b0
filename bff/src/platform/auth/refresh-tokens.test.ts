import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { testKeyRing } from '../../../testing/keyring.ts'
import { createRefreshTokens } from './refresh-tokens.ts'

const keys = testKeyRing()
const tokens = createRefreshTokens(keys)

test('a token reads back as itself, and its hash is not its secret', () => {
  const token = tokens.first('ses_1')
  expect(tokens.read(token.text)).toEqual(token)
  expect(token.text).not.toContain(token.hash)
})

test.each(['', 'ses_1', 'ses_1.', '.secret', 'a.b.c'])('%j is not one', (text) => expect(tokens.read(text)).toBeNull())

test('the successor is always the same, never the token itself, and another server can not make it', () => {
  const token = tokens.first('ses_1')
  const [next] = tokens.successors(token)
  expect(tokens.successors(token)).toEqual([next])
  expect(next?.sessionId).toBe('ses_1')
  expect(next?.text).not.toBe(token.text)
  expect(createRefreshTokens(testKeyRing()).successors(token)[0]?.text).not.toBe(next?.text)
  expect(tokens.successors(tokens.first('ses_1'))[0]?.text).not.toBe(next?.text)
})

test('after a key was rotated the successor made with the old key is still among them', () => {
  const token = tokens.first('ses_1')
  const before = tokens.successors(token)[0]
  const rotated = createRefreshTokens({
    ...keys,
    accessToken: [{ kid: 'a2', secret: randomBytes(32).toString('base64') }, ...keys.accessToken],
  })
  const after = rotated.successors(token)
  expect(after).toHaveLength(2)
  expect(after[0]).not.toEqual(before)
  expect(after[1]).toEqual(before)
})
