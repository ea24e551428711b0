import { describe, expect, it } from 'vitest'
import { paragraphs, unreadWords } from './words.ts'

describe('unreadWords', () => {
  it.each([
    [0, null],
    [1, '有 1 条没看'],
    [99, '有 99 条没看'],
    [100, '有很多条没看'],
  ])('%i', (count, words) => expect(unreadWords(count)).toBe(words))
})

describe('paragraphs', () => {
  it('parts at lines and keeps no empty one', () =>
    expect(paragraphs('王阿姨：\n\n 谢谢您！ \n演示慈善会')).toEqual(['王阿姨：', '谢谢您！', '演示慈善会']))
  it('one line is one paragraph', () => expect(paragraphs('谢谢您！')).toEqual(['谢谢您！']))
})
