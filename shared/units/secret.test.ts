import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskAddress, maskIdNumber, maskName, maskPhone, secret } from './secret.ts'

describe('masking', () => {
  test.each([
    ['王明', '王*'],
    ['王小明', '王*明'],
    ['欧阳小明', '欧**明'],
    ['买买提·艾力', '买****力'],
  ])('%s → %s', (name, masked) => expect(maskName(name)).toBe(masked))

  test.each([
    ['13812345678', '138****5678'],
    ['0571-87654321', '***********21'],
  ])('%s → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  test('an ID number shows neither birth date nor sequence', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('110*************2X')
  })

  test.each([
    ['凤凰苑 3 幢 2 单元 501 室', '凤凰苑****'],
    ['小营巷12号后门', '小营巷****'],
    ['某某村口第三家的院子', '某某村口第****'],
    ['3号', '****'],
    ['湖滨演示一社区桂雨苑三幢二单元', '湖滨演示一社区桂雨苑****'],
    ['没有号码但是很长很长很长的一个地址', '没有号码但是很长很长很长的一****'],
  ])('%s → %s', (address, masked) => expect(maskAddress(address)).toBe(masked))
})

test('a secret written out without asking is masked, wherever', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
      const wrapped = secret(phone, maskPhone)
      for (const text of [JSON.stringify({ wrapped }), `${wrapped}`, String(wrapped), JSON.stringify([wrapped])])
        expect(text).not.toContain(phone)
      expect(wrapped.reveal()).toBe(phone)
    }),
  )
})
