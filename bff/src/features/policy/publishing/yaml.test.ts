import { builtInPublications } from '@minsheng/shared/policy/catalogue/publications'
import { contentSchemas } from '@minsheng/shared/policy/publishing/content'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml, writeYaml } from './yaml.ts'

const faultsOf = (text: string) => {
  const read = readYaml(text)
  return read.ok ? [] : read.faults.map(({ line, words }) => [line, words])
}

describe('a policy as a file', () => {
  test.each(builtInPublications().map((one) => [`${one.kind} ${one.key}`, one] as const))(
    '%s comes back as it was',
    (_, { kind, content }) => {
      const text = writeYaml(content, '一份政策')
      const read = readYaml(text)
      const again = read.ok ? contentSchemas[kind].parse(read.value) : null
      expect(again).toEqual(JSON.parse(JSON.stringify(content)))
      expect(writeYaml(again, '一份政策')).toBe(text)
    },
  )

  test('whatever plain words and whole numbers are in it come back as they were, and the same content makes the same file', () => {
    const plain = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('any'), { maxLength: 4 }),
      map: fc.dictionary(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name !== '__proto__'),
        tie('any'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    })).map
    void fc.assert(
      fc.property(plain, (content) => {
        const text = writeYaml(content, '#! 标题\n第二行')
        const read = readYaml(text)
        expect(read.ok && read.value).toEqual(content)
        expect(writeYaml(read.ok && read.value, '#! 标题\n第二行')).toBe(text)
      }),
    )
  })
})

describe('what is not taken, with its line', () => {
  test.each([
    ['a tag', 'id: a\ntitle: !!js/function "x"\n', [[2, '不能用标签（!）']]],
    ['a tag of its own', 'id: a\nwho: !mine [1]\n', [[2, '不能用标签（!）']]],
    ['a binary', 'id: !!binary aGk=\n', [[1, '不能用标签（!）']]],
    [
      'an anchor and a reference',
      'a: &x [1]\nb: *x\n',
      [
        [1, '不能用锚点（&）'],
        [2, '不能用引用（*）'],
      ],
    ],
    ['a fraction', 'value:\n  amount: 1.5\n', [[2, '只能写整数（金额以分为单位，比例写万分之几）']]],
    ['no number', 'value: .nan\n', [[1, '只能写整数（金额以分为单位，比例写万分之几）']]],
    ['a number too large', 'value: 90071992547409930\n', [[1, '只能写整数（金额以分为单位，比例写万分之几）']]],
    ['a name twice', 'id: a\nid: b\n', [[2, '同一个名称写了两次']]],
    ['two files in one', 'id: a\n---\nid: b\n', [[2, '一个文件只能写一份']]],
    ['a list', '- a\n', [[1, '这里要写成“名称: 内容”的形式']]],
    ['nothing', '', [[1, '这里要写成“名称: 内容”的形式']]],
    ['a name that is no word', '? [a]\n: b\n', [[null, '冒号前面要写文字']]],
    ['a name that is a number', '1: b\n', [[1, '冒号前面要写文字']]],
    ['the name of all objects', '__proto__: {a: 1}\n', [[1, '这里不认识“__proto__”']]],
    ['a tab', 'a:\n\tb: 1\n', [[2, '缩进要用空格，不能用制表符']]],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })

  test('a few lines that would stand for a billion are refused at once', () => {
    const bomb = [
      'a0: &a0 [x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`),
    ].join('\n')
    const began = performance.now()
    expect(faultsOf(bomb).length).toBeGreaterThan(0)
    expect(performance.now() - began).toBeLessThan(500)
  })

  test.each([
    ['brackets', `a: ${'['.repeat(60_000)}`],
    ['brackets that close', `a: ${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['dashes', `a:\n${'- '.repeat(50_000)}1`],
    ['maps', `a: ${'{b: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('%s nested thousands deep are refused, not followed', (_, text) => {
    expect(faultsOf(text).map(([, words]) => words)).toEqual(expect.arrayContaining([expect.stringMatching(/嵌套太深|多了|写法/)]))
  })

  test('so many entries that nobody wrote them', () => {
    expect(faultsOf(`a: [${'1,'.repeat(30_000)}]`).map(([, words]) => words)).toEqual(['内容太多'])
  })

  test('whatever bytes come, nothing is thrown', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void readYaml(text)),
      { numRuns: 1_000 },
    )
    const marks = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&',
      '*',
      '!',
      '|',
      '>',
      '"',
      "'",
      '#',
      '%',
      '?',
      '1',
      ',',
      '\t',
    )
    void fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => void readYaml(parts.join(''))),
      { numRuns: 2_000 },
    )
  })
})
