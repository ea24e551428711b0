import type { Recovery } from '@minsheng/shared/contracts/policy'
import { expect, test } from 'vitest'
import { recoveryHeading, recoveryRows, wayWords } from './recovery-words'

const recovery = (change: Partial<Recovery>): Recovery => ({
  id: 'rcv_1',
  awardId: 'awd_1',
  title: '高龄津贴',
  way: 'pay_back',
  state: 'notice',
  months: [{ month: '2026-11', fen: 5_000 }],
  fen: 5_000,
  words: '户籍已经迁出',
  noticedAt: '2026-11-30T08:00:00.000Z',
  hearUntil: '2026-12-14',
  said: null,
  saidAt: null,
  decision: null,
  balance: null,
  setOffPercent: 20,
  setOffIllustrative: true,
  rev: 0,
  maySpeak: true,
  ...change,
})

test.each([
  [recovery({}), '可能多发了，先听您说'],
  [recovery({ state: 'heard', maySpeak: false }), '等另一位工作人员决定'],
  [recovery({ state: 'open', maySpeak: false }), '请转账退回'],
  [recovery({ state: 'open', maySpeak: false, way: 'set_off' }), '从以后的待遇里抵'],
  [recovery({ state: 'settled', maySpeak: false }), '已经退清'],
  [recovery({ state: 'settled', maySpeak: false, way: 'waive' }), '不用退'],
  [recovery({ state: 'dropped', maySpeak: false }), '不用退'],
  [recovery({ state: 'dropped', maySpeak: false, way: 'waive' }), '没有同意免退，要退的话会先听您说'],
])('%o', (one, words) => {
  expect(recoveryHeading(one)).toBe(words)
})

test('nothing is called owed before it is decided; then it is told to the fen', () => {
  expect(recoveryRows(recovery({})).map(({ label }) => label)).toEqual(['多发的', '理由', '要退的话', '请在这天前说'])
  const balance = { fen: 5_000, setOffFen: 1_000, paidBackFen: 500, waivedFen: 0, openFen: 3_500, onItsWayFen: 0 }
  const rows = recoveryRows(recovery({ state: 'open', maySpeak: false, balance }))
  expect(rows.slice(-3)).toEqual([
    { label: '已抵', value: '¥10.00' },
    { label: '已退回', value: '¥5.00' },
    { label: '还差', value: '¥35.00' },
  ])
})

test('a share that nobody confirmed says so', () => {
  expect(wayWords(recovery({ way: 'set_off' }))).toContain('每次最多抵 20%（这个比例还没有经民政局确认，只供参考）')
  expect(wayWords(recovery({ way: 'set_off', setOffIllustrative: false }))).not.toContain('参考')
})
