import { ApiError } from '@minsheng/shared/client'
import type { HelpCall } from '@minsheng/shared/contracts/help'
import { describe, expect, test, vi } from 'vitest'
import { createPressing, type Pressed } from './pressing'

const made = { id: 'hlp_1' } as HelpCall
const offline = new ApiError('offline', 0, {})

function phone(send: (pressed: Pressed, waited: boolean) => Promise<HelpCall>, kept: string | null = null) {
  const memory = { kept, at: 1_000_000 }
  let keys = 0
  const pressing = createPressing({
    read: () => memory.kept,
    write: (text) => {
      memory.kept = text
    },
    send,
    newKey: () => `key-${++keys}`,
    now: () => memory.at,
  })
  return { memory, pressing }
}

describe('a press', () => {
  test('is on the phone before it is sent, and gone when the server has it', async () => {
    const seen: (string | null)[] = []
    const { memory, pressing } = phone(async () => {
      seen.push(memory.kept)
      return made
    })
    pressing.press(null, null, null)
    expect(await pressing.flush()).toEqual({ outcome: 'sent', call: made, proxyId: null })
    expect(seen[0]).toContain('key-1')
    expect(pressing.waiting()).toBeNull()
    expect(await pressing.flush()).toBeNull()
  })

  test.each([
    ['no network', offline],
    ['a busy server', new ApiError('problem', 503, {})],
    ['too many at once', new ApiError('problem', 429, {})],
  ])('%s: it waits and goes later under the same key, told as waited', async (_, error) => {
    const send = vi.fn().mockRejectedValueOnce(error).mockResolvedValueOnce(made)
    const { memory, pressing } = phone(send)
    pressing.press('fall', null, 'prx_1')
    expect(await pressing.flush()).toEqual({ outcome: 'kept' })
    memory.at += 600_000
    expect(await pressing.flush()).toEqual({ outcome: 'sent', call: made, proxyId: 'prx_1' })
    expect(send.mock.calls.map(([pressed, waited]) => [pressed.key, pressed.proxyId, waited])).toEqual([
      ['key-1', 'prx_1', false],
      ['key-1', 'prx_1', true],
    ])
  })

  test('pressed again while one waits, it is the same one', () => {
    const { pressing } = phone(async () => made)
    expect(pressing.press(null, null, null).key).toBe(pressing.press(null, null, null).key)
  })

  test('two tries at once send once', async () => {
    const send = vi.fn().mockResolvedValue(made)
    const { pressing } = phone(send)
    pressing.press(null, null, null)
    await Promise.all([pressing.flush(), pressing.flush()])
    expect(send).toHaveBeenCalledTimes(1)
  })

  test('dropped while it was under way, what comes next is a press of its own', async () => {
    const { pressing } = phone(async () => made)
    pressing.press(null, null, null)
    pressing.drop()
    expect(pressing.press(null, null, null).key).toBe('key-2')
  })

  test.each(['{"key":', '[]', '7', '{"key":"a"}'])('what a dying phone wrote (%s) is nothing', (kept) => {
    expect(phone(async () => made, kept).pressing.waiting()).toBeNull()
  })
})
