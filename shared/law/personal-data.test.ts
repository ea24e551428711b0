import { expect, test } from 'vitest'
import { accountingYears, keptWords, sharingRecordYears } from './personal-data.ts'

test('how long something is kept is said with the law that wants it', () => {
  expect(keptWords(accountingYears, '2026-06-15')).toBe('保存 30 年，依据《会计档案管理办法》（财政部 国家档案局令第79号）')
  expect(keptWords(sharingRecordYears, '2026-06-15')).toBe('保存 3 年，依据《网络数据安全管理条例》第十二条')
  expect(() => keptWords(sharingRecordYears, '2024-12-31')).toThrow('personal_data.sharing_record')
})
