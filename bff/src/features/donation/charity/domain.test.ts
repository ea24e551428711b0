import { expect, test } from 'vitest'
import { type CharityFields, verifiedFactIssues } from './domain.ts'

const before: CharityFields = {
  name: '演示慈善会',
  uscc: '53330102MJ900001XX',
  certificateNumber: '浙募证1',
  certificateExpiresOn: '2026-12-31',
  contactName: '周老师',
  contactPhone: '0571-00000000',
  address: '演示路 1 号',
  subMchid: '1900006511',
}

test.each<[keyof CharityFields, boolean]>([
  ['name', true],
  ['uscc', true],
  ['certificateNumber', true],
  ['certificateExpiresOn', true],
  ['subMchid', true],
  ['contactName', false],
  ['contactPhone', false],
  ['address', false],
])('changing %s needs the bureau: %s', (field, needsBureau) => {
  const paths = verifiedFactIssues(before, { ...before, [field]: 'changed' }).map((issue) => issue.path)
  expect(paths).toEqual(needsBureau ? [`body.${field}`] : [])
})

test('the same facts again are no change', () => {
  expect(verifiedFactIssues(before, { ...before })).toEqual([])
})
