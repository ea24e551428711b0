import { expect, test } from 'vitest'
import { changedFacts, factFaults, newFacts } from './resident-form.ts'

test('what is left empty stays as it is', () => {
  expect(changedFacts({ name: ' 王小明 ', phone: '', idNumber: ' 11010519491231002x ', birthDate: null })).toEqual({
    name: '王小明',
    idNumber: '11010519491231002X',
  })
})

test('a new person has nothing but what was typed', () => {
  expect(newFacts({ name: '王小明' })).toEqual({
    name: '王小明',
    idNumber: null,
    phone: null,
    birthDate: null,
    sex: null,
    registeredAddress: null,
  })
})

test('a wrong ID number is told at once, a right one passes', () => {
  expect(factFaults({ idNumber: '110105194912310021' }, '2026-11-25')).toMatchObject([{ path: 'body.facts.idNumber' }])
  expect(factFaults({ idNumber: '11010519491231002X' }, '2026-11-25')).toEqual([])
  expect(factFaults({}, '2026-11-25')).toEqual([])
})
