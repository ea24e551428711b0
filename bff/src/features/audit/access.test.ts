import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../platform/auth/actor.ts'
import { isAskers, mayDecide, mayReadAudit } from './access.ts'

const staff = (role: StaffRole, accountId = 'stf_2', charityId: string | null = null): Actor => ({
  kind: 'staff',
  accountId,
  sessionId: 'ses_1',
  roles: [role],
  charityId,
})
const roles: StaffRole[] = [
  'administrator',
  'bureau',
  'charity_owner',
  'charity_finance',
  'auditor',
  'security_officer',
  'data_steward',
  'street',
]

test('the record is read by two roles alone', () => {
  expect(roles.filter((role) => mayReadAudit(staff(role)))).toEqual(['auditor', 'security_officer'])
  expect(mayReadAudit({ kind: 'anonymous' })).toBe(false)
})

describe('who answers a wish to export', () => {
  test.each([
    ['of one charity', { table: 'gifts', level: 3, charityId: 'chr_1' }, ['bureau', 'charity_owner', 'security_officer']],
    ['of all charities', { table: 'donors', level: 3, charityId: null }, ['bureau', 'security_officer']],
    ['the record', { table: 'audit', level: 3, charityId: null }, ['security_officer']],
    ['highly sensitive', { table: 'gifts', level: 4, charityId: 'chr_1' }, ['security_officer']],
  ] as const)('%s', (_, request, may) => {
    expect(roles.filter((role) => mayDecide(staff(role, 'stf_2', 'chr_1'), { ...request, askedBy: 'stf_1' }))).toEqual(may)
    // Nobody answers themselves, whatever they are.
    for (const role of roles) expect(mayDecide(staff(role, 'stf_1', 'chr_1'), { ...request, askedBy: 'stf_1' })).toBe(false)
  })
  test("another charity's owner does not", () => {
    const request = { table: 'gifts', level: 3, charityId: 'chr_1', askedBy: 'stf_1' }
    expect(mayDecide(staff('charity_owner', 'stf_2', 'chr_2'), request)).toBe(false)
    expect(isAskers(staff('auditor', 'stf_1'), request)).toBe(true)
    expect(isAskers({ kind: 'anonymous' }, request)).toBe(false)
  })
})
