import { expect, test } from 'vitest'
import { charityBody, charityIssues } from './charity-form.ts'

const right = {
  name: '暖心慈善会',
  uscc: '91350100M000100Y43',
  contactName: '周慧',
  contactPhone: '0571-87000000',
  address: '杭州市上城区清泰街 1 号',
}

test('a right form has no issue; what was left empty is null', () => {
  const body = charityBody({ ...right, certificateNumber: ' ', subMchid: '' })
  expect(body).toMatchObject({ certificateNumber: null, certificateExpiresOn: null, subMchid: null })
  expect(charityIssues(body)).toEqual([])
})

test('the code is read with spaces and small letters, and its check character is checked', () => {
  expect(charityBody({ ...right, uscc: '91350100 m000100y43 ' }).uscc).toBe('91350100M000100Y43')
  expect(charityIssues(charityBody({ ...right, uscc: '91350100M000100Y44' }))).toEqual([
    { path: 'body.uscc', message: expect.stringContaining('统一社会信用代码不对') },
  ])
})

test('every empty field is reported at once', () => {
  expect(charityIssues(charityBody({})).map((issue) => issue.path)).toEqual([
    'body.name',
    'body.uscc',
    'body.contactName',
    'body.contactPhone',
    'body.address',
  ])
})

test('certificate number and last day belong together', () => {
  expect(charityIssues(charityBody({ ...right, certificateNumber: '330102001' })).map((issue) => issue.path)).toEqual([
    'body.certificateExpiresOn',
  ])
  expect(charityIssues(charityBody({ ...right, certificateExpiresOn: '2027-01-01' })).map((issue) => issue.path)).toEqual([
    'body.certificateNumber',
  ])
})
