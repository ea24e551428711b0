import { describe, expect, test } from 'vitest'
import { fit, partsOf, renderValues, type Template, templateFaults, templateName } from './domain.ts'
import { templateOf, templates } from './list.ts'

const SIGN = '民生直达上城'
const facts = { title: '¥6.60 已退给您', sentAt: new Date('2026-06-15T01:05:00Z') }

describe('every template', () => {
  test.each(templates.map((template) => [templateName(template), template] as const))('%s may be used', (_, template) => {
    expect(templateFaults(template, SIGN)).toEqual([])
  })
  test('there is one of each name', () => {
    const names = templates.map(templateName)
    expect(new Set(names).size).toBe(names.length)
  })
  test('a text message or a call tells nothing but the title of a refund or of a call for help, which names nobody', () => {
    const told = templates.flatMap((template) =>
      template.channel === 'subscribe' ? [] : [[templateName(template), Object.keys(renderValues(template, facts))]],
    )
    expect(told).toEqual([
      ['refund.sms', ['title']],
      ['help.sms', ['title']],
      ['notice.sms', []],
      ['desk.sms', []],
      ['notice.voice', []],
      ['help.voice', []],
    ])
  })
})

describe('what is refused', () => {
  const card: Template = { kind: 'refund', channel: 'subscribe', version: 1, title: '', sort: 'one_time', fields: [] }
  test.each<[string, Template, RegExp]>([
    ['a fact no message has', { kind: 'refund', channel: 'sms', version: 1, text: '{name}您好' }, /name/],
    ['a text over two parts', { kind: 'refund', channel: 'sms', version: 1, text: '字'.repeat(127) }, /two parts/],
    ['a field WeChat has not', { ...card, fields: [{ key: 'words1', label: '', text: '' }] }, /no field/],
    ['a constant over its field', { ...card, fields: [{ key: 'thing1', label: '', text: '字'.repeat(21) }] }, /longer than 20/],
  ])('%s', (_, template, words) => {
    expect(templateFaults(template, SIGN).join()).toMatch(words)
  })
  test('126 characters with the sign’s eight are two parts', () => {
    expect(templateFaults({ kind: 'refund', channel: 'sms', version: 1, text: '字'.repeat(126) }, SIGN)).toEqual([])
  })
})

test.each([
  [1, 1],
  [70, 1],
  [71, 2],
  [134, 2],
  [135, 3],
])('%i characters are %i parts', (length, parts) => expect(partsOf('字'.repeat(length))).toBe(parts))

test.each([
  ['二十个字二十个字二十个字二十个字二十个字', 20, '二十个字二十个字二十个字二十个字二十个字'],
  ['二十一个字', 4, '二十一…'],
  ['😀😀😀', 2, '😀…'],
])('%s in %i', (text, most, fitted) => expect(fit(text, most)).toBe(fitted))

test('a card has its values, each within its field', () => {
  const template = templateOf('refund', 'subscribe')
  if (!template) throw new Error('no template')
  expect(renderValues(template, { ...facts, title: '长'.repeat(60) })).toEqual({
    thing1: `${'长'.repeat(19)}…`,
    time2: expect.stringContaining('6月15日'),
    thing3: '点开看这笔捐赠',
  })
})
