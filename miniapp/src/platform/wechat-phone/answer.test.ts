import { describe, expect, it } from 'vitest'
import { fallbackWords, phoneAnswer } from './answer'

describe('what the button of WeChat answers', () => {
  it('is a code when the person allowed it', () => {
    expect(phoneAnswer({ errMsg: 'getPhoneNumber:ok', code: 'abc' })).toEqual({ kind: 'code', code: 'abc' })
  })

  it.each([
    [{ errMsg: 'getPhoneNumber:fail user deny' }, 'refused'],
    [{ errMsg: 'getPhoneNumber:fail:cancel to confirm login' }, 'refused'],
    [{ errMsg: 'getPhoneNumber:fail privacy permission is not authorized', errno: 104 }, 'refused'],
    [{ errMsg: 'getPhoneNumber:fail', errno: 1_400_001 }, 'quota'],
    [{ errMsg: 'getPhoneNumber:fail no permission', errno: 102 }, 'failed'],
    [{ errMsg: 'getPhoneNumber:ok' }, 'failed'],
    [{}, 'failed'],
  ] as const)('%o is %s, and leads to a text message', (detail, kind) => {
    expect(phoneAnswer(detail)).toEqual({ kind })
    expect(fallbackWords[kind]).toContain('短信验证码')
  })
})
