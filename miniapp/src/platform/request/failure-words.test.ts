import { ApiError } from '@minsheng/shared/client'
import { describe, expect, it } from 'vitest'
import { failureWords } from './failure-words.ts'

describe('failureWords', () => {
  it('tells a missing network from a refusal', () => {
    expect(failureWords(new ApiError('offline', 0, {}))).toMatchObject({ title: '网络不通', offline: true })
    expect(failureWords(new ApiError('problem', 404, { title: '没有找到' }))).toMatchObject({ title: '没有找到', offline: false })
  })
  it('says how long to wait', () => {
    expect(failureWords(new ApiError('problem', 429, { code: 'too_many_requests' }, 30)).advice).toContain('30 秒')
  })
  it('names whom to call when the fault is ours', () => {
    expect(failureWords(new ApiError('problem', 503, { title: '服务正忙' })).advice).toContain('12345')
    expect(failureWords(new TypeError('x is undefined')).advice).toContain('12345')
  })
  it('never shows a technical message', () => expect(failureWords(new TypeError('x is undefined')).title).not.toContain('undefined'))
})
