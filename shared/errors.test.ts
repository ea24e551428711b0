import { describe, expect, test } from 'vitest'
import { AppError, type ErrorCode, errorTable, toProblem } from './errors.ts'

const entries = Object.entries(errorTable) as [ErrorCode, { status: number; title: string }][]

describe('the error table', () => {
  test.each(entries)('%s has a status of its kind and plain Chinese words', (code, { status, title }) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(status >= 400 && status < 600).toBe(true)
    expect(title).toMatch(/^[\p{Script=Han}\p{P}]+$/u)
  })

  test('only faults that pass by themselves are 503, only ours is 500', () => {
    expect(entries.filter(([, { status }]) => status === 500).map(([code]) => code)).toEqual(['internal'])
    expect(entries.filter(([, { status }]) => status === 503).map(([code]) => code)).toEqual(['upstream_unavailable', 'unavailable'])
  })
})

describe('a problem document', () => {
  test('is RFC 9457 with our members, and no detail when there is none', () => {
    expect(toProblem(new AppError('not_found'), 'request-1')).toEqual({
      type: 'urn:minsheng:problem:not_found',
      title: errorTable.not_found.title,
      status: 404,
      code: 'not_found',
      requestId: 'request-1',
    })
  })

  test('carries detail and issues, never the cause', () => {
    const error = new AppError('invalid_input', {
      detail: '请检查金额',
      issues: [{ path: 'body.amountFen', message: '不能小于 1' }],
      cause: new Error('secret of the inside'),
    })
    expect(toProblem(error)).toEqual({
      type: 'urn:minsheng:problem:invalid_input',
      title: errorTable.invalid_input.title,
      status: 400,
      code: 'invalid_input',
      detail: '请检查金额',
      issues: [{ path: 'body.amountFen', message: '不能小于 1' }],
    })
  })
})
