import { describe, expect, test } from 'vitest'
import { fenOf, heldBecause, marksOf, monthsOf, type Planned } from './domain.ts'

const regular = { kind: 'regular' as const, month: '2026-11', fen: 5_000 }
const planned = (change: Partial<Planned> = {}): Planned => ({
  subjectKind: 'person',
  hasAccount: true,
  fresh: [regular],
  carried: [],
  cameBack: [],
  lastFen: 5_000,
  monthFen: 5_000,
  personState: 'present',
  ...change,
})

describe('what goes to the bank', () => {
  test.each<[string, Partial<Planned>, ReturnType<typeof heldBecause>]>([
    ['what is due', {}, null],
    ['a dead person’s own is held', { personState: 'deceased' }, 'deceased'],
    ['what is a household’s goes on', { personState: 'deceased', subjectKind: 'household' }, null],
    ['whoever moved away is heard first', { personState: 'moved_out' }, null],
    ['without an account', { hasAccount: false }, 'no_account'],
    ['the account the bank refused', { cameBack: [{ reason: 'closed_account', sameAccount: true }] }, 'account_refused'],
    ['another account', { cameBack: [{ reason: 'closed_account', sameAccount: false }] }, null],
    ['the bank’s own fault', { cameBack: [{ reason: 'bank_failure', sameAccount: true }] }, null],
    ['set off to nothing', { carried: [{ month: '2026-10', fen: -5_000 }] }, 'set_off'],
    ['set off to a cent', { carried: [{ month: '2026-10', fen: -4_999 }] }, null],
  ])('%s', (_, change, reason) => {
    expect(heldBecause(planned(change))).toBe(reason)
  })
})

describe('what a second person should look at', () => {
  test.each<[string, Partial<Planned>, readonly string[]]>([
    ['nothing', {}, []],
    ['the first payment', { lastFen: null }, ['new']],
    [
      'what came back is no first payment',
      { lastFen: null, fresh: [], cameBack: [{ reason: 'closed_account', sameAccount: false }] },
      ['again'],
    ],
    ['more', { monthFen: 5_001 }, ['raised']],
    ['less', { monthFen: 4_999 }, ['reduced']],
    ['arrears', { fresh: [{ ...regular, kind: 'arrears' }] }, ['arrears']],
    ['died', { personState: 'deceased' }, ['deceased']],
    ['moved away', { personState: 'moved_out' }, ['moved_out']],
  ])('%s', (_, change, marks) => {
    expect(marksOf(planned(change))).toEqual(marks)
  })
})

test('a payment adds up what is new and what did not arrive, and names each month once', () => {
  const of = planned({
    carried: [
      { month: '2026-10', fen: 4_000 },
      { month: '2026-11', fen: 1 },
    ],
  })
  expect(fenOf(of)).toBe(9_001)
  expect(monthsOf(of)).toEqual(['2026-10', '2026-11'])
})
