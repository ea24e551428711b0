import { ApiError } from '@minsheng/shared/client'
import { describe, expect, it } from 'vitest'
import { failureWords, isRefusal } from './failure-words.ts'

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

describe('isRefusal', () => {
  it.each([401, 403, 404])('%i takes what stands on the screen', (status) => {
    expect(isRefusal(new ApiError('problem', status, { title: '没有找到' }))).toBe(true)
  })
  it.each([409, 429, 500, 503])('%i says nothing of whose it is', (status) => {
    expect(isRefusal(new ApiError('problem', status, { title: '服务正忙' }))).toBe(false)
  })
  it('nor does a missing network or a fault of the page', () => {
    expect(isRefusal(new ApiError('offline', 0, {}))).toBe(false)
    expect(isRefusal(new TypeError('x'))).toBe(false)
  })
})
