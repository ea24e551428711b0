import { expect, test } from 'vitest'
import { type DecisionMade, emptyDossier, type ObjectionRaised } from '../domain.ts'
import { knownOn, objectionRefusal, objectionWords, ownObjection, withObjection, withTold } from './domain.ts'

const decision = {
  granted: false,
  words: '不符合',
  at: '2026-10-01T02:00:00.000Z',
  told: [{ residentId: 'son', on: '2026-10-20' }],
} as DecisionMade
const seen = (more: object = {}) => ({
  residentId: 'me',
  state: 'refused' as const,
  dossier: { ...emptyDossier(null), decision, ...more },
})
const raised = (more: Partial<ObjectionRaised> = {}): ObjectionRaised => ({
  words: '算多了',
  at: '2026-10-02T02:00:00.000Z',
  dueOn: '2026-10-17',
  outcome: null,
  answer: null,
  answeredAt: null,
  ...more,
})
const son = { residentId: 'son', nameMasked: '李*芳' }

test('each has their own days: whoever applied from the decision, others from when they were told, who learns of it now from now', () => {
  // Sixty days; the last one counts.
  expect(objectionRefusal(seen(), '2026-11-30')).toBeNull()
  expect(objectionRefusal(seen(), '2026-12-01')).toContain('时间已经过了（2026-11-30前）')
  expect(objectionRefusal(seen(), '2026-12-19', 'son')).toBeNull()
  expect(objectionRefusal(seen(), '2026-12-20', 'son')).toContain('2026-12-19')
  expect(objectionRefusal(seen(), '2027-06-01', 'daughter')).toBeNull()
  expect(knownOn(decision, 'daughter', 'me', '2027-06-01')).toBe('2027-06-01')
})

test('who waits for an answer waits; another may join; what was answered is answered to each who spoke, and to nobody else', () => {
  const waiting = seen({ objection: raised() })
  expect(objectionRefusal(waiting, '2026-10-05')).toBe('已经提过异议，请等答复')
  expect(objectionRefusal(waiting, '2026-10-25', 'son')).toBeNull()
  const answered = seen({ objection: raised({ outcome: 'upheld', also: [{ ...son, words: '我也', at: '' }] }) })
  for (const who of ['me', 'son']) expect(objectionRefusal(answered, '2026-10-25', who)).toContain('异议已经答复过')
  expect(objectionRefusal(answered, '2026-10-25', 'daughter')).toBeNull()
  // To another decision than the one that stands, it was another objection.
  const anew = seen({ answered: [raised({ at: '2026-09-01T00:00:00.000Z', outcome: 'reopened' })] })
  expect(ownObjection(anew, 'me')).toBeNull()
  expect(objectionRefusal(anew, '2026-10-05')).toBeNull()
})

test('one that waits is joined and keeps its day; one that was answered stays in the file', () => {
  const said = { ...son, words: '车是单位的', at: '2026-10-25T00:00:00.000Z' }
  const joined = withObjection(seen({ objection: raised() }).dossier, said, '2026-10-25')
  expect(joined.objection).toMatchObject({ words: '算多了', dueOn: '2026-10-17', also: [{ residentId: 'son', words: '车是单位的' }] })
  const after = withObjection(seen({ objection: raised({ outcome: 'upheld' }) }).dossier, said, '2026-10-25')
  expect(after.objection).toMatchObject({ words: '车是单位的', by: son, dueOn: '2026-11-09', outcome: null })
  expect(after.answered).toHaveLength(1)
})

test('whose words they are stands beside them, but for one person’s own', () => {
  const me = { residentId: 'me', nameMasked: '王*明' }
  expect(objectionWords(raised(), me)).toBe('算多了')
  expect(objectionWords(raised({ by: me }), me)).toBe('算多了')
  expect(objectionWords(raised({ by: son }), me)).toBe('李*芳说：算多了')
  expect(objectionWords(raised({ also: [{ ...son, words: '我也', at: '' }] }), me)).toBe('王*明说：算多了\n李*芳说：我也')
})

test('that somebody was told is put on record once', () => {
  expect(withTold(decision, 'son', '2026-12-01')).toBeNull()
  expect(withTold(decision, 'daughter', '2026-12-01')?.told).toEqual([
    ...(decision.told ?? []),
    { residentId: 'daughter', on: '2026-12-01' },
  ])
})
