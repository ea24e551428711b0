import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameSyllables } from '../pinyin.ts'
import { ageOn, completeFacts, endedOn, groupsOn, movedInto, nameParts, understand } from './domain.ts'

const TODAY = '2026-11-25'
const head = '33019919490615002'
const idNumber = `${head}${idNumberCheckCharacter(head)}`
const given = { name: ' 王小明 ', idNumber, phone: null, registeredAddress: null, birthDate: null, sex: null }

describe('facts', () => {
  test('birth date and sex come from the ID number', () => {
    expect(completeFacts(given, TODAY)).toEqual({ facts: { ...given, name: '王小明', birthDate: '1949-06-15', sex: 'female' } })
  })

  test('all that is wrong is told at once', () => {
    const result = completeFacts({ ...given, birthDate: '1949-06-16', sex: 'male' }, TODAY)
    expect('issues' in result && result.issues.map((issue) => issue.path)).toEqual(['birthDate', 'sex'])
  })

  test('a wrong ID number is not also called a missing birth date', () => {
    const result = completeFacts({ ...given, idNumber: '1' }, TODAY)
    expect('issues' in result && result.issues.map((issue) => issue.path)).toEqual(['idNumber'])
  })

  test('a blank ID number is none', () => {
    const result = completeFacts({ ...given, idNumber: '  ', birthDate: '2001-02-28', sex: 'male' }, TODAY)
    expect(result).toMatchObject({ facts: { idNumber: null } })
  })
})

test.each([
  ['1949-06-15', '2026-06-14', 76],
  ['1949-06-15', '2026-06-15', 77],
  ['2000-02-29', '2026-02-28', 25],
  ['2000-02-29', '2026-03-01', 26],
  ['2026-11-25', '2026-11-25', 0],
])('born %s, on %s: %i', (born, on, age) => expect(ageOn(born, on)).toBe(age))

test('a group counts from its first day up to, not including, its last', () => {
  const groups = [
    { kind: 'aged' as const, source: 'visit' as const, from: '2026-01-01', to: null },
    { kind: 'living_alone' as const, source: 'visit' as const, from: '2026-01-01', to: '2026-06-01' },
  ]
  expect(groupsOn(groups, '2025-12-31')).toEqual([])
  expect(groupsOn(groups, '2026-01-01')).toEqual(['aged', 'living_alone'])
  expect(groupsOn(groups, '2026-05-31')).toEqual(['aged', 'living_alone'])
  expect(groupsOn(groups, '2026-06-01')).toEqual(['aged'])
})

test('however often someone moves, on each day they belong to one household at most', () => {
  const moves = fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 8 }).map((days) => days.sort((a, b) => a - b))
  const dayOf = (days: number) => new Date(Date.UTC(2015, 0, 1 + days)).toISOString().slice(0, 10)
  fc.assert(
    fc.property(moves, fc.integer({ min: 0, max: 3_100 }), fc.boolean(), (days, asked, left) => {
      let memberships = days.reduce(
        (so_far, day, index) => movedInto(so_far, `hsh_${index}`, 'head', dayOf(day)),
        movedInto([], 'hsh_first', 'head', dayOf(0)),
      )
      if (left) memberships = endedOn(memberships, dayOf(3_050))
      const on = dayOf(asked)
      const holding = memberships.filter(({ from, to }) => from <= on && (to === null || on < to))
      expect(holding).toHaveLength(left && asked >= 3_050 ? 0 : 1)
    }),
  )
})

describe('parts of a name', () => {
  test.each([
    ['王小明', ['王小', '王小明', 'wangxiao', 'wangxiaoming', 'wx', 'wxm']],
    ['单丹', ['单丹', 'shandan', 'sd']],
    ['欧阳秋月', ['欧阳', '欧阳秋', '欧阳秋月', 'ouyang', 'ouyangqiu', 'ouyangqiuyue', 'oy', 'oyq', 'oyqy']],
    ['吕布', ['吕布', 'lvbu', 'lb']],
  ])('%s', (name, parts) => expect(nameParts(name, nameSyllables(name))).toEqual(parts))

  test('never one character alone, never more than a few', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'王李张刘陈杨黄赵·'), minLength: 2, maxLength: 30 }), (name) => {
        const parts = nameParts(name, nameSyllables(name))
        expect(parts.every((part) => [...part].length >= 2)).toBe(true)
        expect(parts.length).toBeLessThanOrEqual(21)
      }),
    )
  })
})

describe('what is meant by the text', () => {
  test.each([
    ['', { kind: 'everything' }],
    ['  ', { kind: 'everything' }],
    [idNumber.toLowerCase(), { kind: 'id_number', idNumber }],
    ['330199 19490615 0026', { kind: 'id_number', idNumber: '330199194906150026' }],
    ['138 1234 5678', { kind: 'phone', phone: '13812345678' }],
    ['0571-87654321', { kind: 'phone', phone: '0571-87654321' }],
    ['WangXM', { kind: 'pinyin', letters: 'wangxm' }],
    ['王 小明', { kind: 'words', text: '王小明' }],
    ['凤凰苑3幢501', { kind: 'words', text: '凤凰苑3幢501' }],
    ['买买提·艾力', { kind: 'words', text: '买买提艾力' }],
  ])('%j', (text, meant) => expect(understand(text)).toEqual(meant))

  test.each(['1381234567', '3301991949', 'w', '王', '.*'])('%j is refused or a text, never a number', (text) => {
    expect(['refused', 'words']).toContain(understand(text).kind)
  })
})
