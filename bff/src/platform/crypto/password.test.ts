import { describe, expect, test } from 'vitest'
import { createPasswords } from './password.ts'

const { hash: hashPassword, matches: passwordMatches } = createPasswords()

describe('a staff password', () => {
  test('is kept as a salted hash, and only the same password matches', async () => {
    const [one, two] = await Promise.all([hashPassword('上城-2026-秋'), hashPassword('上城-2026-秋')])
    expect(one).not.toBe(two)
    expect(one).not.toContain('上城')
    expect(one).toMatch(/^scrypt17\$[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}$/)
    expect(await passwordMatches('上城-2026-秋', one)).toBe(true)
    expect(await passwordMatches('上城-2026-秋 ', one)).toBe(false)
    expect(await passwordMatches('', one)).toBe(false)
  })

  test('typed composed or decomposed it is the same password', async () => {
    const stored = await hashPassword('caf\u00e9-12345')
    expect(await passwordMatches('cafe\u0301-12345', stored)).toBe(true)
  })

  test('for an unknown account nothing matches, not even the secret of the stand-in hash, and the work is the same', async () => {
    const stored = await hashPassword('right')
    const timed = async (password: string, hash: string | null) => {
      const began = process.hrtime.bigint()
      expect(await passwordMatches(password, hash)).toBe(false)
      return Number(process.hrtime.bigint() - began) / 1e6
    }
    const medianOf = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = 0; i < 3; i += 1) {
      known.push(await timed('wrong', stored))
      unknown.push(await timed('wrong', null))
    }
    expect(medianOf(unknown)).toBeGreaterThan(medianOf(known) / 3)
    expect(medianOf(unknown)).toBeLessThan(medianOf(known) * 3)
  })

  test('a scheme we do not know is a fault, not a match', async () => {
    await expect(passwordMatches('x', 'plain$x$x')).rejects.toThrow('unknown password scheme')
  })
})
