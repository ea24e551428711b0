import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { changedPlaces, formIssues, formPath } from './form-issues.ts'

test.each([
  ['body.name', [], ['name']],
  ['body.campaign.title', ['campaign'], ['title']],
  ['body.campaign.budget.0.amountFen', ['campaign'], ['budget', 0, 'amountYuan']],
  ['body.goalFen', [], ['goalYuan']],
  ['filingNumber', ['campaign'], ['filingNumber']],
  ['body', [], []],
  ['body.campaignId', ['campaign'], ['campaignId']],
])('%s becomes a place in the form', (path, envelopes, expected) => {
  expect(formPath(path, envelopes)).toEqual(expected)
})

test('issues follow the order of the form, one a place, fieldless ones first', () => {
  const issues = formIssues(
    [
      { path: 'body.goalFen', message: '目标至少 1 元' },
      { path: 'body.title', message: '请填写' },
      { path: 'body.title', message: '最多 40 个字' },
      { path: 'body', message: '内容有误' },
    ],
    ['title', 'goalYuan'],
  )
  expect(issues).toEqual([
    { path: [], message: '内容有误' },
    { path: ['title'], message: '请填写' },
    { path: ['goalYuan'], message: '目标至少 1 元' },
  ])
})

test('a change touches its field and the list it lies in', () => {
  expect(changedPlaces({ title: '甲' })).toEqual([['title']])
  // biome-ignore lint/suspicious/noSparseArray: so the form library reports a change of the second row
  expect(changedPlaces({ budget: [, { amountYuan: '5' }] })).toEqual([['budget'], ['budget', 1], ['budget', 1, 'amountYuan']])
  expect(changedPlaces({ startsOn: null })).toEqual([['startsOn']])
})

test('no form names a field in fen: what the server says of it would lead nowhere', () => {
  const folder = fileURLToPath(new URL('../features', import.meta.url))
  const forms = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  expect(forms.length).toBeGreaterThan(50)
  const found = forms.filter((file) => /<Form\.Item\s[^>]*name='\w*Fen'/.test(readFileSync(join(folder, file), 'utf8')))
  expect(found).toEqual([])
})
