import { ApiError } from '@minsheng/shared/client'
import type { PatrolCheck } from '@minsheng/shared/contracts/donation'
import { describe, expect, test } from 'vitest'
import { createQueue, type Observation } from './queue.ts'

const right: PatrolCheck = { verdict: 'right', codeId: 'c', codeState: 'active', belongsTo: '食堂', projectTitle: '午餐' }
const seen = (venueId: string): Observation => ({
  charityId: 'chr',
  venueId,
  scanned: null,
  condition: 'missing',
  note: null,
  photoId: null,
  place: null,
  seenAt: '2026-11-25T01:00:00.000Z',
})
const offline = () => new ApiError('offline', 0, {})
const problem = (status: number, code: ApiError['code'], title = '填写的内容有误') =>
  new ApiError('problem', status, { code: code as never, title })

function phone() {
  let kept: string | null = null
  let answer: () => Promise<PatrolCheck> = async () => right
  let photoAnswer: () => Promise<string | null> = async () => 'pho_1'
  const tried: string[] = []
  const sent: Observation[] = []
  const photos = new Set<string>()
  const photoKeys: string[] = []
  const queue = () => {
    let keys = tried.length
    return createQueue({
      read: () => kept,
      write: (text) => {
        kept = text
      },
      sendPhoto: (ref, key) => {
        photoKeys.push(key)
        return photos.has(ref) ? photoAnswer() : Promise.resolve(null)
      },
      dropPhoto: async (ref) => {
        photos.delete(ref)
      },
      send: (observation, key) => {
        tried.push(key)
        sent.push(observation)
        return answer()
      },
      newKey: () => {
        keys += 1
        return `key-${keys}-${Math.random()}`
      },
    })
  }
  return {
    queue,
    tried,
    sent,
    photos,
    photoKeys,
    photoAnswers: (next: () => Promise<string | null>) => {
      photoAnswer = next
    },
    answers: (next: () => Promise<PatrolCheck>) => {
      answer = next
    },
    breaks: (text: string) => {
      kept = text
    },
  }
}

describe('a record', () => {
  test('goes through at once and leaves nothing on the phone', async () => {
    const one = phone()
    const queue = one.queue()
    expect(await queue.add(seen('v1'), '食堂')).toEqual({ outcome: 'sent', check: right })
    expect(queue.count()).toBe(0)
  })

  test('without a network is kept, over a restart of the program, and sent later under the same key', async () => {
    const one = phone()
    one.answers(() => Promise.reject(offline()))
    expect(await one.queue().add(seen('v1'), '食堂')).toEqual({ outcome: 'kept' })
    const again = one.queue()
    expect(again.count()).toBe(1)
    expect(await again.flush()).toEqual({ sent: 0, refused: [] })
    one.answers(async () => right)
    expect(await again.flush()).toEqual({ sent: 1, refused: [] })
    expect(again.count()).toBe(0)
    expect(new Set(one.tried).size).toBe(1)
    expect(one.tried).toHaveLength(3)
  })

  test.each([
    ['a busy server', problem(503, 'unavailable')],
    ['too many requests', problem(429, 'too_many_requests')],
    ['the first try still under way', problem(409, 'request_in_flight')],
    ['a session that could not be renewed', problem(401, 'session_revoked')],
  ])('is kept by %s', async (_, error) => {
    const one = phone()
    one.answers(() => Promise.reject(error))
    const queue = one.queue()
    expect(await queue.add(seen('v1'), '食堂')).toEqual({ outcome: 'kept' })
    expect(queue.count()).toBe(1)
  })

  test('that the server refuses for good is told and taken away, and holds up no other', async () => {
    const one = phone()
    const queue = one.queue()
    one.answers(() => Promise.reject(offline()))
    await queue.add(seen('v1'), '食堂')
    await queue.add(seen('v2'), '书房')
    let asked = 0
    one.answers(() => {
      asked += 1
      return asked === 1 ? Promise.reject(problem(400, 'invalid_input', '这条记录太久以前了')) : Promise.resolve(right)
    })
    expect(await queue.flush()).toEqual({ sent: 1, refused: [{ venueName: '食堂', words: '这条记录太久以前了' }] })
    expect(queue.count()).toBe(0)
  })
})

describe('a photo that lies on the phone', () => {
  test('goes first when there is a network, under one key however often, and leaves the phone with its record', async () => {
    const one = phone()
    one.photos.add('ref')
    one.photoAnswers(() => Promise.reject(offline()))
    const queue = one.queue()
    expect(await queue.add(seen('v1'), '食堂', 'ref')).toEqual({ outcome: 'kept' })
    expect(one.tried).toEqual([])
    one.photoAnswers(async () => 'pho_1')
    one.answers(() => Promise.reject(offline()))
    expect(await one.queue().flush()).toEqual({ sent: 0, refused: [] })
    expect(one.photos.has('ref')).toBe(true)
    one.answers(async () => right)
    expect(await one.queue().flush()).toEqual({ sent: 1, refused: [] })
    expect(one.sent.map(({ photoId }) => photoId)).toEqual(['pho_1', 'pho_1'])
    expect(new Set(one.photoKeys).size).toBe(1)
    expect(one.photos.size).toBe(0)
  })

  test.each([
    ['the server will not have', () => Promise.reject(problem(415, 'unsupported_media_type'))],
    ['the phone has no more', async () => null],
  ])('that %s holds up no record', async (_, answer) => {
    const one = phone()
    one.photos.add('ref')
    one.photoAnswers(answer)
    expect(await one.queue().add(seen('v1'), '食堂', 'ref')).toMatchObject({ outcome: 'sent' })
    expect(one.sent.map(({ photoId }) => photoId)).toEqual([null])
    expect(one.photos.size).toBe(0)
  })
})

test('two flushes at once are one', async () => {
  const one = phone()
  const queue = one.queue()
  one.answers(() => Promise.reject(offline()))
  await queue.add(seen('v1'), '食堂')
  one.answers(async () => right)
  const before = one.tried.length
  const [first, second] = await Promise.all([queue.flush(), queue.flush()])
  expect(first).toBe(second)
  expect(one.tried.length - before).toBe(1)
})

test.each(['{', 'null', '[1,{"key":1}]', '{"a":1}'])('what a dying phone left behind (%s) breaks nothing', async (text) => {
  const one = phone()
  one.breaks(text)
  const queue = one.queue()
  expect(queue.count()).toBe(0)
  expect(await queue.add(seen('v1'), '食堂')).toMatchObject({ outcome: 'sent' })
})
